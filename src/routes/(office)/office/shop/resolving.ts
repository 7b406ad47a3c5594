import { type RequestEvent, redirect } from '@sveltejs/kit'
import { keepAt, officeHref } from '../tenant.ts'

/** What the forms for resolutions need: the shares that hold, and what a point is worth already. */
export async function loadResolving({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>) {
  const tenantCode = locals.tenant
  const { mayResolve, numbers, pool, schemes } = await locals.ask('shop.pool', { tenantCode })
  if (!mayResolve) redirect(303, officeHref(url, '/shop'))
  const pointFen = schemes.length > 0 ? pool.pointFen : null
  return { numbers, pointFen, at: keepAt(url, tenantCode) }
}
