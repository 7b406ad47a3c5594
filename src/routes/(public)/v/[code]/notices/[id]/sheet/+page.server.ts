import type { PageServerLoad } from './$types'

/** A sheet of paper shows every line. */
const pageSize = 2000

export const load: PageServerLoad = async ({ locals, params }) => {
  const input = { tenantCode: params.code, noticeId: params.id, pageSize }
  const shown = await locals.ask('notices.notice', input)
  const verifyUrl = `${locals.runtime.config.origin}/n/${shown.notice.code}`
  return { ...shown, verifyUrl, tenantCode: params.code }
}
