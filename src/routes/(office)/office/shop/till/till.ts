import { fail, type RequestEvent, redirect } from '@sveltejs/kit'
import * as m from '#paraglide/messages.js'
import { operators } from '#shop/model.ts'
import { whole, worth } from '#shop/pages/words.ts'
import { say } from '#web/sentence.ts'
import { keepAt, officeHref } from '../../tenant.ts'

type Event = Pick<RequestEvent, 'locals' | 'url'>

/** The till before a household stands at it, with what was just taken. */
export function tillOf({ locals, url }: Event, posts: readonly string[]) {
  const said = (name: string) => url.searchParams.get(name)
  const [number, paid, cash] = [said('number'), Number(said('paid')), Number(said('cash'))]
  const done = number ? { number, paid: whole(paid), cash: cash > 0 ? worth(cash) : '' } : null
  const maySell = operators.some((post) => posts.includes(post))
  return { at: keepAt(url, locals.tenant), maySell, done }
}

/** Whose household was meant; a scanned code goes by the form, and stands in no address. */
export async function find(event: RequestEvent) {
  const { locals } = event
  const form = await event.request.formData()
  const text = String(form.get('text') ?? '').trim()
  if (text === '') return fail(422, { fault: { message: m.web_field_missing(), faults: [] } })
  const seen = await locals.try('shop.find_household', { tenantCode: locals.tenant, text })
  if (seen.ok) return seen.value
  const details = 'details' in seen ? seen.details : {}
  const message = say(seen.code, details, locals.reader.locale)
  return fail(409, { fault: { message, faults: [] } })
}

/** Takes the points, and shows the till anew with what was taken. */
export async function redeem({ locals, url }: Event) {
  const acted = await locals.act('shop.redeem', { tenantCode: locals.tenant })
  if (!acted.ok) return acted.failure
  const { number, paidPoints, cashFen } = acted.value
  const taken = { number: String(number), paid: String(paidPoints), cash: String(cashFen) }
  redirect(303, officeHref(url, '/shop/till', taken))
}
