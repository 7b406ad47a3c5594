import type { Actions, PageServerLoad } from './$types'
import { handIn, loadVouchers } from './vouchers.ts'

export const load: PageServerLoad = loadVouchers

export const actions: Actions = { handIn }
