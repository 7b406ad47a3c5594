import { acting } from '../acting.ts'
import { loadResolving } from '../resolving.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = loadResolving

export const actions: Actions = { default: acting('shop.resolve_discount', '/shop') }
