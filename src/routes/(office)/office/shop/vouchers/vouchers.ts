import { type RequestEvent, redirect } from '@sveltejs/kit'
import { listState } from '#ui/list-state.ts'
import { keepAt, officeHref } from '../../tenant.ts'

const states = ['issued', 'handed_in', 'returned'] as const
type Event = Pick<RequestEvent, 'locals' | 'url'>

/** The vouchers the address asks for, and the number of the one just handed in. */
export async function loadVouchers({ locals, url }: Event) {
  const tenantCode = locals.tenant
  const { offset, limit, filters } = listState(url, { pageSize: 50, filters: ['state'] })
  const state = states.find((one) => one === filters.state) ?? 'all'
  const vouchers = await locals.ask('shop.vouchers', { tenantCode, state, offset, limit })
  return { vouchers, at: keepAt(url, tenantCode), done: url.searchParams.get('done') }
}

/** Hands in what a till took. */
export async function handIn({ locals, url }: Event) {
  const acted = await locals.act('shop.hand_in_voucher', { tenantCode: locals.tenant })
  if (!acted.ok) return acted.failure
  redirect(303, officeHref(url, '/shop/vouchers', { done: String(acted.value.voucherNumber) }))
}
