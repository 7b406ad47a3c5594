import { postTitle } from '#web/post-title.ts'
import { keepAt } from '../../tenant.ts'
import { resolve } from '../acting.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const tenantCode = locals.tenant
  const one = await locals.ask('dividends.one', { tenantCode, dividendId: params.id })
  const answers = `${one.shareByName} · ${postTitle(one.dividend.sharePost)}`
  const at = keepAt(url, tenantCode)
  return { tenantCode, one, answers, at, done: url.searchParams.has('done') }
}

export const actions: Actions = { default: resolve }
