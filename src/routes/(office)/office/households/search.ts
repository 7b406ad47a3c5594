import type { QueryInput } from '#app.ts'
import { householdSorts } from '#people/household/model.ts'
import { listState, type Sought } from '#ui/list-state.ts'

type Search = Omit<QueryInput<'people.households'>, 'tenantCode'>

/** What the address asks of the list; a filter that is no identifier asks for nothing. */
export function searchOf(url: URL, sought: Sought): Search {
  const sorts = householdSorts
  const rules = { sorts, sort: 'code', filters: ['group', 'grid', 'part'], sought }
  const list = listState(url, rules)
  const { group = '', grid = '', part = '' } = list.filters
  return {
    ...{ offset: list.offset, limit: list.limit, descending: list.descending },
    sort: list.sort as NonNullable<Search['sort']>,
    ...(list.q ? { q: list.q.slice(0, 60) } : {}),
    ...(isUuid(group) ? { groupId: group } : {}),
    ...(isUuid(grid) ? { gridId: grid } : {}),
    ...(part === 'yes' || part === 'no' ? { takesPart: part } : {}),
  }
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
