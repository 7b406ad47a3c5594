import type { manualClock } from '#kernel/clock.ts'

export type TurnedClock = ReturnType<typeof manualClock>

/** What happens when: acts of several villages, carried out one after the other by the clock. */
export interface Timeline {
  /** Plans work at an instant; what is planned for a moment already past comes next. */
  at(instant: string, work: () => Promise<unknown>): void
  /** Carries out all that is planned up to and with an instant, and what is planned meanwhile. */
  runUntil(instant: string, onStep?: (share: number) => void): Promise<void>
}

interface Planned {
  readonly when: number
  readonly work: () => Promise<unknown>
}

export function makeTimeline(clock: TurnedClock): Timeline {
  const planned: Planned[] = []
  return {
    at(instant, work) {
      const when = Date.parse(instant)
      planned.splice(placeFor(planned, when), 0, { when, work })
    },
    async runUntil(instant, onStep) {
      const end = Date.parse(instant)
      const start = Date.parse(clock.now())
      while (planned[0] && planned[0].when <= end) {
        const next = planned.shift()!
        if (next.when > Date.parse(clock.now())) clock.set(new Date(next.when).toISOString())
        await next.work()
        onStep?.((next.when - start) / Math.max(end - start, 1))
      }
    },
  }
}

/** After everything planned for the same moment, so that the order of planning is kept. */
function placeFor(planned: readonly Planned[], when: number): number {
  let [low, high] = [0, planned.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (planned[middle]!.when <= when) low = middle + 1
    else high = middle
  }
  return low
}
