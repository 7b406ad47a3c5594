import { partOf } from '#compact/explaining/rules.ts'
import type { RuleBookContent, RuleItem } from '#compact/model.ts'
import { lintContent } from '#compact/rules.ts'
import { runJob } from '#web/jobs.ts'
import { openTestApp, type TestApp } from './app.ts'
import { type Snapshot, snapshotOf } from './fresh-database.ts'
import { ids, place } from './village.ts'

/** The third quarter of 2026 in the fixture village, up to where its close can begin. */
export interface Quarter extends TestApp {
  readonly versionId: string
  readonly cycleId: string
  /** Sends a command that must succeed, and answers its value. */
  must<V = Record<string, never>>(who: string, name: string, input: object): Promise<V>
  /** Asks a query that must be answered. */
  get<V = Record<string, never>>(who: string, name: string, input: object): Promise<V>
  /** A deed of a household, from its declaration to its approval. */
  deed(code: string, itemKey: string, more?: object): Promise<string>
  /** Runs a job of the stars once: `draft` or `finalise`. */
  job(name: string): Promise<void>
}

const text = (zh: string, en: string) => ({ zh, en })

function item(key: string, clause: string, more: Partial<RuleItem>): RuleItem {
  return {
    ...{ key, clause, aspectKey: 'work', title: text('清理沟渠', 'Cleared a ditch') },
    ...{ description: text('参加一次沟渠清理。', 'Took part in clearing a ditch.') },
    ...{ minHundredths: 100, maxHundredths: 1000, stepHundredths: null, capHundredths: 2000 },
    ...{ evidence: 'none', verifier: 'grid_worker', negative: false, publishable: true },
    ...{ declarers: ['villager', 'neighbour', 'grid_worker', 'grid_leader'] },
    ...{ byAbility: null, basis: null, donation: false, redeemable: true },
    ...more,
  }
}

const careWords = {
  title: text('照看独居老人', 'Looked in on an older neighbour'),
  description: text('每周看望一次独居老人。', 'Visited an older neighbour who lives alone.'),
}

/** A rule book small enough to reckon in one's head. */
export const smallBook: RuleBookContent = {
  ...{
    title: text('永丰村评星办法', 'Yongfeng star rules'),
    about: text('测试用。', 'For tests.'),
  },
  ...{ unit: 'household', reckoning: 'household_total', cycle: 'quarter', bandsVerified: false },
  minimumHundredths: 1000,
  bands: [1, 2, 3, 4, 5].map((stars) => ({ stars, fromHundredths: stars * 1000 })),
  aspects: [
    { key: 'work', title: text('公共劳动', 'Common work'), part: 'base', maxHundredths: 4000 },
    { key: 'care', title: text('邻里互助', 'Good neighbours'), part: 'base', maxHundredths: 2000 },
  ],
  items: [
    item('ditch', '1.1', {}),
    item('road', '1.2', { title: text('修补村路', 'Mended the village road') }),
    item('elder', '2.1', { aspectKey: 'care', ...careWords }),
    item('straw', '3.1', {
      ...{ negative: true, publishable: false, evidence: 'witness', capHundredths: 500 },
      ...{ maxHundredths: 500, declarers: ['grid_leader'], verifier: 'supervision_member' },
      title: text('在路上堆放秸秆', 'Left straw on the road'),
      description: text(
        '秸秆堆放在村路上，提醒后仍未清走。',
        'Straw left on the road after a reminder.',
      ),
      basis: text('村规民约第 8 条', 'Village rules, clause 8'),
    }),
  ],
}

interface Prepared {
  readonly from: Snapshot
  readonly versionId: string
  readonly cycleId: string
}
const prepared = new Map<RuleBookContent, Promise<Prepared>>()

/** Opens the house with a rule book adopted in June and its third quarter open for counting. */
export async function openQuarter(content: RuleBookContent = smallBook): Promise<Quarter> {
  if (!prepared.has(content)) prepared.set(content, prepare(content))
  const { from, ...ids } = await prepared.get(content)!
  const house = await openTestApp({ from, at: '2026-08-10T02:00:00Z' })
  const { app, send, see } = house
  const must = mustBy(send)
  const get: Quarter['get'] = async (who, name, input) => {
    const seen = await see(who, name, { tenantCode: place.village, ...input })
    if (!seen.ok) throw new Error(`${name} for ${who}: ${seen.code} ${JSON.stringify(seen)}`)
    return seen.value as never
  }
  const job: Quarter['job'] = (name) => {
    const jobs = app.modules.flatMap((module) => module.jobs ?? [])
    return runJob(app, jobs.find((one) => one.name === name)!)
  }
  const deed: Quarter['deed'] = (code, key, more) => decide(must, { code, key, more: more ?? {} })
  return { ...house, ...ids, must, get, deed, job }
}

/** Everything up to the running quarter is the same for all tests, so it is made once. */
async function prepare(content: RuleBookContent): Promise<Prepared> {
  const app = await openTestApp()
  const must = mustBy(app.send)
  app.clock.set('2026-06-20T02:00:00Z')
  const versionId = await adopt(must, content)
  const opened = { ruleVersionId: versionId, unit: content.cycle, year: 2026, number: 3 }
  const { cycleId } = await must<{ cycleId: string }>('scorekeeper', 'points.open_cycle', opened)
  const from = await snapshotOf(app.app.kernel.database)
  await app.close()
  return { from, versionId, cycleId }
}

function mustBy(send: TestApp['send']): Quarter['must'] {
  return async (who, name, input) => {
    const done = await send(who, name, { tenantCode: place.village, ...input })
    if (!done.ok) throw new Error(`${name} by ${who}: ${done.code} ${JSON.stringify(done)}`)
    return done.value as never
  }
}

async function adopt(must: Quarter['must'], content: RuleBookContent): Promise<string> {
  const begun = { templateKey: 'star_household' }
  const { versionId } = await must<{ versionId: string }>('scorekeeper', 'compact.draft', begun)
  await must('scorekeeper', 'compact.edit_draft', { versionId, content })
  await explainWarnings(must, { versionId, content })
  await must('director', 'compact.adopt', {
    ...{ versionId, effectiveFrom: '2026-07-01', body: 'villagers_assembly' },
    ...{ heldOn: '2026-06-20', reference: '2026-3', entitled: 30, present: 20, agreed: 18 },
  })
  return versionId
}

/** Says for everything the check warns of in a draft why it stays. */
export async function explainWarnings(
  must: (who: string, name: string, input: object) => Promise<unknown>,
  { versionId, content }: { versionId: string; content: RuleBookContent },
): Promise<void> {
  const reason = '测试用的办法，写得短。'
  for (const finding of lintContent(content).filter((one) => one.severity === 'warning'))
    await must('scorekeeper', 'compact.explain_finding', {
      ...{ versionId, part: partOf(finding), code: finding.code, reason },
    })
}

/** Declared by the household, verified, reviewed by two and approved. */
async function decide(
  must: Quarter['must'],
  { code, key, more }: { code: string; key: string; more: object },
): Promise<string> {
  const value = 'inputs' in more ? {} : { valueHundredths: 1000 }
  const declared = { itemKey: key, happenedOn: '2026-08-08', ...value, ...more }
  const { deedId } = await must<{ deedId: string }>(`villager_${code}`, 'points.declare', declared)
  await must('scorekeeper', 'points.verify', { deedIds: [deedId], decision: 'confirm' })
  const votes = [{ deedId, agrees: true }]
  await must('reviewer', 'points.review', { votes })
  await must('reviewer_2', 'points.review', { votes })
  await must('leading_member', 'points.approve', { deedIds: [deedId], decision: 'approve' })
  return deedId
}

export { ids, place }
