import { keepAt } from '../../../tenant.ts'
import { drawsHere, say } from '../../acts.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, params, url }) => {
  const { tenantCode, posts } = await parent()
  const shown = await locals.ask('oversight.sampling', { tenantCode, samplingId: params.sampling })
  const done = url.searchParams.get('done')
  return { shown, draws: drawsHere(posts), at: keepAt(url, tenantCode), done }
}

export const actions: Actions = {
  draw: say('oversight.draw_sample'),
  find: say('oversight.record_finding'),
  publish: say('oversight.publish_seed'),
}
