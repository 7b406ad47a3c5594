import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newEnvelopeId } from '#kernel/id.ts'
import { ids, openRuleBook, place, type RuleBookApp } from '#test/rule-book.ts'

let app: RuleBookApp
beforeAll(async () => {
  app = await openRuleBook()
  await app.must('scorekeeper', 'people.record_kinship', {
    ...{ personId: ids.person('reviewer_3'), relation: 'sibling' },
    relativeId: ids.person('villager_012'),
  })
})
afterAll(() => app.close())

const onSite = { decision: 'confirm', evidence: 'seen_on_site' }
const verify = (who: string, deedId: string, more: object = onSite) =>
  app.act(who, 'points.verify', { deedIds: [deedId], ...more })
const vote = (who: string, deedId: string, agrees = true, reason?: string) =>
  app.act(who, 'points.review', { votes: [{ deedId, agrees, reason }] })
const approve = (who: string, deedId: string, more: object = { decision: 'approve' }) =>
  app.act(who, 'points.approve', { deedIds: [deedId], ...more })
const stateOf = async (deedId: string) =>
  (await app.get<{ state: string }>('scorekeeper', 'points.deed', { deedId })).state

/** Days of November, each used once, so that no deed is a duplicate of another test's. */
let last = 1
const fresh = (code: string, more: object = {}) => {
  last += 1
  const happenedOn = `2026-11-${String(last).padStart(2, '0')}`
  return app.declare(code, { itemKey: 'found_returned', happenedOn, ...more })
}

test('from declaration to approval, by different people, with every step on record', async () => {
  const deedId = await fresh('001')
  expect(await verify('grid_worker_2', deedId)).toMatchObject({ count: 1, overtaken: [] })
  expect(await vote('reviewer', deedId)).toMatchObject({ count: 1, settled: 0 })
  expect(await vote('reviewer_2', deedId)).toMatchObject({ count: 1, settled: 1 })
  expect(await approve('leading_head', deedId)).toMatchObject({ count: 1 })
  const seen = await app.get<{ steps: object[] }>('villager_001', 'points.deed', { deedId })
  expect(seen).toMatchObject({ state: 'approved', own: true })
  expect(seen.steps).toMatchObject([
    { kind: 'declared', byName: '演示户主001' },
    {
      kind: 'verified',
      byName: '演示grid_worker_2',
      byPost: 'grid_worker',
      reason: 'seen_on_site:',
    },
    { kind: 'voted_for', byName: '演示reviewer', byPost: 'reviewer' },
    { kind: 'voted_for', byName: '演示reviewer_2', byPost: 'reviewer' },
    { kind: 'approved', byName: '演示leading_head', byPost: 'leading_head' },
  ])
  const { messages } = await app.get<{ messages: object[] }>('spouse_001', 'notices.mine', {})
  expect(messages[0]).toMatchObject({ kind: 'deed_approved', facts: { hundredths: 200 } })
})

describe('verifying', () => {
  test('needs something to go by, the right post and the right grid', async () => {
    const deedId = await fresh('002')
    const bare = { decision: 'confirm' }
    expect(await verify('grid_worker', deedId, bare)).toBe('points.evidence_missing')
    expect(await verify('grid_worker_2', deedId)).toBe('points.outside_grid')
    expect(await verify('reviewer', deedId)).toBe('kernel.not_permitted')
    expect(await verify('villager_002', deedId)).toBe('kernel.not_permitted')
    expect(await verify('grid_worker', deedId, { decision: 'return' })).toBe('points.reason_needed')
    const high = { ...onSite, valueHundredths: 9900 }
    expect(await verify('grid_worker', deedId, high)).toBe('points.value_out_of_range')
    expect(await verify('grid_worker', deedId)).toMatchObject({ count: 1 })
    expect(await verify('scorekeeper', deedId)).toBe('points.already_decided')
  })

  test('may set another value within the range, for one deed at a time', async () => {
    const deedId = await fresh('003', { itemKey: 'yard_tidy' })
    const two = { deedIds: [deedId, await fresh('004')], ...onSite, valueHundredths: 200 }
    expect(await app.act('scorekeeper', 'points.verify', two)).toBe('points.one_value_at_a_time')
    await verify('scorekeeper', deedId, { ...onSite, valueHundredths: 200 })
    expect(await app.get('villager_003', 'points.deed', { deedId })).toMatchObject({
      ...{ valueHundredths: 200, state: 'verified' },
    })
  })

  test('thirty at once: what a colleague decided meanwhile does not stop the rest', async () => {
    const codes = ['005', '006', '007', '008', '009', '010']
    const deedIds: string[] = []
    for (const code of codes) {
      for (const itemKey of [
        'tools_returned',
        'children_read_with',
        'waste_sorted',
        'neighbour_helped',
        'quarrel_settled',
      ]) {
        deedIds.push(await app.declare(code, { itemKey, happenedOn: '2026-11-20' }))
      }
    }
    expect(deedIds).toHaveLength(30)
    await verify('grid_leader', deedIds[3]!)
    const all = { deedIds, ...onSite }
    expect(await app.act('scorekeeper', 'points.verify', all)).toEqual({
      ...{ count: 29, overtaken: [deedIds[3]] },
    })
    expect(await app.act('scorekeeper', 'points.verify', all)).toBe('points.already_decided')
  })

  test('any other refusal leaves the whole batch as it was', async () => {
    const [own, foreign] = [await fresh('002'), await fresh('001')]
    const both = { deedIds: [own, foreign], ...onSite }
    expect(await app.act('grid_worker', 'points.verify', both)).toBe('points.outside_grid')
    expect(await stateOf(own)).toBe('declared')
    const unknown = { deedIds: [own, app.cycleId], ...onSite }
    expect(await app.act('scorekeeper', 'points.verify', unknown)).toBe('points.unknown_deed')
  })
})

describe('reviewing', () => {
  test('everybody votes once, with a reason against, and relatives stay out', async () => {
    const deedId = await fresh('012')
    await app.take(deedId, 'verified')
    expect(await vote('reviewer_3', deedId)).toBe('points.recused')
    expect(await vote('reviewer', deedId, false)).toBe('points.reason_needed')
    expect(await vote('reviewer', deedId, false, '登记表上没有')).toMatchObject({ settled: 0 })
    expect(await vote('reviewer', deedId)).toBe('points.already_voted')
    expect(await vote('scorekeeper', deedId)).toBe('kernel.not_permitted')
    expect(await vote('review_leader', deedId, false, '没人看见')).toMatchObject({ settled: 1 })
    expect(await vote('reviewer_2', deedId)).toBe('points.already_decided')
    expect(await stateOf(deedId)).toBe('refused')
    const { messages } = await app.get<{ messages: object[] }>('villager_012', 'notices.mine', {})
    expect(messages[0]).toMatchObject({ kind: 'deed_refused', facts: { reason: '没人看见' } })
    expect(await app.get('villager_012', 'points.deed', { deedId })).toMatchObject({
      may: { object: true },
    })
  })

  test('two reviewers at the same moment both count, a third comes too late', async () => {
    const deedId = await fresh('011')
    await app.take(deedId, 'verified')
    const outcomes = await Promise.all(
      ['reviewer', 'reviewer_2', 'reviewer_3'].map((who) => vote(who, deedId)),
    )
    expect(outcomes.filter((outcome) => outcome === 'points.already_decided')).toHaveLength(1)
    expect(await stateOf(deedId)).toBe('reviewed')
  })

  test('a vote sent twice under one envelope counts once', async () => {
    const deedId = await fresh('010')
    await app.take(deedId, 'verified')
    const id = newEnvelopeId()
    const input = { tenantCode: place.village, votes: [{ deedId, agrees: true }] }
    await app.send('reviewer', 'points.review', input, id)
    expect(await app.send('reviewer', 'points.review', input, id)).toMatchObject({ replayed: true })
    expect(await stateOf(deedId)).toBe('verified')
  })
})

describe('approving', () => {
  test('is for the leading group, after review, with a reason against', async () => {
    const deedId = await fresh('009')
    await app.take(deedId, 'verified')
    expect(await approve('leading_head', deedId)).toBe('points.already_decided')
    for (const who of ['reviewer', 'reviewer_2']) await vote(who, deedId)
    expect(await approve('director', deedId)).toBe('kernel.not_permitted')
    expect(await approve('leading_head', deedId, { decision: 'refuse' })).toBe(
      'points.reason_needed',
    )
    const refused = { decision: 'refuse', reason: '证据不足' }
    expect(await approve('leading_head', deedId, refused)).toMatchObject({ count: 1 })
    expect(await stateOf(deedId)).toBe('refused')
  })

  test('nobody takes two steps: a reviewer who joins the leading group stays out', async () => {
    const deedId = await fresh('008')
    await app.take(deedId, 'reviewed')
    await app.must('village_administrator', 'organisations.appoint', {
      ...{ organisationId: ids.organisation('leading_group'), post: 'leading_member' },
      ...{ personId: ids.person('reviewer'), since: '2026-11-22', basis: '会议决定' },
    })
    expect(await approve('reviewer', deedId)).toBe('points.same_hand')
    expect(await approve('leading_member', deedId)).toMatchObject({ count: 1 })
  })
})

test('nothing is decided any more once the cycle is being closed', async () => {
  const fault = { itemKey: 'fault_reported' }
  const [waiting, verified] = [await fresh('001', fault), await fresh('003', fault)]
  await app.take(verified, 'verified')
  app.clock.set('2027-01-02T02:00:00Z')
  await app.must('scorekeeper', 'stars.start_close', {
    ...{ cycleId: app.cycleId, leaveOutReason: '来不及逐件评定' },
  })
  expect(await verify('scorekeeper', waiting)).toBe('points.cycle_closed')
  expect(await vote('reviewer', verified)).toBe('points.cycle_closed')
  const late = { itemKey: 'found_returned', happenedOn: '2026-12-30' }
  expect(await app.act('villager_001', 'points.declare', late)).toBe('points.cycle_closed')
})
