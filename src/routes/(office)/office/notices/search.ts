import type { QueryInput } from '#app.ts'
import { noticeSorts } from '#notices/model.ts'
import { listState } from '#ui/list-state.ts'

type Search = Omit<QueryInput<'notices.list'>, 'tenantCode'>

/** What the address asks of the notices: those that hang, or the older ones. */
export function searchOf(url: URL): Search {
  const { q, sort, descending, offset, limit } = listState(url, {
    ...{ sorts: noticeSorts, sort: '-published', pageSize: 20 },
  })
  const older = url.searchParams.get('older') === '1'
  return { older, q: q.slice(0, 60), sort: sort as Search['sort'], descending, offset, limit }
}
