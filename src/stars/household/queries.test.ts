import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { derivedId, newEnvelopeId } from '#kernel/id.ts'
import { ids, openQuarter, place, type Quarter } from '#test/quarter.ts'
import type { Explanation } from './queries.ts'
import type { HouseholdScores } from './scores.ts'

const tenantCode = place.village
let q: Quarter
let closeId: string
let scoreId: string

type Household = HouseholdScores & { householdId: string; code: string; own: boolean }
const refused = (code: string) => expect.objectContaining({ ok: false, code })
const mine = (who: string) => q.get<Household>(who, 'stars.household', {})
const why = (who: string, id = scoreId) => q.see(who, 'stars.why', { tenantCode, scoreId: id })

/** A deduction as it stands after its hearing and approval; entered by hand to keep the story short. */
async function deduct(code: string): Promise<void> {
  const id = derivedId(`straw/${code}`)
  await q.app.kernel.database.ownerTransaction((owner) =>
    owner.script(`
      insert into points.deed values ('${tenantCode}', '${id}', '${q.cycleId}',
        '${ids.household(code)}', null, 'straw', '2026-08-05', 200, true, '秸秆堆在路口三天',
        'approved', null, false, '2026-08-05T02:00:00Z', null, 'grid_leader', null, '2026-08-12',
        '当天下雨没法清', '2026-08-06T02:00:00Z', '${ids.person(`villager_${code}`)}');
      insert into points.deed_step values ('${tenantCode}', '${derivedId(`step/${code}`)}', '${id}',
        1, 'noted', '2026-08-05T02:00:00Z', '${ids.person('grid_leader')}', 'grid_leader',
        '${ids.organisation('grid_team')}', null, 200, null, '${newEnvelopeId()}')`),
  )
}

/** Household 003 is praised by an elder of household 004, through a grid worker who helps. */
async function praise(): Promise<void> {
  const { assistanceId } = await q.must<{ assistanceId: string }>(
    'grid_worker',
    'people.record_assistance',
    {
      ...{ personId: ids.person('villager_004'), method: 'spoken_with_witness' },
      witnessPersonId: ids.person('villager_006'),
    },
  )
  const session = { accountId: 'account-grid_worker', assistanceId }
  const deed = { itemKey: 'road', happenedOn: '2026-08-08', valueHundredths: 1000 }
  const input = { tenantCode, householdCode: '003', ...deed }
  const done = await q.app.dispatch(session, {
    ...{ id: newEnvelopeId(), name: 'points.declare', input },
  })
  if (!done.ok) throw new Error(done.code)
  const { deedId } = done.value as { deedId: string }
  await q.must('scorekeeper', 'points.verify', { deedIds: [deedId], decision: 'confirm' })
  for (const who of ['reviewer', 'reviewer_2']) {
    await q.must(who, 'points.review', { votes: [{ deedId, agrees: true }] })
  }
  await q.must('leading_member', 'points.approve', { deedIds: [deedId], decision: 'approve' })
}

beforeAll(async () => {
  q = await openQuarter()
  await praise()
  await q.deed('001', 'ditch')
  await q.deed('001', 'ditch', { happenedOn: '2026-08-06', valueHundredths: 700 })
  await q.deed('001', 'ditch', { happenedOn: '2026-08-07' })
  await q.deed('001', 'elder')
  await deduct('001')
})
afterAll(() => q.close())

describe('before the first close', () => {
  it('a household sees what the running cycle has brought so far', async () => {
    const household = await mine('spouse_001')
    expect(household).toMatchObject({
      ...{ code: '001', own: true, takesPart: true, scores: [], hanging: null },
      running: { totalHundredths: 2800, stars: 2, cycle: { year: 2026, number: 3 } },
    })
  })

  it('whoever does not take part has no points, not even none', async () => {
    for (const who of ['villager_012', 'spouse_012']) {
      await q.must(who, 'people.withdraw_consent', { purpose: 'points' })
    }
    expect(await mine('villager_012')).toMatchObject({
      takesPart: false,
      running: null,
      scores: [],
    })
  })

  it('an office holder without residence has no household of their own', async () => {
    expect(await q.see('director', 'stars.household', { tenantCode })).toEqual(
      refused('stars.unknown_score'),
    )
  })
})

describe('once it is announced', () => {
  beforeAll(async () => {
    q.clock.set('2026-10-09T02:00:00Z')
    const begun = await q.must<{ closeId: string }>('scorekeeper', 'stars.start_close', {
      cycleId: q.cycleId,
    })
    closeId = begun.closeId
    await q.job('stars.draft')
    await q.must('leading_head', 'stars.publish', { closeId })
    const household = await mine('villager_001')
    scoreId = household.scores[0]!.scoreId
  })

  it('a household sees its result and until when it may object', async () => {
    const household = await mine('villager_001')
    expect(household.scores).toMatchObject([
      { totalHundredths: 2800, stars: 2, state: 'announced' },
    ])
    expect(household.hanging).toMatchObject({ line: 1, endsAt: '2026-10-16T16:00:00.000Z' })
    expect(household.running).toBeNull()
  })

  it('every point leads to its deed, its clause and those who had a hand in it', async () => {
    const seen = await q.get<Explanation>('villager_001', 'stars.why', { scoreId })
    expect(seen).toMatchObject({ code: '001', own: true, participants: 2, lookedAt: [] })
    expect(seen.items).toMatchObject([
      { itemKey: 'ditch', clause: '1.1', rawHundredths: 2700, countedHundredths: 2000 },
      { itemKey: 'straw', clause: '3.1', negative: true, countedHundredths: -200 },
      { itemKey: 'elder', clause: '2.1', rawHundredths: 1000, countedHundredths: 1000 },
    ])
    expect(seen.version).toMatchObject({ number: 1, resolution: { reference: '2026-3' } })
    const ditch = seen.deeds.find((deed) => deed.itemKey === 'ditch')!
    expect(ditch.steps.map((step) => [step.kind, step.post, step.name])).toEqual([
      ['declared', 'villager', '演示户主001'],
      ['verified', 'scorekeeper', '演示scorekeeper'],
      ['voted_for', 'reviewer', '演示reviewer'],
      ['voted_for', 'reviewer', '演示reviewer_2'],
      ['approved', 'leading_member', '演示leading_member'],
    ])
    expect(ditch.steps.every((step) => Number.isInteger(step.sequence))).toBe(true)
  })

  it('does not name who praised the household, nor who spoke for them', async () => {
    const praised = (await mine('villager_003')).scores[0]!.scoreId
    for (const who of ['villager_003', 'director']) {
      const seen = await q.get<Explanation>(who, 'stars.why', { scoreId: praised })
      expect(seen.deeds[0]!.steps[0], who).toMatchObject({
        ...{ kind: 'declared', post: 'neighbour', name: null, forName: null },
      })
      expect(JSON.stringify(seen)).not.toMatch(/演示户主004|演示grid_worker/)
    }
  })

  it('names the notice, the line and the entries in the village record', async () => {
    const seen = await q.get<Explanation>('villager_001', 'stars.why', { scoreId })
    expect(seen.hanging).toMatchObject({ serial: '永公示〔2026〕第 1 号', line: 1 })
    expect(seen.record.final).toBeNull()
    expect(seen.record.announced).toBeGreaterThan(seen.record.computed!)
    q.clock.set('2026-10-16T16:00:00Z')
    await q.job('stars.finalise')
    const later = await q.get<Explanation>('villager_001', 'stars.why', { scoreId })
    expect(later.record.final).toBeGreaterThan(later.record.announced!)
    expect(later.record.finalAt).toBe('2026-10-16T16:00:00.000Z')
  })

  it('is seen by the household and by those who decide or supervise, and looking is noted', async () => {
    for (const who of ['reviewer', 'leading_head', 'director', 'supervision_member']) {
      expect(await why(who), who).toMatchObject({ ok: true, value: { own: false } })
    }
    const looks = await q.get<{ looks: { post: string; purpose: string }[] }>(
      ...(['villager_001', 'audit.looks', {}] as const),
    )
    expect(looks.looks[0]).toMatchObject({ purpose: 'score', post: 'supervision_member' })
    expect(await why('villager_002')).toEqual(refused('stars.unknown_score'))
    for (const who of ['grid_worker', 'scorekeeper', 'secretary', 'council_member']) {
      expect(await why(who), who).toEqual(refused('kernel.not_permitted'))
    }
    expect(await why('guest')).toEqual(refused('kernel.not_signed_in'))
    expect(await why('villager_001', newEnvelopeId())).toEqual(refused('stars.unknown_score'))
  })

  it('does not show the township what was taken off for', async () => {
    const seen = await q.get<Explanation>('township_official', 'stars.why', { scoreId })
    expect(seen.deductionsHidden).toBe(true)
    expect(seen.items[1]).toMatchObject({ itemKey: '', deeds: [], countedHundredths: -200 })
    expect(JSON.stringify(seen.deeds)).not.toContain('秸秆')
  })

  it('another household is not for a villager to ask for', async () => {
    const other = { tenantCode, householdId: ids.household('001') }
    expect(await q.see('villager_002', 'stars.household', other)).toEqual(
      refused('kernel.not_permitted'),
    )
    const unknown = { tenantCode, householdId: newEnvelopeId() }
    expect(await q.see('reviewer', 'stars.household', unknown)).toEqual(
      refused('stars.unknown_score'),
    )
  })
})
