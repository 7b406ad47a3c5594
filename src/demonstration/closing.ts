import { addDays } from '#kernel/clock.ts'
import { instantAt, type Quarter } from './calendar.ts'
import { as, holder, type Telling } from './village-state.ts'

const system = (name: string) => ({ accountId: null, system: name })
const slice = 100

/** The close of a cycle while it is being told. */
export interface Closing {
  closeId: string
  noticeId: string
  /** ISO instant. */
  endsAt: string
}

export interface ClosePlan {
  readonly quarter: Quarter
  readonly cycle: { readonly cycleId: string }
  /** The day on which the result is published; the fourth day after the quarter's end when left out. */
  readonly publishedOn?: string | undefined
  /** Called when the result hangs, to plan what people say to it. */
  readonly announced?: (closing: Closing) => Promise<void> | void
}

/**
 * A quarter is closed on the third day after its end, or later: drafted unseen, published the next
 * day by the head of the leading group, and final when its notice has ended.
 */
export function planClose(telling: Telling, plan: ClosePlan): void {
  const { timeline } = telling
  const closing: Closing = { closeId: '', noticeId: '', endsAt: '' }
  const day = plan.publishedOn ?? addDays(plan.quarter.endsOn, 4)
  timeline.at(instantAt(addDays(day, -1), '09:00'), () => draft(telling, plan, closing))
  timeline.at(instantAt(day, '09:30'), async () => {
    await publish(telling, closing)
    finaliseAfter(telling, closing, closing.endsAt)
    await plan.announced?.(closing)
  })
}

async function draft({ door, village }: Telling, plan: ClosePlan, closing: Closing): Promise<void> {
  const keeper = await as({ door, village }, holder(village, 'scorekeeper'))
  const { tenantCode } = village
  const started = await door.act(keeper, 'stars.start_close', {
    tenantCode,
    cycleId: plan.cycle.cycleId,
  })
  closing.closeId = started.closeId
  for (let left = 1; left > 0; ) {
    const input = { tenantCode, closeId: closing.closeId, households: slice }
    left = (await door.act(system('stars.draft'), 'stars.draft_slice', input)).left
  }
}

async function publish(telling: Telling, closing: Closing): Promise<void> {
  const { door, village } = telling
  const head = await as(telling, holder(village, 'leading_head'))
  const input = { tenantCode: village.tenantCode, closeId: closing.closeId }
  const published = await door.act(head, 'stars.publish', input)
  closing.noticeId = published.noticeId
  closing.endsAt = published.endsAt
}

/** Makes final what may be, five minutes after a notice has ended. */
export function finaliseAfter(
  { door, timeline, village }: Telling,
  closing: Closing,
  endsAt: string,
): void {
  const when = new Date(Date.parse(endsAt) + 5 * 60_000).toISOString()
  timeline.at(when, async () => {
    for (let left = 1; left > 0; ) {
      const input = { tenantCode: village.tenantCode, closeId: closing.closeId, households: slice }
      left = (await door.act(system('stars.finalise'), 'stars.finalise_slice', input)).left
    }
  })
}
