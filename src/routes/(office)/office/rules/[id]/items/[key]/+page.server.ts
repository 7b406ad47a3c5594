import { changing, loadDraft, notInVersion } from '../../draft.ts'
import type { Actions, PageServerLoad } from './$types'
import { tabling } from './table.ts'

export const load: PageServerLoad = async (event) => {
  const loaded = await loadDraft(event)
  const { aspects, items } = loaded.version.content
  const item = items.find((one) => one.key === event.params.key) ?? null
  if (!item && event.params.key !== 'new') notInVersion(event)
  const asked = item?.aspectKey ?? event.url.searchParams.get('aspect')
  const aspectKey = aspects.some((aspect) => aspect.key === asked) ? asked : null
  return { ...loaded, item, aspectKey }
}

export const actions: Actions = {
  save: changing('compact.edit_item', { done: 'saved', keyed: 'itemKey' }),
  table: tabling,
  remove: changing('compact.remove_item', { done: 'removed', keyed: 'itemKey' }),
}
