import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import { holdsOne, readsShop } from '../access.ts'
import { counters, keepers, OfPlace, operators } from '../model.ts'
import { readPool } from '../pool/store.ts'
import { findGoods, listTills } from '../store.ts'
import { Settlement } from './model.ts'
import { listStockSteps, settlementLines, settlementTotals } from './store.ts'

/** How many of the last changes the stock page shows. */
const lastSteps = 100

/** The goods with their stock and supplier, the tills, and the last changes of the stock. */
export const catalogue = defineQuery({
  name: 'shop.catalogue',
  input: OfPlace,
  access: 'scoped',
  may: ({ actor, input }) => readsShop(actor, input.tenantCode),
  async run({ db, input, actor }) {
    const { tenantCode } = input
    return ok({
      goods: await findGoods(db, tenantCode, null),
      tills: await listTills(db, tenantCode),
      steps: await listStockSteps(db, tenantCode, lastSteps),
      mayKeep: holdsOne(actor, tenantCode, keepers),
      mayCount: holdsOne(actor, tenantCode, counters),
      mayServe: holdsOne(actor, tenantCode, operators),
    })
  },
})

/** What is owed to each supplier for a stretch of days; no household stands in it. */
export const settlement = defineQuery({
  name: 'shop.settlement',
  input: Settlement,
  access: 'scoped',
  may: ({ actor, input }) => readsShop(actor, input.tenantCode),
  async run({ db, input }) {
    const { pointFen } = await readPool(db, input.tenantCode)
    const lines = await settlementLines(db, { ...input, pointFen })
    return ok({ lines, totals: await settlementTotals(db, input), pointFen })
  },
})
