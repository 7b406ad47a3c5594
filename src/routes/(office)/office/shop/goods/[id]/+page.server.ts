import { acting, actingWithPhoto } from '../../acting.ts'
import type { Actions, PageServerLoad } from './$types'
import { loadGood } from './good.ts'

export const load: PageServerLoad = loadGood

export const actions: Actions = {
  change: actingWithPhoto('shop.change_good', '/shop/goods'),
  receive: acting('shop.receive_stock'),
  count: acting('shop.count_stock'),
  withdraw: acting('shop.withdraw_good', '/shop/goods'),
}
