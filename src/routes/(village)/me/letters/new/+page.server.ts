import { back, begin } from '../actions.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { tenantCode } = await parent()
  const { lenders } = await locals.ask('letters.lenders', { tenantCode })
  const sayable = await locals.ask('letters.sayable', { tenantCode })
  return { lenders, sayable, back: back() }
}

export const actions: Actions = { default: begin }
