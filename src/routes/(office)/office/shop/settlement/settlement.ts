import { type RequestEvent, redirect } from '@sveltejs/kit'
import { officeHref } from '../../tenant.ts'

const isDay = (text: string | null): text is string => /^\d{4}-\d\d-\d\d$/.test(text ?? '')

/** The days a settlement is asked for: the running month when the address names none. */
export function daysOf({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>) {
  const { today } = locals.reader
  const [from, until] = [url.searchParams.get('from'), url.searchParams.get('until')]
  return {
    from: isDay(from) ? from : `${today.slice(0, 8)}01`,
    until: isDay(until) ? until : today,
  }
}

/** Shows the settlement of the days typed. */
export async function show({ request, url }: Pick<RequestEvent, 'request' | 'url'>) {
  const form = await request.formData()
  const days = { from: String(form.get('from') ?? ''), until: String(form.get('until') ?? '') }
  redirect(303, officeHref(url, '/shop/settlement', days))
}
