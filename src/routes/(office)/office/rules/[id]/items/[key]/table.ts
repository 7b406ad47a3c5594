import { fail, type RequestEvent } from '@sveltejs/kit'
import { changedBy, factsOf, typedFrom } from '#compact/pages/typed-table.ts'
import { textsOf } from '#web/doors.ts'
import { changing } from '../../draft.ts'

/** Saves or removes the table of a clause; any other button changes only what stands on the page. */
export async function tabling(event: RequestEvent<{ id: string; key: string }>) {
  const form = await event.request.clone().formData()
  const doing = String(form.get('do') ?? 'save')
  const typed = typedFrom(textsOf(form))
  if (doing !== 'save' && doing !== 'clear') return { tabling: changedBy(typed, doing) }
  const table = doing === 'save' ? factsOf(typed) : undefined
  const save = changing('compact.edit_table', { done: 'saved', keyed: 'itemKey', more: { table } })
  const { status, data } = await save(event)
  return fail(status, { ...data, tabling: typed })
}
