import type { Actions, PageServerLoad } from './$types'
import { closeAccount, endSessions, issueCard, openAccount, resetPassword } from './acts.ts'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const tenantCode = params.tenant
  const person = await locals.ask('auth.account', { tenantCode, personId: params.person })
  return { tenantCode, person, address: url.host }
}

export const actions: Actions = {
  open: (event) => openAccount(event, event.params),
  reset: (event) => resetPassword(event, event.params),
  issue: (event) => issueCard(event, event.params),
  end: (event) => endSessions(event, event.params),
  close: (event) => closeAccount(event, event.params),
}
