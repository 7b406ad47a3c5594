import type { QueryInput } from '#app.ts'
import { accountSorts } from '#auth/model.ts'
import { listState, type Sought } from '#ui/list-state.ts'

type Search = Omit<QueryInput<'auth.accounts'>, 'tenantCode'>

/** What the address asks of the accounts of a place. */
export function searchOf(url: URL, sought: Sought): Search {
  const rules = { sorts: accountSorts, sort: 'name', filters: ['card'], sought }
  const { q, sort, descending, offset, limit, filters } = listState(url, rules)
  const { card } = filters
  return {
    ...{ search: q.slice(0, 60), sort: sort as Search['sort'], descending, offset, limit },
    ...(card === 'yes' || card === 'no' ? { card } : {}),
  }
}
