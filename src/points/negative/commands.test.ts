import { afterAll, beforeAll, expect, test } from 'vitest'
import { ids, keepPhoto, openRuleBook, place, type RuleBookApp } from '#test/rule-book.ts'

let app: RuleBookApp
let photo: string
beforeAll(async () => {
  app = await openRuleBook()
  photo = await keepPhoto(app, 'grid_worker')
})
afterAll(() => app.close())

const dumped = (code: string, more: object = {}) => ({
  ...{ itemKey: 'dumping', happenedOn: '2026-11-20', householdId: ids.household(code) },
  ...{ note: '路边倒垃圾，当面提醒三天后仍未清理', attachmentIds: [photo], ...more },
})
const note = (who: string, code: string, more: object = {}) =>
  app.act(who, 'points.note_negative', dumped(code, more))
const noted = async (code: string, more: object = {}) => {
  const done = await app.must<{ deedId: string }>(
    ...(['grid_worker', 'points.note_negative', dumped(code, more)] as const),
  )
  return done.deedId
}
const vote = (who: string, deedId: string, more: object = { agrees: true }) =>
  app.act(who, 'points.review', { votes: [{ deedId, ...more }] })
const told = async (who: string) => {
  type Told = { kind: string; facts: object }[]
  const mine = await app.get<{ waiting: Told; messages: Told }>(who, 'notices.mine', {})
  return [...mine.waiting, ...mine.messages]
}

test('only named officers note a deduction, with words and something to show', async () => {
  expect(await note('villager_001', '002')).toBe('kernel.not_permitted')
  expect(await note('reviewer', '002')).toBe('kernel.not_permitted')
  expect(await note('scorekeeper', '002', { attachmentIds: [] })).toBe('points.not_your_item')
  expect(await note('grid_worker', '002', { attachmentIds: [] })).toBe('points.evidence_missing')
  expect(await note('group_leader', '002')).toBe('points.unknown_attachment')
  expect(await note('grid_worker', '003')).toBe('points.not_your_item')
  expect(await note('grid_worker', '002', { note: '脏' })).toBe('kernel.invalid_input')
  expect(await note('grid_worker', '002', { itemKey: 'yard_tidy' })).toBe(
    'points.item_is_not_negative',
  )
  expect(await note('grid_worker', '002', { personId: ids.person('child_002') })).toBe(
    'points.unknown_person',
  )
})

test('the household is told first and alone, sees the evidence, and says its side once', async () => {
  const deedId = await noted('002')
  const [message] = await told('spouse_002')
  expect(message).toMatchObject({
    ...{ kind: 'deed_hearing', facts: { until: '2026-11-27', hundredths: 100, needs: true } },
  })
  const seen = { state: 'hearing', own: true, hearingOpen: true, may: { state: true } }
  expect(await app.get('villager_002', 'points.deed', { deedId })).toMatchObject({
    ...{ ...seen, files: [{ id: photo, mediaType: 'image/webp' }] },
    steps: [{ kind: 'noted', byName: '演示grid_worker', byPost: 'grid_worker' }],
  })
  const file = { attachmentId: photo }
  expect(await app.get('villager_002', 'attachments.one', file)).toMatchObject({ bytes: 1200 })
  expect(await vote('reviewer', deedId)).toBe('points.hearing_open')
  const say = { deedId, statement: '当时家里有病人，第四天已经清掉了' }
  expect(await app.act('villager_004', 'points.state_my_side', say)).toBe('points.not_yours')
  expect(await app.act('villager_002', 'points.state_my_side', say)).toEqual({ deedId })
  expect(await app.act('spouse_002', 'points.state_my_side', say)).toBe('points.hearing_over')
  const inbox = await app.get('reviewer', 'points.inbox', { stage: 'review' })
  expect(inbox).toMatchObject({ lines: [{ id: deedId, negative: true }] })
  expect(JSON.stringify(inbox)).not.toContain(say.statement)
  const opened = await app.get('reviewer', 'points.deed', { deedId })
  expect(opened).toMatchObject({ statement: say.statement })
  for (const who of ['villager_002', 'spouse_002']) {
    const { looks } = await app.get<{ looks: object[] }>(who, 'audit.looks', {})
    expect(looks, who).toMatchObject([
      { purpose: 'deed', post: 'reviewer' },
      { purpose: 'deduction', post: 'reviewer' },
    ])
  }
})

test('it counts only after hearing, review and approval; nobody outside ever sees it', async () => {
  const deedId = await noted('004')
  app.clock.set('2026-11-28T02:00:00Z')
  const late = { deedId, statement: '晚了' }
  expect(await app.act('villager_004', 'points.state_my_side', late)).toBe('points.hearing_over')
  expect(await vote('reviewer', deedId)).toMatchObject({ settled: 0 })
  expect(await vote('reviewer_2', deedId)).toMatchObject({ settled: 1 })
  const approve = { deedIds: [deedId], decision: 'approve' }
  expect(await app.act('leading_head', 'points.approve', approve)).toMatchObject({ count: 1 })
  const kinds = (await told('villager_004')).map((message) => message.kind)
  expect(kinds).toContain('deed_deducted')
  for (const who of ['villager_002', 'grid_worker_2', 'secretary', 'township_official']) {
    const refused = await app.see(who, 'points.deed', { tenantCode: place.village, deedId })
    expect(refused).toMatchObject({ ok: false, code: 'points.not_yours' })
  }
  const listFor = (who: string) =>
    app.get<{ total: number }>(who, 'points.household', { householdId: ids.household('004') })
  expect((await listFor('secretary')).total).toBe(0)
  expect((await listFor('villager_004')).total).toBe(1)
  expect((await listFor('supervision_member')).total).toBe(1)
  const file = { tenantCode: place.village, attachmentId: photo }
  expect(await app.see('villager_001', 'attachments.one', file)).toMatchObject({
    code: 'attachments.unknown',
  })
})

test('what the review group does not believe is dropped, and the household hears why', async () => {
  const deedId = await noted('006', { happenedOn: '2026-11-25' })
  await app.must('villager_006', 'points.state_my_side', { deedId, statement: '不是我们倒的' })
  const no = { agrees: false, reason: '照片里不是这一户' }
  await vote('reviewer', deedId, no)
  await vote('reviewer_2', deedId, no)
  expect(await told('villager_006')).toContainEqual(
    expect.objectContaining({
      ...{ kind: 'deed_cleared', facts: expect.objectContaining({ reason: no.reason }) },
    }),
  )
  const again = { deedId, statement: '谢谢' }
  expect(await app.act('villager_006', 'points.state_my_side', again)).toBe('points.hearing_over')
})

test('a deduction is neither amended nor withdrawn nor verified', async () => {
  const deedId = await noted('008', { happenedOn: '2026-11-26' })
  expect(await app.act('grid_worker', 'points.withdraw', { deedId })).toBe('points.not_yours')
  expect(await app.act('grid_worker', 'points.amend', { deedId })).toBe('points.not_yours')
  const confirm = { deedIds: [deedId], decision: 'confirm', evidence: 'seen_on_site' }
  expect(await app.act('grid_leader', 'points.verify', confirm)).toBe('points.already_decided')
})
