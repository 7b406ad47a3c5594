import { keepAt } from '../../tenant.ts'
import type { PageServerLoad } from './$types'
import { overviewOf, villageOf } from './overview.ts'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { level } = await locals.ask('places.place', { code: params.code })
  const isVillage = level === 'village'
  return {
    at: keepAt(url, locals.tenant),
    village: isVillage ? await villageOf(locals, params.code) : null,
    overview: isVillage ? null : await overviewOf(locals, params.code, url),
  }
}
