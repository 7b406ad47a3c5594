import { sql } from 'kysely'
import { makeApp } from '#app.ts'
import { openDatabase } from '#kernel/database.ts'
import { migrate } from '#kernel/migrations.ts'
import { sessionOf, testSecrets } from '#test/app.ts'
import { layVillage, place } from '#test/village.ts'
import { type Figure, quantile, round, timed } from './figures.ts'

const villages = 224
const households = 300
const entries = 30

/** A county of 224 villages × 300 households × 30 deeds, laid straight into the tables. */
export async function overview(): Promise<Figure[]> {
  await using database = await openDatabase({ memory: true })
  await migrate(database)
  await layVillage(database.kysely)
  const db = database.kysely
  await sql`insert into places.place select '2312821' || lpad(v::text, 5, '0'), 'village', '2020-01-01', null
    from generate_series(10001, ${10000 + villages}) as v on conflict do nothing`.execute(db)
  await sql`insert into compact.rule_book select tenant_code, gen_random_uuid(), null, now(), null from places.place where level = 'village'`.execute(
    db,
  )
  await sql`insert into compact.version select tenant_code, id, id, 1, '{}', '', now(), null, null, null, null, null from compact.rule_book`.execute(
    db,
  )
  await sql`insert into points.cycle select tenant_code, id, id, 'quarter', 2026, 4, '2026-10-01', '2026-12-31', now(), null, null, null from compact.version`.execute(
    db,
  )
  await sql`insert into people.household select c.tenant_code, gen_random_uuid(), (1000 + h)::text, '2020-01-01', null
    from points.cycle c, generate_series(1, ${households}) as h where c.tenant_code like '2312821%'`.execute(
    db,
  )
  await sql`insert into points.deed (tenant_code, id, cycle_id, household_id, item_key, happened_on, value_hundredths, negative, note, state, due_on, declared_at, declarer)
    select h.tenant_code, gen_random_uuid(), c.id, h.id, 'ditch', '2026-11-01', 100, false, '',
      case when n = 30 then 'declared' else 'approved' end, case when n = 30 then '2026-11-20'::date end, now(), 'villager'
    from people.household h join points.cycle c on c.tenant_code = h.tenant_code, generate_series(1, ${entries}) as n`.execute(
    db,
  )
  await sql`analyze`.execute(db)
  const app = makeApp({ database, secrets: testSecrets })
  const ask = () =>
    app.ask(
      sessionOf('county_official'),
      'stars.state_by_village' as never,
      { tenantCode: place.county } as never,
    )
  const times: number[] = []
  let rows = 0
  for (let n = 0; n < 12; n += 1) {
    const { ms, value } = await timed(ask)
    times.push(ms)
    rows = (value as { ok: boolean; value: unknown[] }).value.length
  }
  const { rows: counted } = await sql<{
    n: number
  }>`select count(*)::int as n from points.deed`.execute(db)
  return [
    {
      what: 'county overview',
      value: round(quantile(times, 0.5)),
      unit: 'ms',
      bound: '≤ 100',
      note: `${rows} villages, ${counted[0]!.n} entries`,
    },
  ]
}
