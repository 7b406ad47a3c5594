import { type KeptFile, receiptFor } from '#attachments/commands.ts'
import { openTestApp, type TestApp, testSecrets } from './app.ts'
import { type Snapshot, snapshotOf } from './fresh-database.ts'
import { ids, place } from './village.ts'

/** The running quarter of the fixture village, under the rule book of the star households. */
export interface RuleBookApp extends TestApp {
  readonly versionId: string
  readonly cycleId: string
  /** Sends a command to the village; answers its value, or the refusal's code. */
  act<V = Record<string, unknown>>(who: string, name: string, input: object): Promise<V | string>
  /** The same, when it must succeed. */
  must<V = Record<string, unknown>>(who: string, name: string, input: object): Promise<V>
  /** Asks a query that must be answered. */
  get<V = Record<string, unknown>>(who: string, name: string, input: object): Promise<V>
  /** Declares a deed of a household by its head, on the day before; answers its id. */
  declare(code: string, more?: object): Promise<string>
  /** Takes a deed as far as a state, by people who may. */
  take(deedId: string, to: 'verified' | 'reviewed' | 'approved'): Promise<void>
}

/** Opens the house with the rule book adopted in September and the fourth quarter of 2026 open. */
export async function openRuleBook(): Promise<RuleBookApp> {
  prepared ??= prepare()
  const { from, versionId, cycleId } = await prepared
  const app = await openTestApp({ from })
  const tenantCode = place.village
  const act: RuleBookApp['act'] = async (who, name, input) => {
    const done = await app.send(who, name, { tenantCode, ...input })
    return done.ok ? (done.value as never) : done.code
  }
  const must = mustBy(app)
  const get: RuleBookApp['get'] = async (who, name, input) => {
    const seen = await app.see(who, name, { tenantCode, ...input })
    if (!seen.ok) throw new Error(`${name} for ${who}: ${JSON.stringify(seen)}`)
    return seen.value as never
  }
  const declare: RuleBookApp['declare'] = async (code, more) => {
    const usual = { itemKey: 'neighbour_helped', happenedOn: '2026-11-21' }
    const done = await must<{ deedId: string }>(`villager_${code}`, 'points.declare', {
      ...usual,
      ...more,
    })
    return done.deedId
  }
  return { ...app, versionId, cycleId, act, must, get, declare, take: taker(must) }
}

interface Prepared {
  readonly from: Snapshot
  readonly versionId: string
  readonly cycleId: string
}
let prepared: Promise<Prepared> | undefined

/** The adoption is the same for all tests, so it is made once. */
async function prepare(): Promise<Prepared> {
  const app = await openTestApp({ at: '2026-09-20T02:00:00Z' })
  const adopted = await adopt(mustBy(app))
  const from = await snapshotOf(app.app.kernel.database)
  await app.close()
  return { from, ...adopted }
}

function mustBy(app: TestApp): RuleBookApp['must'] {
  return async (who, name, input) => {
    const done = await app.send(who, name, { tenantCode: place.village, ...input })
    if (!done.ok) throw new Error(`${name} by ${who}: ${JSON.stringify(done)}`)
    return done.value as never
  }
}

async function adopt(must: RuleBookApp['must']) {
  const begun = { templateKey: 'star_household' }
  const { versionId } = await must<{ versionId: string }>('scorekeeper', 'compact.draft', begun)
  await must('director', 'compact.adopt', {
    ...{ versionId, effectiveFrom: '2026-10-01', body: 'villagers_assembly' },
    ...{ heldOn: '2026-09-20', reference: '2026-4', entitled: 30, present: 20, agreed: 18 },
  })
  const opened = { ruleVersionId: versionId, unit: 'quarter', year: 2026, number: 4 }
  const { cycleId } = await must<{ cycleId: string }>('scorekeeper', 'points.open_cycle', opened)
  return { versionId, cycleId }
}

function taker(must: RuleBookApp['must']): RuleBookApp['take'] {
  return async (deedId, to) => {
    const seen = { deedIds: [deedId], decision: 'confirm', evidence: 'seen_on_site' }
    await must('scorekeeper', 'points.verify', seen)
    if (to === 'verified') return
    const votes = [{ deedId, agrees: true }]
    await must('reviewer', 'points.review', { votes })
    await must('reviewer_2', 'points.review', { votes })
    if (to === 'reviewed') return
    await must('leading_member', 'points.approve', { deedIds: [deedId], decision: 'approve' })
  }
}

export { ids, place }

/** A photo that somebody has handed in to the village; answers its id. */
export async function keepPhoto(
  app: RuleBookApp,
  who: string,
  pictureHash: string | null = null,
): Promise<string> {
  const file: KeptFile = {
    ...{ sha256: 'a'.repeat(64), thumbnailSha256: 'b'.repeat(64), mediaType: 'image/webp' },
    ...{ bytes: 1200, width: 640, height: 480, durationMs: null },
    pictureHash,
  }
  const receipt = receiptFor(testSecrets, place.village, file)
  const files = [{ ...file, receipt }]
  return (await app.must<{ ids: string[] }>(who, 'attachments.keep', { files })).ids[0]!
}
