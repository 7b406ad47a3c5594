import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ids, openQuarter, place, type Quarter } from '#test/quarter.ts'
import { verifyTenant } from '#verify/main.ts'

const tenantCode = place.village
let q: Quarter
let closeId: string

beforeAll(async () => {
  q = await openQuarter()
  for (const code of ['001', '002']) await q.deed(code, 'ditch')
  q.clock.set('2026-10-09T02:00:00Z')
  const begun = await q.must<{ closeId: string }>('scorekeeper', 'stars.start_close', {
    cycleId: q.cycleId,
  })
  closeId = begun.closeId
  await q.job('stars.draft')
  await q.must('leading_head', 'stars.publish', { closeId })
})
afterAll(() => q.close())

const verified = () => verifyTenant(q.app.kernel.database, tenantCode, Buffer.alloc(32, 7))

describe('whoever withdraws while the notice hangs', () => {
  it('gets neither points nor stars, and the others do', async () => {
    q.clock.set('2026-10-12T02:00:00Z')
    for (const who of ['villager_002', 'spouse_002'])
      await q.must(who, 'people.withdraw_consent', { purpose: 'points' })
    q.clock.set('2026-10-16T16:00:00Z')
    await q.job('stars.finalise')
    const standing = await q.get<{ scores: object[] }>('villager_002', 'stars.household', {})
    expect(standing.scores[0]).toMatchObject({ totalHundredths: 1000, state: 'withdrawn' })
    const effects = await q.app.kernel.database.ownerTransaction((owner) =>
      owner.query(
        `select 1 from journal.account where kind = 'household_rating' and owner_id = $1
         union all select 1 from stars.award where household_id = $1`,
        [ids.household('002')],
      ),
    )
    expect(effects).toEqual([])
    const shown = await q.get<{ households: { households: number }[] }>(
      'guest',
      'stars.distribution',
      {},
    )
    const counted = shown.households.reduce((sum, line) => sum + line.households, 0)
    expect(counted).toBe(11)
    expect(await q.get('scorekeeper', 'stars.close_progress', { closeId })).toMatchObject({
      ...{ final: 11, cycle: { state: 'final' } },
    })
  })
})

describe('verify', () => {
  it('accuses nobody of what was put on record later than the draft', async () => {
    await q.must('scorekeeper', 'people.grant_consent', {
      ...{ purpose: 'points', personId: ids.person('villager_002'), signedOn: '2026-09-01' },
    })
    const death = { personId: ids.person('spouse_001'), diedOn: '2026-10-01' }
    await q.must('director', 'people.record_death', death)
    expect((await verified()).differences).toEqual([])
  })

  it('names somebody who was counted without a consent on record', async () => {
    await q.app.kernel.database.ownerTransaction((owner) =>
      owner.query(
        `update people.consent set recorded_at = '2026-10-10' where purpose = 'points'
         and person_id = $1`,
        [ids.person('villager_001')],
      ),
    )
    expect((await verified()).differences).toMatchObject([
      { area: 'stars', expected: 'a consent on record', found: ids.person('villager_001') },
    ])
  })
})
