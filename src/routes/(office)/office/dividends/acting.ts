import { type RequestEvent, redirect } from '@sveltejs/kit'
import { officeHref } from '../tenant.ts'

/** Yuan are typed by people and kept in fen: `poolYuan` becomes `poolFen`. */
function inFen(form: FormData, field: string): void {
  const typed = String(form.get(`${field}Yuan`) ?? '')
  const plain = typed.normalize('NFKC').replaceAll(',', '').trim()
  const isMoney = /^\d+(\.\d{1,2})?$/.test(plain)
  form.set(`${field}Fen`, isMoney ? String(Math.round(Number(plain) * 100)) : plain)
}

/** Plans a dividend from the page's form, then shows its preview. */
export async function plan(event: RequestEvent) {
  const form = await event.request.formData()
  inFen(form, 'share')
  inFen(form, 'pool')
  const here = { tenantCode: event.locals.tenant }
  const acted = await event.locals.act('dividends.plan', here, form)
  if (!acted.ok) return acted.failure
  redirect(303, officeHref(event.url, `/dividends/${acted.value.dividendId}`, { done: '1' }))
}

/** Enters the resolution and announces, then shows the dividend again. */
export async function resolve(event: RequestEvent) {
  const acted = await event.locals.act('dividends.resolve', { tenantCode: event.locals.tenant })
  if (!acted.ok) return acted.failure
  const page = `/dividends/${acted.value.dividendId}`
  redirect(303, officeHref(event.url, page, { done: '1' }))
}
