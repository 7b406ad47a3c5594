import { z } from 'zod'
import { residenceOf, resides, system } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import { householdCodes } from '#people/queries.ts'
import { holdsOne, readsShop } from '../access.ts'
import { operators } from '../model.ts'
import { listTills } from '../store.ts'
import { ListVouchers, OneVoucher } from './model.ts'
import { voucherKey } from './signing.ts'
import { findVoucher, listTenantsToReturn, listVouchers } from './store.ts'

/** Places where a voucher was not handed in by its last day. */
export const dueReturns = defineQuery({
  name: 'shop.due_returns',
  input: z.object({}),
  access: 'scoped',
  may: ({ actor }) => system(actor),
  async run({ db, today }) {
    return ok(await listTenantsToReturn(db, today))
  },
})

/** The vouchers of a village, and the key by which a till without signal checks them. */
export const vouchers = defineQuery({
  name: 'shop.vouchers',
  input: ListVouchers,
  access: 'scoped',
  may: ({ actor, input }) => readsShop(actor, input.tenantCode),
  async run({ db, input, actor, secrets }) {
    const { tenantCode, state, offset, limit } = input
    const by = { offset, limit, ...(state === 'all' ? {} : { state }) }
    const { rows, total } = await listVouchers(db, tenantCode, by)
    const ids = [...new Set(rows.map((row) => row.householdId))]
    const codes = await householdCodes(db, tenantCode, ids)
    const lines = rows.map(({ code: _, ...row }) => ({
      ...row,
      household: codes.get(row.householdId) ?? '',
    }))
    const tills = (await listTills(db, tenantCode)).filter((till) => !till.closedAt)
    const key = voucherKey(secrets, tenantCode)
    const mayHandIn = holdsOne(actor, tenantCode, operators)
    return ok({ rows: lines, total, pageSize: limit, tills, key, mayHandIn })
  },
})

/** A voucher of one's own household as it is printed. */
export const voucher = defineQuery({
  name: 'shop.voucher',
  input: OneVoucher,
  access: 'scoped',
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run({ db, input, actor }) {
    const { tenantCode, voucherId } = input
    const householdId = residenceOf(actor, tenantCode)?.householdId
    const one = await findVoucher(db, tenantCode, voucherId)
    if (!one || one.householdId !== householdId) return refuse('shop.unknown_voucher')
    const codes = await householdCodes(db, tenantCode, [householdId])
    return ok({ ...one, household: codes.get(householdId) ?? '' })
  },
})
