import { changing, loadDraft, notInVersion } from '../../draft.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const loaded = await loadDraft(event)
  const aspect = loaded.version.content.aspects.find((one) => one.key === event.params.key)
  return { ...loaded, aspect: aspect ?? notInVersion(event) }
}

export const actions: Actions = {
  save: changing('compact.edit_aspect', { done: 'saved', keyed: 'aspectKey' }),
  remove: changing('compact.remove_aspect', { done: 'removed', keyed: 'aspectKey' }),
}
