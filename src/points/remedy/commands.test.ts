import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CommandContext } from '#kernel/command.ts'
import { idsOf, newEnvelopeId } from '#kernel/id.ts'
import { testSecrets } from '#test/app.ts'
import { ids, openRuleBook, place, type RuleBookApp } from '#test/rule-book.ts'
import { describeDeed, upholdDeed } from './commands.ts'

let app: RuleBookApp
beforeAll(async () => {
  app = await openRuleBook()
})
afterAll(() => app.close())

/** The context in which the appeals module calls the subject: a drawn reviewer decides. */
function context(subjectId: string): CommandContext<{ tenantCode: string; subjectId: string }> {
  const envelopeId = newEnvelopeId()
  const personId = ids.person('supervision_chair')
  const post = { personId, organisationId: null, post: 'supervision_chair' }
  return {
    ...{ db: app.app.kernel.database.kysely, input: { tenantCode: place.village, subjectId } },
    ...{ now: '2026-11-22T02:00:00.000Z', today: '2026-11-22', envelopeId, recordedAt: null },
    actor: { kind: 'person', accountId: 'a', name: null, residences: [], posts: [], behalf: null },
    ...{ capacity: { tenantCode: place.village, ...post }, secrets: testSecrets },
    ...{
      newId: idsOf(envelopeId),
      concern: () => {},
      continued: async () => {},
      forgotten: async () => {},
      nudge: () => {},
    },
  }
}
const describeFacts = async (deedId: string) => (await describeDeed(context(deedId)))?.facts ?? null
async function uphold(deedId: string, remedy: unknown) {
  const done = await upholdDeed({ ...context(deedId), remedy })
  if (!done.ok) return done
  const { before, after } = done.value
  return { ok: true, value: { before, after } }
}

async function refused(code: string): Promise<string> {
  const deedId = await app.declare(code)
  await app.take(deedId, 'reviewed')
  const no = { deedIds: [deedId], decision: 'refuse', reason: '证据不足' }
  await app.must('leading_head', 'points.approve', no)
  return deedId
}

test('a refused deed can be appealed against, an approved or waiting one cannot', async () => {
  const [no, yes, waiting] = [
    await refused('001'),
    await app.declare('002'),
    await app.declare('003'),
  ]
  await app.take(yes, 'approved')
  expect(await describeFacts(no)).toMatchObject({
    ...{ householdId: ids.household('001'), notice: null, title: expect.stringMatching(/\S/) },
    deciders: expect.arrayContaining(
      ['villager_001', 'scorekeeper', 'reviewer', 'reviewer_2', 'leading_head'].map(ids.person),
    ),
  })
  expect(await describeFacts(yes)).toBeNull()
  expect(await describeFacts(waiting)).toBeNull()
  expect(await describeFacts(newEnvelopeId())).toBeNull()
})

test('upheld, it is approved by a new step; once only', async () => {
  const deedId = await refused('004')
  expect(await uphold(deedId, {})).toEqual({
    ok: true,
    value: {
      before: { state: 'refused', valueHundredths: 100 },
      after: { state: 'approved', valueHundredths: 100 },
    },
  })
  const seen = await app.get<{ steps: object[] }>('villager_004', 'points.deed', { deedId })
  expect(seen.steps.at(-1)).toMatchObject({ kind: 'approved', byPost: 'supervision_chair' })
  expect(await uphold(deedId, { kind: 'approve_deed', deedId })).toMatchObject({
    code: 'points.already_decided',
  })
})

test('an approved deed is revalued within its range, or voided', async () => {
  const deedId = await app.declare('005', { itemKey: 'yard_tidy' })
  await app.take(deedId, 'approved')
  const revalue = (valueHundredths: number) =>
    uphold(deedId, { kind: 'revalue_deed', deedId, valueHundredths })
  expect(await revalue(9900)).toMatchObject({ code: 'points.value_out_of_range' })
  expect(await revalue(200)).toMatchObject({ value: { after: { valueHundredths: 200 } } })
  expect(await uphold(deedId, { kind: 'void_deed', deedId })).toMatchObject({
    value: { before: { valueHundredths: 200 }, after: { state: 'void' } },
  })
  expect(await uphold(newEnvelopeId(), {})).toMatchObject({ code: 'points.unknown_deed' })
})
