import { keepAt } from '../tenant.ts'
import type { Actions, PageServerLoad } from './$types'
import { drawsHere, say } from './acts.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode, posts } = await parent()
  const shown = await locals.ask('oversight.flags', { tenantCode })
  const samplings = await locals.ask('oversight.samplings', { tenantCode })
  const done = url.searchParams.get('done')
  const at = keepAt(url, tenantCode)
  return { shown, samplings, tenantCode, draws: drawsHere(posts), at, done }
}

export const actions: Actions = {
  noteInspection: say('oversight.note_inspection'),
  commitSeed: say('oversight.commit_seed'),
}
