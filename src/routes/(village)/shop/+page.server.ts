import { redirect } from '@sveltejs/kit'
import { listState } from '#ui/list-state.ts'
import { villageOf } from '../tenant.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const { offset, limit } = listState(url, { pageSize: 20 })
  return { tenantCode, mine: await locals.ask('shop.mine', { tenantCode, offset, limit }) }
}

export const actions: Actions = {
  voucher: async (event) => {
    const facts = { tenantCode: await villageOf(event) }
    const acted = await event.locals.act('shop.issue_voucher', facts)
    return acted.ok ? redirect(303, `/shop/vouchers/${acted.value.voucherId}`) : acted.failure
  },
}
