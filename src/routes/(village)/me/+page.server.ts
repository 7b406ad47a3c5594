import type { Actions, PageServerLoad } from './$types'
import { changePhone, choose, endHelp } from './actions.ts'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { tenantCode } = await parent()
  const record = await locals.ask('people.my_record', { tenantCode })
  const { looks } = await locals.ask('audit.looks', { tenantCode })
  const now = locals.runtime.app.kernel.clock.now()
  return { record, looks, now }
}

export const actions: Actions = {
  grant: (event) => choose(event, 'granted'),
  withdraw: (event) => choose(event, 'withdrawn'),
  phone: changePhone,
  endHelp,
}
