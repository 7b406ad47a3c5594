import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { altered, verdictOn } from '#test/altered.ts'
import { openQuarter, type Quarter } from '#test/quarter.ts'
import { tabledBook } from '#test/tabled.ts'

let q: Quarter
let deedId: string
/** A deed by hours, one by ability with a corrected answer, and one without a table. */
beforeAll(async () => {
  q = await openQuarter(tabledBook)
  deedId = await q.deed('001', 'ditch', { inputs: { hours: 5, tool: 'digger' } })
  await q.deed('001', 'elder')
  const said = { hours: 9, tool: 'spade', able: 'yes' }
  const { deedId: able } = await q.must<{ deedId: string }>('villager_002', 'points.declare', {
    ...{ itemKey: 'ditch', happenedOn: '2026-08-08', inputs: said },
  })
  await q.must('scorekeeper', 'points.verify', {
    ...{ deedIds: [able], decision: 'confirm', reason: '现场看的是两小时' },
    inputs: { ...said, hours: 2 },
  })
})
afterAll(() => q.close())

describe('verify of deeds with answers', () => {
  it('finds nothing where nothing was altered', async () => {
    expect((await verdictOn(q.app.kernel.database)).differences).toEqual([])
  })

  const deed = () => `where id = '${deedId}'`
  const steps = () => `where deed_id = '${deedId}'`
  it.each([
    [
      'a changed answer of a deed',
      () => `update points.deed set inputs = jsonb_set(inputs, '{hours}', '9') ${deed()}`,
      /answers$/,
    ],
    [
      'a changed answer in a step',
      () => `update points.deed_step set inputs = jsonb_set(inputs, '{tool}', '"spade"')
        ${steps()} and kind = 'declared'`,
      /answers of step declared/,
    ],
    [
      'an answer taken out of a step',
      () => `update points.deed_step set inputs = null ${steps()} and kind = 'verified'`,
      /answers of step verified/,
    ],
    [
      'a value that does not follow from the answers, in every step alike',
      () => `update points.deed set value_hundredths = 700 ${deed()};
        update points.deed_step set value_hundredths = 700 ${steps()}`,
      /table value of step/,
    ],
    [
      'answers about a deed whose clause has no table',
      () => `update points.deed set inputs = '{"hours": 1}' where item_key = 'elder'`,
      /answers without a table/,
    ],
    [
      'a table rewritten after its adoption',
      () => `update compact.version set content =
        jsonb_set(content, '{items,0,table,rows,2,hundredths}', '700') where adopted_at is not null`,
      /examples of ditch/,
    ],
  ])('names %s', async (_, statement, where) => {
    const { differences } = await altered(q.app.kernel.database, statement())
    expect(
      differences.some((one) => where.test(one.where)),
      JSON.stringify(differences),
    ).toBe(true)
  })
})
