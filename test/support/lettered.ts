import { openTestApp, type TestApp } from './app.ts'
import { type Snapshot, snapshotOf } from './fresh-database.ts'
import { openQuarter } from './quarter.ts'
import { place } from './village.ts'

/** The fixture village in November with its third quarter final and one lender entered. */
export interface Lettered extends TestApp {
  readonly cycleId: string
  readonly lenderId: string
  /** Sends a command that must succeed, and answers its value. */
  must<V = Record<string, never>>(who: string, name: string, input?: object): Promise<V>
  /** Asks a query that must be answered. */
  get<V = Record<string, never>>(who: string, name: string, input?: object): Promise<V>
  /** Sends a command and answers its refusal, or `ok`. */
  act(who: string, name: string, input?: object): Promise<string>
}

export const bank = {
  ...{ name: '演示农商行', contact: '演示电话 0455-0000000', description: '演示用的贷款方。' },
  products: [{ name: '惠农贷', terms: '最高五万元，由我行自行审查。' }],
}

interface Prepared {
  readonly from: Snapshot
  readonly cycleId: string
  readonly lenderId: string
}
let prepared: Promise<Prepared> | undefined

/** Opens the house at the point where letters can be written. */
export async function openLettered(): Promise<Lettered> {
  prepared ??= prepare()
  const { from, ...ids } = await prepared
  const app = await openTestApp({ from })
  return { ...app, ...ids, ...voices(app) }
}

async function prepare(): Promise<Prepared> {
  const q = await openQuarter()
  await q.deed('001', 'ditch')
  await q.deed('001', 'road', { happenedOn: '2026-08-09' })
  await q.deed('001', 'elder')
  await q.deed('002', 'elder')
  q.clock.set('2026-10-09T02:00:00Z')
  const { cycleId } = q
  const { closeId } = await q.must<{ closeId: string }>('scorekeeper', 'stars.start_close', {
    cycleId,
  })
  await q.job('stars.draft')
  await q.must('leading_head', 'stars.publish', { closeId })
  q.clock.set('2026-10-20T02:00:00Z')
  await q.job('stars.finalise')
  const { lenderId } = await q.must<{ lenderId: string }>(
    'village_administrator',
    'letters.keep_lender',
    bank,
  )
  const from = await snapshotOf(q.app.kernel.database)
  await q.close()
  return { from, cycleId, lenderId }
}

function voices(app: TestApp): Pick<Lettered, 'must' | 'get' | 'act'> {
  const at = { tenantCode: place.village }
  return {
    must: async (who, name, input = {}) => {
      const done = await app.send(who, `letters.${name}`, { ...at, ...input })
      if (!done.ok) throw new Error(`${name} by ${who}: ${done.code} ${JSON.stringify(done)}`)
      return done.value as never
    },
    get: async (who, name, input = {}) => {
      const seen = await app.see(who, `letters.${name}`, { ...at, ...input })
      if (!seen.ok) throw new Error(`${name} for ${who}: ${seen.code}`)
      return seen.value as never
    },
    act: async (who, name, input = {}) => {
      const done = await app.send(who, `letters.${name}`, { ...at, ...input })
      return done.ok ? 'ok' : done.code
    },
  }
}
