import type { QueryInput } from '#app.ts'
import { accountSorts } from '#auth/model.ts'
import { listState } from '#ui/list-state.ts'

type Search = Omit<QueryInput<'auth.accounts'>, 'tenantCode'>

/** What the address asks of the accounts of a place. */
export function searchOf(url: URL): Search {
  const rules = { sorts: accountSorts, sort: 'name', filters: ['card'] }
  const { q, sort, descending, offset, limit, filters } = listState(url, rules)
  const { card } = filters
  return {
    ...{ search: q.slice(0, 60), sort: sort as Search['sort'], descending, offset, limit },
    ...(card === 'yes' || card === 'no' ? { card } : {}),
  }
}
