import { redirect } from '@sveltejs/kit'
import { placeOfCode } from '#notices/model.ts'
import type { PageServerLoad } from './$types'

/** The short code on a sheet leads to the live page. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const named = placeOfCode(params.noticeCode)
  const found = named ? await locals.try('notices.notice', { ...named, pageSize: 1 }) : null
  if (!named || !found?.ok) return { code: params.noticeCode }
  redirect(303, `/v/${named.tenantCode}/notices/${found.value.notice.id}`)
}
