import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newEnvelopeId } from '#kernel/id.ts'
import { ids, openRuleBook, place, type RuleBookApp } from '#test/rule-book.ts'

let app: RuleBookApp
beforeAll(async () => {
  app = await openRuleBook()
})
afterAll(() => app.close())

const yesterday = { happenedOn: '2026-11-21' }
const helped = { itemKey: 'neighbour_helped', ...yesterday }

interface Seen {
  state: string
  declarer: string
  personId: string | null
  householdId: string
  valueHundredths: number
  note: string
  happenedOn: string
  steps: {
    kind: string
    byName: string | null
    byPost: string
    onBehalfOf: string | null
    reason: string | null
  }[]
}
const look = (who: string, deedId: string) => app.get<Seen>(who, 'points.deed', { deedId })

describe('who declares for whom', () => {
  test('a villager for their own household, at the least value of the item', async () => {
    const { deedId, dueOn } = await app.must<{ deedId: string; dueOn: string }>(
      'villager_001',
      'points.declare',
      { itemKey: 'yard_tidy', ...yesterday, note: '  扫了院子  ' },
    )
    expect(dueOn).toBe('2026-11-25')
    expect(await look('spouse_001', deedId)).toMatchObject({
      ...{ state: 'declared', declarer: 'villager', personId: ids.person('villager_001') },
      ...{ householdId: ids.household('001'), valueHundredths: 100, note: '扫了院子' },
      steps: [{ kind: 'declared', byName: '演示户主001', byPost: 'villager', onBehalfOf: null }],
    })
  })

  test('a neighbour in praise, by the number on the door plate; the household hears it', async () => {
    const { deedId } = await app.must<{ deedId: string }>('villager_002', 'points.declare', {
      ...{ ...helped, householdCode: '１' },
    })
    const seen = await look('villager_001', deedId)
    expect(seen).toMatchObject({ declarer: 'neighbour', personId: null })
    expect(seen.steps).toMatchObject([{ kind: 'declared', byName: null, byPost: 'neighbour' }])
    const { messages } = await app.get<{ messages: object[] }>('villager_001', 'notices.mine', {})
    expect(messages[0]).toMatchObject({ kind: 'deed_praised', subject: `deed:${deedId}` })
  })

  test('a grid worker by post, in their own grid only', async () => {
    const own = { ...helped, householdId: ids.household('002') }
    const { deedId } = await app.must<{ deedId: string }>('grid_worker', 'points.declare', own)
    expect(await look('villager_002', deedId)).toMatchObject({
      ...{ declarer: 'grid_worker', personId: null },
      steps: [{ byPost: 'grid_worker', byName: '演示grid_worker' }],
    })
    const other = { ...helped, householdId: ids.household('003') }
    expect(await app.act('grid_worker', 'points.declare', other)).toBe('points.not_your_item')
  })

  test('somebody helped, through their helper: both are on record', async () => {
    const { assistanceId } = await app.must<{ assistanceId: string }>(
      'grid_worker',
      'people.record_assistance',
      {
        ...{ personId: ids.person('villager_004'), method: 'spoken_with_witness' },
        witnessPersonId: ids.person('villager_006'),
      },
    )
    const session = { accountId: 'account-grid_worker', assistanceId }
    const input = { tenantCode: place.village, ...helped }
    const done = await app.app.dispatch(session, {
      ...{ id: newEnvelopeId(), name: 'points.declare', input },
    })
    const deedId = (done as unknown as { value: { deedId: string } }).value.deedId
    expect(await look('villager_004', deedId)).toMatchObject({
      ...{ declarer: 'villager', personId: ids.person('villager_004') },
      steps: [{ byName: '演示grid_worker', byPost: 'grid_worker', onBehalfOf: '演示户主004' }],
    })
    const verdict = { tenantCode: place.village, deedIds: [deedId], decision: 'confirm' }
    const while_helping = await app.app.dispatch(session, {
      ...{ id: newEnvelopeId(), name: 'points.verify', input: verdict },
    })
    expect(while_helping).toMatchObject({ ok: false, code: 'kernel.not_permitted' })
    expect(await app.act('grid_worker', 'points.verify', verdict)).toBe('points.same_hand')
  })

  test('a named person is a grown-up member who takes part', async () => {
    const of = (name: string) => ({
      ...helped,
      itemKey: 'found_returned',
      personId: ids.person(name),
    })
    const by = (name: string) => app.act('villager_005', 'points.declare', of(name))
    expect(await by('villager_006')).toBe('points.unknown_person')
    expect(await by('child_005')).toBe('points.unknown_person')
    await app.must('spouse_005', 'people.withdraw_consent', { purpose: 'points' })
    expect(await by('spouse_005')).toBe('points.person_not_taking_part')
    expect(await by('villager_005')).toMatchObject({ deedId: expect.any(String) })
  })
})

describe('what is refused', () => {
  test.each([
    ['points.unknown_item', 'villager_007', { ...helped, itemKey: 'nothing' }],
    ['points.item_is_negative', 'villager_007', { ...helped, itemKey: 'dumping' }],
    ['points.unknown_household', 'villager_007', { ...helped, householdCode: '999' }],
    ['points.unknown_household', 'villager_007', { ...helped, householdCode: '门牌' }],
    ['points.unknown_household', 'scorekeeper', helped],
    ['points.in_future', 'villager_007', { ...helped, happenedOn: '2026-11-23' }],
    ['points.too_long_ago', 'villager_007', { ...helped, happenedOn: '2026-10-01' }],
    ['points.value_out_of_range', 'villager_007', { ...helped, valueHundredths: 9000 }],
    ['points.unknown_attachment', 'villager_007', { ...helped, attachmentIds: [newEnvelopeId()] }],
    ['kernel.not_permitted', 'reviewer', helped],
    ['kernel.not_signed_in', 'guest', helped],
    ['kernel.invalid_input', 'villager_007', { ...helped, happenedOn: '2026-02-30' }],
  ])('%s for %s', async (code, who, input) => {
    expect(await app.act(who, 'points.declare', input)).toBe(code)
  })

  test('the same item twice on one day, and more than the cap of the quarter', async () => {
    const on = (n: number) => ({ itemKey: 'neighbour_helped', happenedOn: `2026-11-0${n}` })
    for (const n of [1, 2, 3]) await app.must('villager_008', 'points.declare', on(n))
    expect(await app.act('villager_008', 'points.declare', on(3))).toBe('points.duplicate')
    await app.must('spouse_008', 'points.declare', on(4))
    expect(await app.act('villager_008', 'points.declare', on(5))).toBe('points.cap_reached')
  })

  test('a day for which no cycle was opened', async () => {
    app.clock.set('2027-01-03T02:00:00Z')
    const newYear = { ...helped, happenedOn: '2027-01-02' }
    expect(await app.act('villager_007', 'points.declare', newYear)).toBe('points.no_open_cycle')
  })

  test('a household in which nobody takes part: officers are told, neighbours are not', async () => {
    for (const who of ['villager_009', 'spouse_009']) {
      await app.must(who, 'people.withdraw_consent', { purpose: 'points' })
    }
    const forNine = { ...helped, householdId: ids.household('009'), happenedOn: '2026-12-28' }
    expect(await app.act('grid_worker_2', 'points.declare', forNine)).toBe('points.not_taking_part')
    expect(await app.act('villager_007', 'points.declare', forNine)).toBe(
      'points.unknown_household',
    )
    expect(
      await app.act('villager_009', 'points.declare', { ...forNine, itemKey: 'yard_tidy' }),
    ).toBe('points.not_taking_part')
  })
})

test('the same envelope answers the first result; another input under it is refused', async () => {
  const id = newEnvelopeId()
  const input = { tenantCode: place.village, itemKey: 'found_returned', happenedOn: '2026-12-20' }
  const first = await app.send('villager_010', 'points.declare', input, id)
  const again = await app.send('villager_010', 'points.declare', input, id)
  expect(again).toMatchObject({ ok: true, replayed: true })
  expect((again as { value: unknown }).value).toEqual((first as { value: unknown }).value)
  const other = { ...input, note: '改了' }
  expect(await app.send('villager_010', 'points.declare', other, id)).toMatchObject({
    code: 'kernel.envelope_reused',
  })
  const { total } = await app.get<{ total: number }>('villager_010', 'points.household', {})
  expect(total).toBe(1)
})
