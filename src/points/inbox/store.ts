import { sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'
import type { DeedRow } from '#points/store.ts'

/** An item of the rule book of one cycle. */
export interface ItemOfCycle {
  readonly cycleId: string
  readonly itemKey: string
}

export interface Waiting {
  readonly tenantCode: string
  readonly today: string
  readonly states: readonly string[]
  /** The reader, under all ids; deeds they have had a hand in do not wait for them. */
  readonly personIds: readonly string[]
  /** Steps that count as a hand at this stage; null for all. */
  readonly handKinds: readonly string[] | null
  readonly recused: readonly string[]
  /** The reader and their relatives. */
  readonly kin: readonly string[]
  /** Households of the reader's grid; null for the whole village. */
  readonly within: readonly string[] | null
  /** Items that the reader's post verifies; null for all. */
  readonly items: readonly ItemOfCycle[] | null
  readonly due: 'all' | 'overdue' | 'today'
  readonly search: Search | null
}

export interface Search {
  /** Part of a note; null when only households are looked for. */
  readonly text: string | null
  readonly items: readonly ItemOfCycle[]
  readonly householdIds: readonly string[]
}

function oneOf(items: readonly ItemOfCycle[]) {
  return sql`(d.cycle_id, d.item_key) in (select * from unnest(
    ${items.map((item) => item.cycleId)}::uuid[], ${items.map((item) => item.itemKey)}::text[]))`
}

function findings({ text, items, householdIds }: Search) {
  const part = text === null ? null : `%${text.replace(/[\\%_]/g, '\\$&')}%`
  return sql`(d.note ilike ${part} or ${oneOf(items)}
    or d.household_id = any (${[...householdIds]}::uuid[]))`
}

/** Deeds that wait for somebody: none of their own or their relatives', and not twice. */
function conditions(of: Waiting) {
  const found = of.search ? findings(of.search) : sql`true`
  const due = {
    all: sql`true`,
    overdue: sql`d.due_on < ${of.today}`,
    today: sql`d.due_on <= ${of.today}`,
  }
  return sql`
    from points.deed d
    join points.cycle c on c.tenant_code = d.tenant_code and c.id = d.cycle_id
      and c.closing_at is null
    where d.tenant_code = ${of.tenantCode} and d.state = any (${[...of.states]})
      and d.household_id <> all (${[...of.recused]}::uuid[])
      and (d.person_id is null or d.person_id <> all (${[...of.kin]}::uuid[]))
      and (d.hearing_ends_on is null or d.hearing_ends_on < ${of.today} or d.stated_at is not null)
      and (${of.within ? [...of.within] : null}::uuid[] is null
        or d.household_id = any (${of.within ? [...of.within] : null}::uuid[]))
      and ${of.items ? oneOf(of.items) : sql`true`} and ${due[of.due]} and ${found}
      and not exists (select from points.deed_step s
        where s.tenant_code = d.tenant_code and s.deed_id = d.id
          and (s.by_person_id = any (${[...of.personIds]}::uuid[])
            or s.on_behalf_of = any (${[...of.personIds]}::uuid[]))
          and (${of.handKinds ? [...of.handKinds] : null}::text[] is null
            or s.kind = any (${of.handKinds ? [...of.handKinds] : null}::text[])))`
}

export interface WaitingCount {
  readonly total: number
  readonly due: number
  readonly overdue: number
}

export async function countWaiting(db: Db, of: Waiting): Promise<WaitingCount> {
  const { rows } = await sql<WaitingCount>`
    select count(*)::int as total, (count(*) filter (where d.due_on <= ${of.today}))::int as due,
      (count(*) filter (where d.due_on < ${of.today}))::int as overdue ${conditions(of)}`.execute(
    db,
  )
  return rows[0]!
}

export interface WaitingRow extends DeedRow {
  evidence_count: number
  votes_for: number
  votes_against: number
  already: number
}

export interface Order {
  readonly sort: 'due' | 'declared'
  readonly descending: boolean
  readonly offset: number
  readonly limit: number
}

/** One page of what waits, with what is needed for deciding. */
export async function listWaiting(db: Db, of: Waiting, order: Order): Promise<WaitingRow[]> {
  const column = order.sort === 'due' ? sql`d.due_on` : sql`d.declared_at`
  const way = order.descending ? sql`desc nulls last` : sql`asc nulls last`
  const { rows } = await sql<WaitingRow>`
    with page as (select d.* ${conditions(of)}
      order by ${column} ${way}, d.declared_at, d.id offset ${order.offset} limit ${order.limit})
    select d.*, (select count(*)::int from points.deed_step s where s.tenant_code = d.tenant_code
        and s.deed_id = d.id and s.kind = 'voted_for') as votes_for,
      (select count(*)::int from points.deed_step s where s.tenant_code = d.tenant_code
        and s.deed_id = d.id and s.kind = 'voted_against') as votes_against,
      (select count(*)::int from points.deed_evidence e
        where e.tenant_code = d.tenant_code and e.deed_id = d.id) as evidence_count,
      (select coalesce(sum(o.value_hundredths), 0)::bigint from points.deed o
        where o.tenant_code = d.tenant_code and o.cycle_id = d.cycle_id
          and o.household_id = d.household_id and o.item_key = d.item_key
          and o.state = 'approved') as already
    from page d
    order by ${column} ${way}, d.declared_at, d.id`.execute(db)
  return rows
}
