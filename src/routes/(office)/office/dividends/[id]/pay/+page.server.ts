import { keepAt } from '../../../tenant.ts'
import type { Actions, PageServerLoad } from './$types'
import { acting } from './acting.ts'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const tenantCode = locals.tenant
  const dividendId = params.id
  const pay = await locals.ask('dividends.payments', { tenantCode, dividendId })
  return { dividendId, pay, at: keepAt(url, tenantCode), done: url.searchParams.has('done') }
}

export const actions: Actions = {
  account: acting('account', 'dividends.enter_account'),
  take: acting('take', 'dividends.take_bank_file'),
  returned: acting('returned', 'dividends.record_payments', { outcome: 'returned' }),
  paid: acting('paid', 'dividends.record_payments', { outcome: 'paid' }),
  cash: acting('cash', 'dividends.pay_cash'),
}
