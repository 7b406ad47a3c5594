import { ok, type Result, refuse } from '#kernel/result.ts'
import type {
  Channel,
  Delivery,
  DeliveryState,
  Outcome,
  QuietHours,
  TellingRefusal,
} from './model.ts'

const hourMs = 3_600_000
const minuteMs = 60_000
const dayMs = 24 * hourMs
const chinaMs = 8 * hourMs

/** How often one message is tried by one channel before the next follows. */
export const mostTries = 5
const waitsMinutes = [2, 10, 60, 240] as const

/** What was told longer ago than this is not sent any more: a stale text only frightens people. */
export const staleAfterDays = 14

/**
 * Whoever chose ways is told by them, one after the other, and in the end on paper; whoever chose
 * nothing is told in the program, and on paper if they cannot open it.
 * Source: docs/governance.md 6, items 2 and 10 (nothing essential requires WeCom; paper where no phone).
 */
export function chainOf(of: {
  readonly chosen: readonly Channel[]
  readonly signsIn: boolean
}): readonly Channel[] {
  const { chosen, signsIn } = of
  if (chosen.length === 0) return signsIn ? [] : ['slip']
  return chosen.some((one) => one === 'slip' || one === 'visit') ? chosen : [...chosen, 'slip']
}

/** Nobody's telephone rings at night. The hour of the beginning is quiet, the hour of the end is not. */
export function isQuiet(instant: string, { from, until }: QuietHours): boolean {
  const hour = new Date(Date.parse(instant) + chinaMs).getUTCHours()
  if (from === until) return false
  return from < until ? hour >= from && hour < until : hour >= from || hour < until
}

/** The instant itself, or the end of the quiet hours it lies in. */
export function afterQuiet(instant: string, quiet: QuietHours): string {
  if (!isQuiet(instant, quiet)) return instant
  const local = Date.parse(instant) + chinaMs
  const end = Math.floor(local / dayMs) * dayMs + quiet.until * hourMs
  return new Date((end > local ? end : end + dayMs) - chinaMs).toISOString()
}

/** When to try again after so many failed tries, ever more patiently; null: give it up. */
export function nextTry(tries: number, now: string, quiet: QuietHours): string | null {
  const minutes = waitsMinutes[tries - 1]
  if (minutes === undefined || tries >= mostTries) return null
  return afterQuiet(new Date(Date.parse(now) + minutes * minuteMs).toISOString(), quiet)
}

export interface Settling {
  readonly state: DeliveryState
  readonly tries: number
  readonly nextAt: string
  readonly reason: string | null
  readonly settledAt: string | null
  /** The way that follows now, with what remains after it. */
  readonly following: { readonly channel: Channel; readonly fallback: readonly Channel[] } | null
}

/** What arrived is done; what failed is tried again later; what cannot arrive goes the next way. */
export function decideSettling(
  delivery: Pick<Delivery, 'tries' | 'nextAt' | 'fallback'>,
  outcome: Outcome,
  { now, quiet }: { readonly now: string; readonly quiet: QuietHours },
): Settling {
  const tries = delivery.tries + 1
  const settled = { tries, nextAt: delivery.nextAt, settledAt: now, following: null }
  if (outcome.kind === 'sent') return { ...settled, state: 'sent', reason: null }
  const reason = outcome.reason ?? 'unknown'
  const again = outcome.kind === 'failed' ? nextTry(tries, now, quiet) : null
  if (again) {
    return { state: 'failed', tries, nextAt: again, reason, settledAt: null, following: null }
  }
  const [channel, ...fallback] = delivery.fallback
  const following = channel ? { channel, fallback } : null
  return { ...settled, state: 'undeliverable', reason, following }
}

/** A way can be chosen only if there is something to reach somebody by. */
export function decideChoice(
  chosen: readonly Channel[],
  facts: { readonly hasPhone: boolean; readonly wecomUserId: string | null },
): Result<readonly Channel[], TellingRefusal> {
  if (chosen.includes('sms') && !facts.hasPhone) return refuse('telling.no_phone')
  if (chosen.includes('wecom') && !facts.wecomUserId) return refuse('telling.no_wecom_id')
  return ok(chosen)
}

/** Only what still waits on paper or for a visit can be handed over, and everything named or nothing. */
export function decideHandOver(
  asked: readonly string[],
  waiting: readonly string[],
): Result<readonly string[], TellingRefusal> {
  const known = new Set(waiting)
  return asked.every((id) => known.has(id)) ? ok(asked) : refuse('telling.not_waiting')
}
