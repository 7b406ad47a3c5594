import { anyone } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { Below, Divisions, type Level, OnePlace, Tree } from './model.ts'
import { commonName } from './rules.ts'
import { attributesOf, divisionsOf, findLevel, findPlace } from './store.ts'
import {
  type Branch,
  branchesOf,
  chainAbove,
  type Leaf,
  matchesBelow,
  type Seated,
  seatedPlaces,
  villagesBelow,
} from './tree.ts'

/**
 * The name of a place on a day.
 * @returns the code itself when there is no such place, so that a list is never without a word.
 */
export async function placeName(db: Db, code: string, day: string): Promise<string> {
  const place = await findPlace(db, code, day)
  return place ? commonName(place.name) : code
}

/** A list of places, each by the name people call it. */
function called<P extends { readonly name: string }>(found: readonly P[]): P[] {
  return found.map((one) => ({ ...one, name: commonName(one.name) }))
}

/** Places as people call them, each with the one it lies in; unknown codes are left out. */
export async function placesNamed(
  db: Db,
  codes: readonly string[],
  day: string,
): Promise<Seated[]> {
  return called(await seatedPlaces(db, codes, day))
}

/** The places above one on a day, the widest first, as the tree stands that day. */
export const ancestorsOf: (db: Db, code: string, day: string) => Promise<readonly Leaf[]> =
  chainAbove

/** The level of a place; null when there is none. */
export async function levelOf(db: Db, code: string): Promise<Level | null> {
  return (await findLevel(db, code))?.level ?? null
}

/** The tree everybody may walk: what lies in a place, or what matches a few letters below it. */
export const tree = defineQuery({
  name: 'places.tree',
  input: Tree,
  access: 'public',
  may: ({ actor }) => anyone(actor, ''),
  async run({ db, input, today }) {
    const parentCode = input.parentCode ?? null
    const place = parentCode ? await findPlace(db, parentCode, today) : null
    if (parentCode && !place) return refuse('places.unknown_place', { code: parentCode })
    const ancestors = parentCode ? await ancestorsOf(db, parentCode, today) : []
    const cut = { day: today, offset: input.offset, limit: input.limit }
    const head = { place, ancestors, pageSize: input.limit }
    if (input.search) {
      const { matches, total } = await matchesBelow(db, { parentCode, text: input.search }, cut)
      return ok({ ...head, branches: [] as Branch[], matches: called(matches), total })
    }
    const { branches, total } = await branchesOf(db, parentCode, cut)
    const matches: (Leaf & { inside: string })[] = []
    return ok({ ...head, branches: called(branches), matches, total })
  },
})

/** The villages below a place, each with its place directly in it: which township, seen from a county. */
export const villages = defineQuery({
  name: 'places.villages',
  input: Below,
  access: 'public',
  may: ({ actor }) => anyone(actor, ''),
  async run({ db, input, today }) {
    return ok(await villagesBelow(db, input.parentCode, today))
  },
})

/** One place on a day: name, level, what lies above it, and what it was called before. */
export const place = defineQuery({
  name: 'places.place',
  input: OnePlace,
  access: 'public',
  may: ({ actor }) => anyone(actor, ''),
  async run({ db, input, today }) {
    const day = input.on ?? today
    const found = await findPlace(db, input.code, day)
    if (!found) return refuse('places.unknown_place', { code: input.code })
    const history = await attributesOf(db, input.code)
    return ok({
      ...found,
      commonName: commonName(found.name),
      ancestors: await ancestorsOf(db, input.code, day),
      history,
    })
  },
})

/** The villagers' groups and grids of a village, ended ones included. */
export const divisions = defineQuery({
  name: 'places.divisions',
  input: Divisions,
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input }) {
    return ok(await divisionsOf(db, input.tenantCode))
  },
})
