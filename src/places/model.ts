import { z } from 'zod'
import { part } from '#kernel/listing.ts'

/** Who keeps the tree of a county, and who opens and ends the groups and grids of a village. */
export const treePosts = ['county_administrator'] as const
export const dividingPosts = ['village_administrator', 'secretary', 'director'] as const
export const dividingAbove = ['township_administrator'] as const

/** What a page offers to the holder of these posts at a place; the commands decide for themselves. */
export function mayOnPlace(posts: readonly string[]) {
  const has = (wanted: readonly string[]) => posts.some((post) => wanted.includes(post))
  const fromAbove = (wanted: readonly string[]) => has(wanted.map((post) => `${post}@above`))
  return {
    divide: has(dividingPosts) || fromAbove(dividingAbove),
    keep: has(treePosts) || fromAbove(treePosts),
    close: fromAbove(treePosts),
  }
}

/** From the widest to the narrowest; a place always lies in one of a wider level. */
export const levels = ['province', 'prefecture', 'county', 'township', 'village'] as const
export type Level = (typeof levels)[number]

/** A village is divided twice, independently: into villagers' groups and into grids. */
export const divisionKinds = ['villagers_group', 'grid'] as const
export type DivisionKind = (typeof divisionKinds)[number]

/** The sequence of the whole installation, for what belongs to no place yet. */
export const installation = '000000000000'

export const placeCode = z.string().regex(/^[0-9]{12}$/)
const plainDate = z.iso.date()
const placeName = z.string().trim().min(1).max(60)
const source = z.string().trim().min(2).max(200)

/** One place of a sheet. What is wrong with a row is said row by row, so the shape is wide. */
export const TreeRow = z.object({
  code: z.string().trim().max(20),
  name: placeName,
  level: z.string().trim().max(20),
  parentCode: z.string().trim().max(20).nullable(),
})
export type TreeRow = z.output<typeof TreeRow>

export const ImportTree = z.object({
  rows: z.array(TreeRow).min(1).max(5000),
  openedOn: plainDate,
  source,
})
export const RenamePlace = z.object({
  tenantCode: placeCode,
  name: placeName.optional(),
  officialCode: placeCode.optional(),
  since: plainDate,
  source,
})
export const MovePlace = z.object({
  tenantCode: placeCode,
  parentCode: placeCode,
  since: plainDate,
  source,
})
export const ClosePlace = z.object({ tenantCode: placeCode, closedOn: plainDate, source })
export const AddDivision = z.object({
  tenantCode: placeCode,
  kind: z.enum(divisionKinds),
  code: z.string().trim().min(1).max(10),
  name: placeName,
  since: plainDate,
})
export const EndDivision = z.object({
  tenantCode: placeCode,
  divisionId: z.uuid(),
  until: plainDate,
})

export const Tree = z.object({
  /** Whose places to list; the counties when left out. */
  parentCode: placeCode.optional(),
  /** Part of a name, of its pinyin or of the initials: lists all matching places below instead. */
  search: z.string().trim().max(50).optional(),
  ...part(100),
})
export const Below = z.object({ parentCode: placeCode })
export const OnePlace = z.object({ code: placeCode, on: plainDate.optional() })
export const Divisions = z.object({ tenantCode: placeCode })

/** A place as it stands on a day. */
export interface Place {
  readonly code: string
  readonly level: Level
  readonly name: string
  readonly officialCode: string
  readonly parentCode: string | null
  readonly openedOn: string
  readonly closedOn: string | null
}

/** The latest dated attributes of a place; `until` is set when the place is closed. */
export interface Attribute {
  readonly id: string
  readonly name: string
  readonly officialCode: string
  readonly parentCode: string | null
  readonly since: string
  readonly until: string | null
}

export interface Division {
  readonly id: string
  readonly kind: DivisionKind
  readonly code: string
  readonly name: string
  readonly since: string
  readonly until: string | null
}

/** Refusal codes with their HTTP status. */
export const placesRefusals = {
  'places.unknown_place': 404,
  'places.unknown_division': 404,
  'places.row_bad_code': 422,
  'places.row_wrong_level': 422,
  'places.row_unknown_parent': 422,
  'places.row_wrong_parent': 422,
  'places.row_duplicate': 422,
  'places.row_differs': 409,
  'places.above_your_county': 403,
  'places.sheet_unreadable': 422,
  'places.sheet_headers': 422,
  'places.date_too_early': 422,
  'places.date_too_far': 422,
  'places.nothing_changes': 422,
  'places.already_there': 409,
  'places.wrong_parent': 409,
  'places.closed': 409,
  'places.not_empty': 409,
  'places.division_code_taken': 409,
  'places.division_name_taken': 409,
  'places.division_ended': 409,
} as const
export type PlacesRefusal = keyof typeof placesRefusals

export interface PlaceTable {
  tenant_code: string
  level: Level
  opened_on: string
  closed_on: string | null
}
export interface AttributeTable {
  tenant_code: string
  id: string
  official_code: string
  name: string
  parent_code: string | null
  since: string
  until: string | null
  source: string
  pinyin: string
}
export interface DivisionTable {
  tenant_code: string
  id: string
  kind: DivisionKind
  code: string
  name: string
  since: string
  until: string | null
}
export interface PlacesTables {
  'places.place': PlaceTable
  'places.attribute': AttributeTable
  'places.division': DivisionTable
}
