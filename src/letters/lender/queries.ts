import { resides } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import { OnePlace } from '#letters/model.ts'
import { keepsLenders } from './commands.ts'
import { listLenders } from './store.ts'

/** The lenders one can write to, with their offers in their own words; ended ones for keepers only. */
export const lenders = defineQuery({
  name: 'letters.lenders',
  input: OnePlace,
  access: 'scoped',
  may: ({ actor, input }) =>
    keepsLenders(actor, input.tenantCode) ?? resides(actor, input.tenantCode),
  async run({ db, input, actor }) {
    const keeps = keepsLenders(actor, input.tenantCode) !== null
    const all = await listLenders(db)
    return ok({
      lenders: all.filter((lender) => lender.act === 'offered'),
      ended: keeps ? all.filter((lender) => lender.act === 'ended') : [],
    })
  },
})
