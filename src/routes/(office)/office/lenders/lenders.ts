import { type RequestEvent, redirect } from '@sveltejs/kit'
import { lenderKeepers } from '#letters/model.ts'
import { keepAt, officeHref } from '../tenant.ts'

/** The lenders for those who keep them, and the four numbers for all who may know them. */
export async function loadLenders(
  { locals, url }: Pick<RequestEvent, 'locals' | 'url'>,
  { tenantCode, posts }: { tenantCode: string; posts: readonly string[] },
) {
  const keeps = lenderKeepers.some((post) => posts.includes(post))
  const none = { lenders: [], ended: [] }
  const { lenders, ended } = keeps ? await locals.ask('letters.lenders', { tenantCode }) : none
  const asked = url.searchParams.get('lender')
  const own = lenders.filter((lender) => lender.tenantCode === tenantCode)
  const changing = own.find((lender) => lender.lenderId === asked) ?? null
  const counts = await locals.ask('letters.counts', { tenantCode })
  const here = `/office/lenders${keepAt(url, tenantCode)}`
  const done = url.searchParams.has('done')
  return { tenantCode, lenders, ended, counts, keeps, changing, here, done }
}

/** Saves a lender, or ends it, and shows the list anew. */
export const save = (name: 'letters.keep_lender' | 'letters.end_lender') =>
  async function keep({ locals, url }: RequestEvent) {
    const acted = await locals.act(name, { tenantCode: locals.tenant })
    if (!acted.ok) return acted.failure
    redirect(303, officeHref(url, '/lenders', { done: '1' }))
  }
