import { postTitle } from '#web/post-title.ts'
import { keepAt } from '../../tenant.ts'
import { plan } from '../acting.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const tenantCode = locals.tenant
  const { answering, capPercent } = await locals.ask('dividends.office', { tenantCode })
  const year = Number(locals.reader.today.slice(0, 4))
  const options = answering.map(({ personId, name, post }) => ({
    ...{ value: personId, label: `${name} · ${postTitle(post)}` },
  }))
  return { answering: options, capPercent, year, at: keepAt(url, tenantCode) }
}

export const actions: Actions = { default: plan }
