import { type RequestEvent, redirect } from '@sveltejs/kit'
import type { CommandName } from '#app.ts'
import { actWithFiles } from '#web/uploads.ts'
import { officeHref } from '../tenant.ts'

type ShopCommand = Extract<CommandName, `shop.${string}`>

/** Sends the page's form as an act of the shop, then shows the page named, or this one again. */
export const acting = (name: ShopCommand, page?: string) => async (event: RequestEvent) => {
  const acted = await event.locals.act(name, { tenantCode: event.locals.tenant })
  if (!acted.ok) return acted.failure
  const here = event.url.pathname.replace(/^\/office/, '')
  redirect(303, officeHref(event.url, page ?? here, { done: '1' }))
}

/** The same for a form with a photo. */
export const actingWithPhoto = (name: ShopCommand, page: string) => async (event: RequestEvent) => {
  const acted = await actWithFiles(event, name, () => ({ tenantCode: event.locals.tenant }))
  if (!acted.ok) return acted.failure
  redirect(303, officeHref(event.url, page, { done: '1' }))
}

/** Yuan are typed by people and kept in fen: `pointYuan` becomes `pointFen`. */
export const actingInFen = (name: ShopCommand, field: 'point' | 'amount') => {
  return async (event: RequestEvent) => {
    const form = await event.request.formData()
    const typed = String(form.get(`${field}Yuan`) ?? '')
    const plain = typed.normalize('NFKC').replaceAll(',', '').trim()
    const isMoney = /^\d+(\.\d{1,2})?$/.test(plain)
    form.set(`${field}Fen`, isMoney ? String(Math.round(Number(plain) * 100)) : plain)
    const acted = await event.locals.act(name, { tenantCode: event.locals.tenant }, form)
    if (!acted.ok) return acted.failure
    redirect(303, officeHref(event.url, '/shop', { done: '1' }))
  }
}
