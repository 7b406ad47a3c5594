import { plainDateInChina } from '#kernel/clock.ts'
import { isUuid } from '../../households/search.ts'
import { keepAt } from '../../tenant.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const person = url.searchParams.get('person') ?? ''
  const meant = isUuid(person) ? { personId: person } : {}
  const { app, config } = locals.runtime
  return {
    ...(await locals.ask('telling.slips', { tenantCode, ...meant })),
    ...{ today: plainDateInChina(app.kernel.clock.now()), link: `${config.origin}/messages` },
    back: `/office/telling${keepAt(url, tenantCode)}`,
  }
}
