import { type RequestEvent, redirect } from '@sveltejs/kit'
import type { QueryInput } from '#app.ts'
import type { Stage } from '#points/inbox/model.ts'
import { deskWords } from '#points/pages/desk.ts'
import { deskSheetColumns } from '#points/pages/desk-columns.ts'
import { listState, type Sought } from '#ui/list-state.ts'
import { everyRow, exportList } from '#web/export.ts'
import type { Office } from '#web/office.ts'
import { keepAt, officeHref, placeHere } from './tenant.ts'

const pageSize = 50

/** What the address asks of a desk: the soonest due first. */
function searchOf(
  url: URL,
  sought: Sought,
): Omit<QueryInput<'points.inbox'>, 'tenantCode' | 'stage'> {
  const rules = { sorts: ['due', 'declared'], sort: 'due', filters: ['due'], pageSize, sought }
  const { q, sort, descending, offset, limit, filters } = listState(url, rules)
  const due = filters.due === 'overdue' || filters.due === 'today' ? filters.due : 'all'
  const order = { sort: sort as 'due' | 'declared', descending, offset, limit }
  return { search: q.slice(0, 40), due, ...order }
}

/** The list of a desk, to take along. */
export async function exportDesk(event: RequestEvent, stage: Stage): Promise<Response> {
  const { locals, url } = event
  const tenantCode = placeHere(event)
  const rows = await everyRow(
    (part) =>
      locals.ask('points.inbox', { tenantCode, stage, ...searchOf(url, locals.sought), ...part }),
    { of: (found) => found.lines, key: (line) => line.id },
  )
  const columns = deskSheetColumns(locals.reader.locale)
  return exportList(event, { tenantCode, title: deskWords[stage].title(), columns, rows })
}

/** What waits at a desk, and the deed that lies open beside the list: the one asked for, or the first. */
export async function loadDesk(
  { locals, url }: Pick<RequestEvent, 'locals' | 'url'>,
  office: Pick<Office, 'tenantCode' | 'entering'>,
  stage: Stage,
) {
  const { tenantCode, entering } = office
  const inbox = await locals.ask('points.inbox', {
    tenantCode,
    stage,
    ...searchOf(url, locals.sought),
  })
  const asked = url.searchParams.get('deed')
  const deedId = inbox.lines.find((line) => line.id === asked)?.id ?? inbox.lines[0]?.id
  const open = deedId ? await locals.try('points.deed', { tenantCode, deedId }) : null
  const at = keepAt(url, tenantCode)
  return {
    stage,
    inbox,
    open: open?.ok ? open.value : null,
    pageSize,
    at,
    mayNote: entering.negative,
  }
}

/** The deeds a form is about: the open one, all of the page, or those ticked. */
export function deedsOf(form: FormData): string[] {
  const one = form.get('only')
  if (one) return [String(one)]
  const all = form.get('all')
  return all ? String(all).split(',') : form.getAll('deedIds').map(String)
}

/** Back to the list as it was, with how many were decided. */
export function backToDesk(
  url: URL,
  stage: Stage,
  report: { count: number; overtaken: readonly string[] },
): never {
  const kept = [...url.searchParams].filter(([name]) =>
    ['q', 'sought', 'due', 'sort'].includes(name),
  )
  const said = { done: String(report.count), overtaken: String(report.overtaken.length) }
  redirect(303, officeHref(url, `/${stage}`, { ...Object.fromEntries(kept), ...said }))
}
