import * as m from '#paraglide/messages.js'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const { letters } = await locals.ask('letters.mine', { tenantCode })
  const done = url.searchParams.has('done')
  return { letters, done, back: { href: '/me', label: m.people_me_title() } }
}
