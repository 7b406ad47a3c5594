import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, params }) => {
  const { tenantCode, village } = await parent()
  const voucher = await locals.ask('shop.voucher', { tenantCode, voucherId: params.id })
  return { voucher, place: village.name }
}
