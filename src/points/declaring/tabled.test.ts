import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ids, openQuarter, place, type Quarter } from '#test/quarter.ts'
import { tabledBook } from '#test/tabled.ts'

let q: Quarter
beforeAll(async () => {
  q = await openQuarter(tabledBook)
})
afterAll(() => q.close())

const inputs = { hours: 3, tool: 'spade', able: 'no' }
interface Seen {
  state: string
  valueHundredths: number
  inputs: object
  steps: { kind: string; inputs: object | null; valueHundredths: number; reason: string | null }[]
}
const look = (deedId: string) => q.get<Seen>('scorekeeper', 'points.deed', { deedId })
const send = async (who: string, name: string, input: object) => {
  const done = await q.send(who, name, { tenantCode: place.village, ...input })
  return done.ok ? 'done' : done.code
}
const ditch = (happenedOn: string, more: object = {}) => ({ itemKey: 'ditch', happenedOn, ...more })
const declared = async (who: string, happenedOn: string, answers: object) =>
  (await q.must<{ deedId: string }>(who, 'points.declare', ditch(happenedOn, { inputs: answers })))
    .deedId
const verify = (deedIds: string[], more: object = {}) =>
  send('scorekeeper', 'points.verify', { deedIds, decision: 'confirm', ...more })

describe('declaring by a table', () => {
  test('the value follows from the answers, which stay with the deed and its step', async () => {
    const { able: _, ...silent } = inputs
    const seen = await look(await declared('villager_001', '2026-08-01', silent))
    expect(seen).toMatchObject({ state: 'declared', valueHundredths: 300, inputs })
    expect(seen.steps).toMatchObject([{ kind: 'declared', inputs, valueHundredths: 300 }])
  })

  test.each([
    ['points.inputs_needed', {}],
    ['points.value_follows_table', { valueHundredths: 300 }],
    ['points.inputs_unfit', { inputs: { ...inputs, tool: 'spoon' } }],
    ['kernel.invalid_input', { inputs: { hours: 1.5 } }],
  ])('is refused as %s', async (code, more) => {
    expect(await send('villager_001', 'points.declare', ditch('2026-08-02', more))).toBe(code)
  })

  test('a round gives each household its own answers', async () => {
    const of = (code: string, answers: object) => ({
      ...{ householdId: ids.household(code), inputs: answers },
    })
    const { entered, refused } = await q.must<{
      entered: { deedId: string }[]
      refused: { code: string }[]
    }>('grid_leader', 'points.declare_round', {
      ...ditch('2026-08-03'),
      households: [of('004', inputs), of('005', { ...inputs, able: 'yes' }), of('006', {})],
    })
    const [plain, able] = await Promise.all(entered.map(({ deedId }) => look(deedId)))
    expect([plain?.valueHundredths, able?.valueHundredths]).toEqual([300, 800])
    expect(refused).toMatchObject([{ code: 'points.inputs_unfit' }])
  })
})

describe('putting answers right', () => {
  test('the earlier ones stay in their step', async () => {
    const deedId = await declared('villager_001', '2026-08-04', inputs)
    await q.must('scorekeeper', 'points.verify', {
      ...{ deedIds: [deedId], decision: 'return', reason: '几小时？' },
    })
    await q.must('villager_001', 'points.amend', { deedId, note: '重新数过' })
    expect(await look(deedId)).toMatchObject({ valueHundredths: 300, inputs })
    await q.must('scorekeeper', 'points.verify', {
      ...{ deedIds: [deedId], decision: 'return', reason: '再数一次' },
    })
    expect(await send('villager_001', 'points.amend', { deedId, valueHundredths: 100 })).toBe(
      'points.value_follows_table',
    )
    const more = { ...inputs, hours: 5 }
    await q.must('villager_001', 'points.amend', { deedId, inputs: more })
    const seen = await look(deedId)
    expect(seen).toMatchObject({ state: 'declared', valueHundredths: 500, inputs: more })
    expect(seen.steps.map((step) => step.inputs)).toEqual([inputs, null, inputs, null, more])
  })
})

describe('verifying by a table', () => {
  test('the verifier may correct an answer, with a reason, and the value follows', async () => {
    const deedId = await declared('villager_001', '2026-08-05', inputs)
    const found = { ...inputs, hours: 2 }
    expect(await verify([deedId], { inputs: found })).toBe('points.reason_needed')
    expect(await verify([deedId], { valueHundredths: 200 })).toBe('points.value_follows_table')
    expect(await verify([deedId], { inputs: found, reason: '两小时就走了' })).toBe('done')
    const seen = await look(deedId)
    expect(seen).toMatchObject({ state: 'verified', valueHundredths: 200, inputs: found })
    expect(seen.steps.map((step) => step.inputs)).toEqual([inputs, found])
  })

  test('“as far as able” is confirmed by itself; the others may go together', async () => {
    const able = { ...inputs, able: 'yes' }
    const claimed = await declared('villager_003', '2026-08-06', able)
    const plain = await declared('villager_003', '2026-08-07', inputs)
    expect(await verify([claimed, plain])).toBe('points.ability_unconfirmed')
    expect(await verify([claimed, plain], { inputs: able })).toBe('points.one_value_at_a_time')
    expect(await verify([plain])).toBe('done')
    expect(await look(plain)).toMatchObject({ state: 'verified', valueHundredths: 300, inputs })
    expect(await verify([claimed], { inputs: able })).toBe('done')
    expect(await look(claimed)).toMatchObject({ valueHundredths: 800, inputs: able })
  })
})
