import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { QueryValue } from '#app.ts'
import { openQuarter, place, type Quarter } from '#test/quarter.ts'

type Trial = NonNullable<QueryValue<'stars.simulation'>>
let q: Quarter
let versionId = ''

/** A quarter that was announced, and a draft in which one clause is gone and one brings less. */
beforeAll(async () => {
  q = await openQuarter()
  await q.deed('001', 'ditch')
  await q.deed('002', 'ditch')
  await q.deed('002', 'elder')
  await q.deed('003', 'elder')
  q.clock.set('2026-10-09T02:00:00Z')
  const closing = { cycleId: q.cycleId }
  const { closeId } = await q.must<{ closeId: string }>('scorekeeper', 'stars.start_close', closing)
  await q.job('stars.draft')
  await q.must('leading_head', 'stars.publish', { closeId })
})
afterAll(() => q.close())

const ask = (who: string, more: object = {}) =>
  q.see(who, 'stars.simulation', { tenantCode: place.village, ...more })
async function trial(who: string, more: object = {}): Promise<Trial> {
  const seen = await ask(who, more)
  if (!seen.ok) throw new Error(seen.code)
  return seen.value as Trial
}

it('has nothing to tell while there is no draft', async () => {
  expect(await trial('villager_001')).toBeNull()
})

it('of the next version as it begins changes nothing', async () => {
  const { versionId: inForce } = q
  const seen = await q.see('guest', 'compact.version', {
    tenantCode: place.village,
    versionId: inForce,
  })
  const { ruleBookId } = (seen.ok ? seen.value : {}) as { ruleBookId: string }
  const begun = await q.must<{ versionId: string }>('scorekeeper', 'compact.draft', { ruleBookId })
  versionId = begun.versionId
  const { winners, cycles, gone, fresh } = await trial('director')
  expect([winners.points.same, gone, fresh]).toEqual([winners.households, [], []])
  expect(cycles[0]!.after).toEqual(cycles[0]!.before)
  expect(cycles[0]).toMatchObject({ deeds: 4, revalued: 0 })
})

it('reckons as it was exactly what the close announced', async () => {
  const { cycles, households } = await trial('director')
  const { rows } = await sql<{ code: string; total: number; stars: number }>`
    select h.code, s.total_hundredths as total, s.stars from stars.score s
    join people.household h on h.tenant_code = s.tenant_code and h.id = s.household_id
    where s.tenant_code = ${place.village} and s.state in ('announced', 'final')
    order by h.code`.execute(q.app.kernel.database.kysely)
  const told = households!.map(({ code, beforeHundredths: total, starsBefore }) => {
    return { code, total, stars: starsBefore[0] }
  })
  expect(told.sort((a, b) => a.code.localeCompare(b.code))).toEqual(rows)
  const issued = rows.reduce((sum, row) => sum + row.total, 0)
  expect(cycles[0]!.before.issuedHundredths).toBe(issued)
})

it('tells who would win or lose, what it costs, and what is gone', async () => {
  await q.must('scorekeeper', 'compact.remove_item', { versionId, itemKey: 'ditch' })
  const { winners, cycles, gone, households } = await trial('director', { versionId })
  expect(gone).toMatchObject([{ deeds: 2, hundredths: 2000 }])
  expect(winners.points).toEqual({ more: 0, fewer: 2, same: winners.households - 2 })
  const { before, after } = cycles[0]!
  expect(before.issuedHundredths - after.issuedHundredths).toBe(
    households!.reduce((sum, one) => sum + one.beforeHundredths - one.afterHundredths, 0),
  )
  expect(
    households!
      .slice(0, 2)
      .map((one) => one.code)
      .sort(),
  ).toEqual(['001', '002'])
})

it('shows numbers to officers of the village, and only counts to everybody else', async () => {
  for (const who of ['scorekeeper', 'supervision_chair', 'leading_member'])
    expect((await trial(who)).households).not.toBeNull()
  for (const who of ['villager_001', 'representative', 'township_official']) {
    const told = await trial(who)
    expect(told.households).toBeNull()
    expect(told.winners.points.fewer).toBe(2)
  }
  expect(await ask('guest')).toMatchObject({ ok: false })
})

it('answers the same again, and nothing of what stands is changed', async () => {
  expect(await trial('director')).toEqual(await trial('director'))
  expect(await ask('director', { versionId: q.cycleId })).toMatchObject({
    code: 'compact.unknown_version',
  })
})
