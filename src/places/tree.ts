import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'
import type { Level } from './model.ts'

/** A place in a list, with what lies in it. */
export interface Branch {
  readonly code: string
  readonly name: string
  readonly level: Level
  /** Places directly in it. */
  readonly places: number
  /** Villages anywhere below it. */
  readonly villages: number
}

export interface Leaf {
  readonly code: string
  readonly name: string
  readonly level: Level
}

export interface Cut {
  readonly day: string
  readonly offset: number
  readonly limit: number
}

const inForce = (day: string) => sql`a.since <= ${day} and (a.until is null or a.until > ${day})`

/** The places directly in another on a day, or the counties of the installation. */
export async function branchesOf(
  db: Db,
  parentCode: string | null,
  { day, offset, limit }: Cut,
): Promise<{ branches: Branch[]; total: number }> {
  const chosen = parentCode ? sql`a.parent_code = ${parentCode}` : sql`p.level = 'county'`
  const { rows } = await sql<Branch & { total: number }>`
    with recursive chosen as (
      select p.tenant_code, p.level, a.name, count(*) over () as total
      from places.place p join places.attribute a on a.tenant_code = p.tenant_code
      where ${chosen} and ${inForce(day)}
      order by p.tenant_code limit ${limit} offset ${offset}
    ), below as (
      select c.tenant_code as top, a.tenant_code, true as direct
      from chosen c join places.attribute a on a.parent_code = c.tenant_code where ${inForce(day)}
      union all
      select b.top, a.tenant_code, false
      from below b join places.attribute a on a.parent_code = b.tenant_code where ${inForce(day)}
    )
    select c.tenant_code as code, c.name, c.level, c.total,
      count(b.tenant_code) filter (where b.direct) as places,
      count(p.tenant_code) filter (where p.level = 'village') as villages
    from chosen c left join below b on b.top = c.tenant_code
      left join places.place p on p.tenant_code = b.tenant_code
    group by c.tenant_code, c.name, c.level, c.total
    order by c.tenant_code`.execute(db)
  const branches = rows.map(({ total: _, ...branch }) => branch)
  return { branches, total: rows[0]?.total ?? 0 }
}

/** Every village below a place, with the place directly in it that it belongs to. */
export async function villagesBelow(
  db: Db,
  parentCode: string,
  day: string,
): Promise<{ code: string; top: string }[]> {
  const { rows } = await sql<{ code: string; top: string }>`
    with recursive below as (
      select a.tenant_code as top, a.tenant_code
      from places.attribute a where a.parent_code = ${parentCode} and ${inForce(day)}
      union all
      select b.top, a.tenant_code
      from below b join places.attribute a on a.parent_code = b.tenant_code where ${inForce(day)}
    )
    select p.tenant_code as code, b.top from below b
    join places.place p on p.tenant_code = b.tenant_code and p.level = 'village'
    order by p.tenant_code`.execute(db)
  return rows
}

/** All places below one (or all of them) whose name, pinyin or initials contain a text. */
export async function matchesBelow(
  db: Db,
  { parentCode, text }: { parentCode: string | null; text: string },
  { day, offset, limit }: Cut,
): Promise<{ matches: (Leaf & { inside: string })[]; total: number }> {
  const like = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<Leaf & { inside: string; total: number }>`
    with recursive below as (
      ${startOf(parentCode, day)}
      union
      select a.tenant_code
      from below b join places.attribute a on a.parent_code = b.tenant_code where ${inForce(day)}
    )
    select a.tenant_code as code, a.name, p.level, coalesce(up.name, '') as inside,
      count(*) over () as total
    from below b
      join places.attribute a on a.tenant_code = b.tenant_code
      join places.place p on p.tenant_code = a.tenant_code
      left join places.attribute up on up.tenant_code = a.parent_code
        and up.since <= ${day} and (up.until is null or up.until > ${day})
    where ${inForce(day)} and (a.name like ${like} or a.pinyin like ${like})
    order by p.level = 'village', a.tenant_code limit ${limit} offset ${offset}`.execute(db)
  const matches = rows.map(({ total: _, ...match }) => match)
  return { matches, total: rows[0]?.total ?? 0 }
}

function startOf(parentCode: string | null, day: string): RawBuilder<unknown> {
  const chosen = parentCode
    ? sql`a.parent_code = ${parentCode}`
    : sql`exists (select 1 from places.place p where p.tenant_code = a.tenant_code
        and p.level = 'county')`
  return sql`select a.tenant_code from places.attribute a where ${chosen} and ${inForce(day)}`
}

/** The places above one on a day, the widest first. */
export async function chainAbove(db: Db, code: string, day: string): Promise<Leaf[]> {
  const { rows } = await sql<Leaf>`
    with recursive above as (
      select a.parent_code as code, 1 as step from places.attribute a
      where a.tenant_code = ${code} and ${inForce(day)}
      union all
      select a.parent_code, step + 1
      from above b join places.attribute a on a.tenant_code = b.code
      where ${inForce(day)} and step < 8
    )
    select p.tenant_code as code, p.level, a.name
    from above b join places.place p on p.tenant_code = b.code
      join places.attribute a on a.tenant_code = p.tenant_code
    where ${inForce(day)} order by b.step desc`.execute(db)
  return rows
}

/** A place with the one it lies in. */
export interface Seated {
  readonly code: string
  readonly name: string
  readonly insideCode: string
  readonly inside: string
}

/** Some places by code, as they are called on a day and where they lie. */
export async function seatedPlaces(
  db: Db,
  codes: readonly string[],
  day: string,
): Promise<Seated[]> {
  const { rows } = await sql<Seated>`
    select a.tenant_code as code, a.name, up.tenant_code as "insideCode", up.name as inside
    from places.attribute a join places.attribute up on up.tenant_code = a.parent_code
      and up.since <= ${day} and (up.until is null or up.until > ${day})
    where a.tenant_code = any (${[...codes]}::text[]) and ${inForce(day)}
    order by a.tenant_code`.execute(db)
  return rows
}
