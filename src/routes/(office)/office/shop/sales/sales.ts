import type { QueryInput } from '#app.ts'
import { listState } from '#ui/list-state.ts'

type Search = Omit<QueryInput<'shop.redemptions'>, 'tenantCode'>
const states = ['done', 'reversal_proposed', 'reversed'] as const

/** What the address asks of the list of purchases. */
export function salesAt(url: URL): Search {
  const { offset, limit, filters } = listState(url, { pageSize: 50, filters: ['state'] })
  const state = states.find((one) => one === filters.state) ?? 'all'
  return { state, offset, limit }
}
