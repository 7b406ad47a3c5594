import { afterAll, beforeAll, expect, it } from 'vitest'
import { altered, verdictOn } from '#test/altered.ts'
import { adoption, type Drafting, openDrafting } from '#test/drafting.ts'

let house: Drafting
/** Village rules that went the whole way, with a warning explained on it. */
beforeAll(async () => {
  house = await openDrafting()
  const title = { zh: '永丰村村规民约' }
  const textZh = '爱护村道，门前不堆杂物。\n彩礼倡议不超过五万元。'
  const must = async (who: string, verb: string, input: object) => {
    const done = await house.act(who, verb, input)
    if (typeof done === 'string') throw new Error(`${verb}: ${done}`)
    return done.rulesId!
  }
  const rulesId = await must('scorekeeper', 'write_village_rules', { title, textZh })
  await must('director', 'consult_on_rules', { rulesId, endsOn: '2026-11-29' })
  house.clock.set('2026-11-30T02:00:00Z')
  const reasons = [{ clause: 2, code: 'bride_price_limit', reason: '只是倡议，不查不罚。' }]
  await must('director', 'ask_rules_review', { rulesId, reasons })
  const review = { verdict: 'passed', basis: '《村民委员会组织法》第二十七条' }
  await must('township_official', 'review_rules', { rulesId, ...review })
  const resolution = { ...adoption, heldOn: '2026-11-30', effectiveFrom: '2026-12-05' }
  await must('director', 'adopt_village_rules', { rulesId, ...resolution })
  house.clock.set('2026-12-02T02:00:00Z')
  const filing = { filingNumber: '备 3', filedOn: '2026-12-01' }
  await must('township_official', 'file_rules', { rulesId, ...filing })
})
afterAll(() => house.close())

const database = () => house.app.kernel.database

it('finds nothing wrong with village rules that went the whole way', async () => {
  expect((await verdictOn(database())).differences).toEqual([])
})

const step = (kind: string) => `compact.village_rules_step where kind = '${kind}'`
it.each([
  [
    'a clause rewritten',
    `update compact.village_rules_text set content =
      jsonb_set(content, '{clauses,0,text,zh}', '"罚款一百元。"')`,
  ],
  ['a fingerprint rewritten', `update compact.village_rules_text set content_hash = 'x'`],
  ['a review left out', `delete from ${step('passed')}`],
  [
    'a vote improved',
    `update compact.village_rules_step set details =
      jsonb_set(details, '{resolution,agreed}', '20') where kind = 'adopted'`,
  ],
  [
    'an earlier day of effect',
    `update compact.village_rules_step set details =
      jsonb_set(details, '{effectiveFrom}', '"2026-12-02"') where kind = 'filed'`,
  ],
  [
    'a reason taken away',
    `update compact.village_rules_step set details = '{"reasons": []}' where kind = 'review_asked'`,
  ],
])('finds %s', async (_, statement) => {
  const { differences } = await altered(database(), statement)
  expect(differences.map((one) => one.area)).toContain('village rules')
})
