import type { Job, JobContext } from '#kernel/module.ts'
import { everyFiveMinutes } from './jobs.ts'
import type { Electronic, Outcome } from './model.ts'
import type { ToSend } from './queries.ts'

/** One delivery whose address is known. */
export interface Addressed extends ToSend {
  readonly address: string
}

/** Sends by one channel; answers for each delivery, by its identifier, what became of it. */
export type Way = (due: readonly Addressed[]) => Promise<ReadonlyMap<string, Outcome>>

/** The channels that are connected here; what goes by another falls to the next way at once. */
export type Ways = Readonly<Partial<Record<Electronic, Way>>>

const cannot = (reason: string): Outcome => ({ kind: 'undeliverable', reason })

/**
 * Sends what is due and writes down what became of it. Nothing waits inside a transaction. Stopped
 * between sending and writing, it sends again: the provider knows a repeated message by its id, and
 * WeCom drops the copy.
 */
export function makeSendJob(ways: Ways): Job {
  return {
    name: 'telling.send',
    cron: everyFiveMinutes,
    async run(context) {
      const found = await context.ask('telling.to_send', {})
      if (!found.ok) throw new Error(`telling.to_send was refused: ${found.code}`)
      const due = found.value as readonly ToSend[]
      for (const [tenantCode, here] of Map.groupBy(due, (one) => one.tenantCode)) {
        await recordAll(context, tenantCode, await sendAll(ways, here))
      }
    },
  }
}

async function sendAll(ways: Ways, due: readonly ToSend[]): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>()
  for (const [channel, here] of Map.groupBy(due, (one) => one.channel)) {
    const way = ways[channel]
    const addressed = here.filter((one): one is Addressed => one.address !== null)
    for (const { deliveryId } of here) {
      outcomes.set(deliveryId, cannot(way ? 'no_address' : 'not_connected'))
    }
    if (!way) continue
    for (const [deliveryId, outcome] of await way(addressed)) outcomes.set(deliveryId, outcome)
  }
  return outcomes
}

async function recordAll(
  context: JobContext,
  tenantCode: string,
  outcomes: ReadonlyMap<string, Outcome>,
): Promise<void> {
  const list = [...outcomes].map(([deliveryId, outcome]) => ({ deliveryId, ...outcome }))
  const done = await context.act('telling.record', { tenantCode, outcomes: list })
  if (!done.ok) throw new Error(`telling.record was refused: ${done.code}`)
}
