import { type RequestEvent, redirect } from '@sveltejs/kit'

/** The place a download is about; who may have none is sent where the page would send them. */
export function placeHere({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>): string {
  if (locals.tenant) return locals.tenant
  const next = encodeURIComponent(url.pathname + url.search)
  redirect(303, locals.session.accountId ? '/home' : `/sign-in?next=${next}`)
}

/** `?at=CODE` to keep on links, when the page was opened with it. */
export function keepAt(url: URL, tenantCode: string): string {
  return url.searchParams.has('at') ? `?at=${tenantCode}` : ''
}

/** An address of this office with the place kept and a few more parameters. */
export function officeHref(url: URL, path: string, more: Record<string, string> = {}): string {
  const at = url.searchParams.get('at')
  const query = new URLSearchParams({ ...(at ? { at } : {}), ...more }).toString()
  return query ? `/office${path}?${query}` : `/office${path}`
}
