import { changing, loadDraft } from '../draft.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = (event) => loadDraft(event)

export const actions: Actions = { default: changing('compact.cite_clauses', { done: 'saved' }) }
