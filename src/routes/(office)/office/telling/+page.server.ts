import { keepAt } from '../tenant.ts'
import type { Actions, PageServerLoad } from './$types'
import { handOver, hands, searchesOf } from './telling.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode, posts } = await parent()
  const { waiting, told } = searchesOf(url)
  const done = url.searchParams.get('done')
  return {
    waiting: await locals.ask('telling.waiting', { tenantCode, ...waiting }),
    told: await locals.ask('telling.told', { tenantCode, ...told }),
    ...{ hands: hands(posts), at: keepAt(url, tenantCode), done: done ? Number(done) : null },
  }
}

export const actions: Actions = { handOver }
