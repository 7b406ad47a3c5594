import { deciders } from '#settings/model.ts'
import { namesOf } from '../names.ts'
import { keepAt } from '../tenant.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode, posts } = await parent()
  return {
    settings: await locals.ask('settings.list', { tenantCode }),
    names: namesOf(await locals.ask('places.place', { code: tenantCode })),
    at: keepAt(url, tenantCode),
    mayDecide: posts.some((post) => deciders.includes(post)),
    done: url.searchParams.get('done'),
  }
}
