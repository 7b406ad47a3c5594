import { redirect } from '@sveltejs/kit'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, params }) => {
  const { tenantCode } = await parent()
  const line = params.line ? { line: Number(params.line) } : {}
  return {
    hung: await locals.ask('appeals.prepare', { tenantCode, noticeId: params.noticeId, ...line }),
  }
}

export const actions: Actions = {
  default: async ({ locals }) => {
    const acted = await locals.act('appeals.file')
    if (!acted.ok) return acted.failure
    redirect(303, `/appeals/${acted.value.appealId}?done=sent`)
  },
}
