import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'
import { agreeingAdults } from '#people/consent/store.ts'
import { normaliseHouseholdCode } from '#people/rules.ts'
import type { Here } from '#people/store.ts'
import type { HouseholdLine, HouseholdSearch } from './model.ts'

export interface Searching {
  readonly search: HouseholdSearch
  /** Only households in one of these divisions, for whoever works in a grid or a group. */
  readonly within: readonly string[] | null
}

const orders = {
  code: sql`length(f.code)`,
  head: sql`f.head_pinyin`,
  members: sql`f.members`,
  group: sql`g.name`,
  grid: sql`n.name`,
  part: sql`f.takes_part`,
} as const

/**
 * The open households of a village that fit a search, one page of them, and how many fit in all. A
 * closed one is found by its own number alone: somebody still asks about whoever lived there last.
 */
export async function searchHouseholds(
  db: Db,
  here: Here,
  { search, within }: Searching,
): Promise<{ total: number; rows: HouseholdLine[] }> {
  const direction = search.descending ? sql`desc` : sql`asc`
  const { rows } = await sql<HouseholdLine & { total: number }>`
    with ${parts(here, search.q)}, fitting as (
      select h.id, h.code, h.group_id, h.grid_id, d.head_name, d.head_pinyin, d.said,
        coalesce(d.members, 0) as members, coalesce(d.takes_part, false) as takes_part
      from house h left join dwelling d on d.household_id = h.id
    )
    select f.id, f.code, f.head_name as "headName", f.members, g.name as "groupName",
      n.name as "gridName", f.takes_part as "takesPart", count(*) over () as total
    from fitting f
    left join division g on g.id = f.group_id
    left join division n on n.id = f.grid_id
    where ${sql.join(conditions(search, within), sql` and `)}
    order by ${orders[search.sort]} ${direction}, ${ties(search)}
    limit ${search.limit} offset ${search.offset}`.execute(db)
  const total = rows[0]?.total ?? 0
  return { total, rows: rows.map(({ total: _total, ...line }) => line) }
}

/** Codes grow longer as villages grow: 999 comes before 1000, and goes the way the list goes. */
function ties({ sort, descending }: HouseholdSearch): RawBuilder<unknown> {
  return sort === 'code' && descending ? sql`f.code desc` : sql`length(f.code), f.code`
}

/**
 * Every table is read once and held: the embedded database gathers no statistics, and would
 * otherwise ask the row security of one table for each row of another.
 */
function parts(here: Here, q: string | undefined): RawBuilder<unknown> {
  const { tenantCode, today } = here
  const code = q ? normaliseHouseholdCode(q) : null
  return sql`
    agreeing as materialized (${agreeingAdults(here, 'points')}),
    person as materialized (
      select id, name, pinyin from people.person
      where tenant_code = ${tenantCode} and closed_on is null),
    member as materialized (
      select household_id, person_id, relation from people.membership
      where tenant_code = ${tenantCode} and ${isOpen(today)}),
    lies as materialized (
      select household_id, kind, division_id from people.household_division
      where tenant_code = ${tenantCode} and ${isOpen(today)}),
    division as materialized (
      select id, name from places.division where tenant_code = ${tenantCode}),
    dwelling as materialized (
      select m.household_id, count(*)::int as members,
        min(p.name) filter (where m.relation = 'head') as head_name,
        min(p.pinyin) filter (where m.relation = 'head') as head_pinyin,
        string_agg(p.name || ' ' || p.pinyin, E'\n') as said,
        bool_or(a.person_id is not null) as takes_part
      from member m
      join person p on p.id = m.person_id
      left join agreeing a on a.person_id = m.person_id
      group by m.household_id),
    house as materialized (
      select h.id, h.code, g.division_id as group_id, n.division_id as grid_id
      from people.household h
      left join lies g on g.household_id = h.id and g.kind = 'villagers_group'
      left join lies n on n.household_id = h.id and n.kind = 'grid'
      where h.tenant_code = ${tenantCode} and (h.closed_on is null or h.code = ${code}))`
}

function isOpen(today: string): RawBuilder<unknown> {
  return sql`since <= ${today} and (until is null or until > ${today})`
}

function conditions(
  search: HouseholdSearch,
  within: readonly string[] | null,
): RawBuilder<unknown>[] {
  const found: RawBuilder<unknown>[] = [sql`true`]
  if (search.groupId) found.push(sql`f.group_id = ${search.groupId}`)
  if (search.gridId) found.push(sql`f.grid_id = ${search.gridId}`)
  if (search.takesPart) found.push(sql`f.takes_part = ${search.takesPart === 'yes'}`)
  if (within) {
    found.push(sql`(f.group_id = any (${within}::uuid[]) or f.grid_id = any (${within}::uuid[]))`)
  }
  if (search.q) found.push(said(search.q))
  return found
}

/** A number is a household code; letters are pinyin or initials; anything else is part of a name. */
function said(q: string): RawBuilder<unknown> {
  const code = normaliseHouseholdCode(q)
  if (code) return sql`(f.code = ${code} or f.code like ${`%${code.replace(/^0+/, '')}`})`
  const text = q
    .toLowerCase()
    .replace(/\s/g, '')
    .replace(/[\\%_]/g, '')
  if (/^[a-zü]+$/.test(text)) return sql`f.said ~ ${`(^|[ \n])${text}`}`
  return sql`f.said like ${`%${text}%`}`
}
