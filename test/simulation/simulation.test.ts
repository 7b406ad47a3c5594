import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { quarterAt } from '#demonstration/calendar.ts'
import { chanceOf } from '#demonstration/chance.ts'
import type { Dispatcher } from '#demonstration/door.ts'
import { type GeneratedVillage, generateVillage } from '#demonstration/village.ts'
import { openTestApp } from '#test/app.ts'
import { type Actual, audit, compare, type World } from './auditor.ts'
import { mischievous } from './mischief.ts'

const tenantCode = '231282106202'
const seed = process.env.SIMULATION_SEED ?? '20260101'

const places = [
  ['230000000000', 'province', '演示省', null],
  ['231200000000', 'prefecture', '演示市', '230000000000'],
  ['231282000000', 'county', '演示县', '231200000000'],
  ['231282106000', 'township', '演示镇', '231282000000'],
  [tenantCode, 'village', '演示村', '231282106000'],
  ['231282106203', 'village', '邻村', '231282106000'],
] as const

async function layPlaces(app: Dispatcher): Promise<void> {
  const rows = places.map(([code, level, name, parentCode]) => ({ code, level, name, parentCode }))
  const input = { rows, openedOn: '2020-01-01', source: 'simulation' }
  const envelope = { id: '01890000-0000-7000-8000-000000000001', name: 'places.import_tree', input }
  const done = await app.dispatch({ accountId: null, system: 'simulation' }, envelope)
  expect(done).toMatchObject({ ok: true })
}

async function readActual({ kernel }: Dispatcher): Promise<Actual> {
  const db = kernel.database.kysely
  const awards = await sql<Actual['awards'][number]>`
    select cycle_id as cycle, household_id as house, total_hundredths as total, stars, awarded_at as at
    from stars.award where tenant_code = ${tenantCode}`.execute(db)
  const balances = await sql<Actual['balances'][number]>`
    select owner_id as house, credits_posted - debits_posted as balance from journal.account
    where tenant_code = ${tenantCode} and kind = 'household_rating' and commodity = 'POINT'`.execute(
    db,
  )
  const entries = await sql<Actual['entries'][number]>`
    select tenant_code as tenant, count(*) as count from audit.entry group by 1`.execute(db)
  return { awards: awards.rows, balances: balances.rows, entries: entries.rows }
}

/** The rule book as any guest reads it, and who lives where. */
async function readWorld(told: GeneratedVillage): Promise<World> {
  const { versions } = await told.door.see({ accountId: null }, 'compact.rule_books', {
    tenantCode,
  })
  const houses = told.village.houses.map(({ id, code, members }) => ({
    id,
    code,
    people: members.map((one) => one.id),
  }))
  return { houses, book: versions[0]!.content }
}

test('a village year with illegal, repeated, late and concurrent commands in it adds up', async () => {
  process.stdout.write(`The simulation runs with SIMULATION_SEED=${seed}\n`)
  const { app, clock, close } = await openTestApp({ village: false })
  onTestFinished(close)
  clock.set('2025-10-01T00:00:00Z')
  const mischief = mischievous(app, { clock, chance: chanceOf(`${seed}/mischief`) })
  await layPlaces(mischief.app)
  const told = await generateVillage(mischief.app, clock, {
    ...{ seed, tenantCode, households: 34, groups: 2, grids: 1, singles: 12, density: 0.65 },
    quarters: [1, 2, 3, 4].map((number) => quarterAt(2026, number)),
    objections: ['worth_more', 'wrongly_refused', 'unfounded', 'withdrawn'],
  })
  const expected = audit(mischief.log, await readWorld(told))
  expect(mischief.faults).toEqual([])
  expect(compare(expected, await readActual(app))).toEqual([])
  expect(expected.scores.size).toBeGreaterThan(100)
  expect([...expected.scores.values()].some((score) => score.stars > 0)).toBe(true)
  expect(mischief.tries.size).toBeGreaterThanOrEqual(10)
}, 300_000)
