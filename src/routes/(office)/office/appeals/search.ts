import type { QueryInput } from '#app.ts'
import { reviewSorts } from '#appeals/model.ts'
import { listState } from '#ui/list-state.ts'

type Search = Omit<QueryInput<'appeals.for_review'>, 'tenantCode'>

/** What the address asks of the objections: open ones by due date, closed ones the latest first. */
export function searchOf(url: URL): Search {
  const closed = url.searchParams.get('state') === 'closed'
  const own = { sorts: reviewSorts, sort: closed ? '-filed' : 'due', pageSize: 20 }
  const { q, sort, descending, offset, limit } = listState(url, own)
  const part = { q: q.slice(0, 60), sort: sort as Search['sort'], descending, offset, limit }
  return { state: closed ? 'closed' : 'open', ...part }
}
