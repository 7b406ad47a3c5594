import { type Act, compare, type Records, type Row, restsOnForgotten } from './records.ts'

const area = 'telling'
const mostTries = 5

/** What became of every message that left the program follows from what was written down of it. */
export function checkTelling(records: Records): void {
  const acts = [...records.acts.values()].sort((a, b) => a.sequence - b.sequence)
  const tried = Map.groupBy(
    acts
      .filter((act) => act.command === 'telling.record' && !act.forgotten)
      .flatMap((act) => (act.input.outcomes as Row[]).map((outcome) => ({ act, outcome }))),
    ({ outcome }) => outcome.deliveryId as string,
  )
  const handed = new Map(
    acts
      .filter((act) => act.command === 'telling.hand_over' && !act.forgotten)
      .flatMap((act) => (act.input.deliveryIds as string[]).map((id) => [id, act] as const)),
  )
  for (const delivery of records.table('telling.delivery')) {
    const rest = delivery.state === 'handed_over' ? 'telling.hand_over' : 'telling.record'
    if (restsOnForgotten(records, rest, delivery.settled_at)) continue
    const by = handed.get(delivery.id)
    const expected = by ? handedOver(by) : triedUntil(tried.get(delivery.id) ?? [])
    const { state, tries, settled_at: at, handed_by: person, reason } = delivery
    compare(
      records,
      { area, where: `telling.delivery ${delivery.id}` },
      { expected, found: { state, tries, at, person, reason } },
    )
  }
}

const handedOver = (act: Act) => ({
  ...{ state: 'handed_over', tries: 1, at: act.at, person: act.person, reason: null },
})

/** Tries in order, up to the first that settled it; what was written down later changes nothing. */
function triedUntil(tries: readonly { act: Act; outcome: Row }[]) {
  let found: Row = { state: 'planned', tries: 0, at: null, person: null, reason: null }
  for (const { act, outcome } of tries) {
    if (found.at !== null) break
    const count = found.tries + 1
    const isLast = outcome.kind !== 'failed' || count >= mostTries
    const state = outcome.kind === 'failed' && isLast ? 'undeliverable' : outcome.kind
    const reason = outcome.kind === 'sent' ? null : (outcome.reason ?? 'unknown')
    found = { ...found, state, tries: count, at: isLast ? act.at : null, reason }
  }
  return found
}
