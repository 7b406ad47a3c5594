import { z } from 'zod'
import { voteNumbers } from '#compact/adoption/queries.ts'
import { system } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import { holdsOne, readsShop } from '../access.ts'
import { listDiscounts } from '../discount/store.ts'
import { OfPlace, resolvers } from '../model.ts'
import {
  findPause,
  listFunds,
  listSchemes,
  listTenantsToCredit,
  oldestUncredited,
  readPool,
} from './store.ts'

/** Places where final scores wait to be credited and the pool is not known to be empty. */
export const dueCredits = defineQuery({
  name: 'shop.due_credits',
  input: z.object({}),
  access: 'scoped',
  may: ({ actor }) => system(actor),
  async run({ db }) {
    return ok(await listTenantsToCredit(db))
  },
})

/** The money behind the points, what was resolved, and what waits; no household stands in it. */
export const pool = defineQuery({
  name: 'shop.pool',
  input: OfPlace,
  access: 'scoped',
  may: ({ actor, input }) => readsShop(actor, input.tenantCode),
  async run({ db, input, today, actor }) {
    const { tenantCode } = input
    return ok({
      pool: await readPool(db, tenantCode),
      schemes: await listSchemes(db, tenantCode),
      funds: await listFunds(db, tenantCode),
      discounts: await listDiscounts(db, tenantCode),
      paused: await findPause(db, tenantCode),
      waiting: (await oldestUncredited(db, tenantCode, 1)).total,
      mayResolve: holdsOne(actor, tenantCode, resolvers),
      numbers: await voteNumbers(db, { tenantCode, today }),
    })
  },
})
