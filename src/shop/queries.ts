import { anyone, residenceOf, resides } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import { householdCodes } from '#people/queries.ts'
import { OneGood, type PublicGood } from './catalogue/model.ts'
import { findPhoto, type ListedGood, listPublicGoods } from './catalogue/store.ts'
import { discountOn } from './discount/rules.ts'
import { listDiscounts } from './discount/store.ts'
import { OfPlace } from './model.ts'
import { findPause, listFunds, listSchemes, readPool } from './pool/store.ts'
import { offToday, shelfFor, spendable } from './redeeming/ground.ts'
import { MyShop } from './redeeming/model.ts'
import { listRedemptions } from './redeeming/store.ts'
import { phoneCode, ticketMinutes } from './redeeming/ticket.ts'
import { listTills } from './store.ts'
import { voucherKey } from './vouchers/signing.ts'
import { listVouchers } from './vouchers/store.ts'

/** How many of its vouchers a household sees on its page. */
const lastVouchers = 20

const publicGood = ({ photo, ...good }: ListedGood): PublicGood & { redeemed: number } => ({
  ...good,
  photo: photo !== null,
})

/** The shop as everybody may see it: goods, money behind the points, what was resolved, totals. */
export const open = defineQuery({
  name: 'shop.open',
  input: OfPlace,
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input, today, secrets }) {
    const { tenantCode } = input
    const discounts = await listDiscounts(db, tenantCode)
    return ok({
      pool: await readPool(db, tenantCode),
      schemes: await listSchemes(db, tenantCode),
      funds: await listFunds(db, tenantCode),
      discount: discountOn(discounts, today),
      discountsToCome: discounts.filter((one) => one.effectiveFrom > today),
      paused: await findPause(db, tenantCode),
      goods: (await listPublicGoods(db, tenantCode)).map(publicGood),
      voucherKey: voucherKey(secrets, tenantCode),
    })
  },
})

/** Where the picture of a listed good lies; it is shown to everybody. */
export const photo = defineQuery({
  name: 'shop.photo',
  input: OneGood,
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input }) {
    const found = await findPhoto(db, input)
    return found ? ok(found) : refuse('shop.unknown_good')
  },
})

/** My household in the shop: what it has, what stands on the list, what it redeemed. */
export const mine = defineQuery({
  name: 'shop.mine',
  input: MyShop,
  access: 'scoped',
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run({ db, input, actor, today, now, secrets }) {
    const { tenantCode, offset, limit } = input
    const householdId = residenceOf(actor, tenantCode)?.householdId
    if (!householdId) return refuse('shop.unknown_household')
    const here = { tenantCode, householdId, today }
    const { had } = await shelfFor(db, here, null)
    const goods = (await listPublicGoods(db, tenantCode)).map(publicGood)
    const codes = await householdCodes(db, tenantCode, [householdId])
    return ok({
      code: codes.get(householdId) ?? '',
      balanceHundredths: await spendable(db, here),
      off: await offToday(db, here),
      pointFen: (await readPool(db, tenantCode)).pointFen,
      paused: await findPause(db, tenantCode),
      scheme: (await listSchemes(db, tenantCode)).find((one) => one.effectiveFrom <= today) ?? null,
      phoneCode: phoneCode(secrets, { tenantCode, householdId }, now),
      phoneMinutes: ticketMinutes,
      goods: goods.map((good) => ({
        ...good,
        left: good.most === null ? null : Math.max(0, good.most - (had.get(good.id) ?? 0)),
      })),
      tills: (await listTills(db, tenantCode)).filter((till) => !till.closedAt),
      vouchers: (await listVouchers(db, tenantCode, { householdId, limit: lastVouchers })).rows,
      redemptions: await listRedemptions(db, tenantCode, { householdId, offset, limit }),
      pageSize: limit,
    })
  },
})
