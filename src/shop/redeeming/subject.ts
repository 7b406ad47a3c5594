import type { AppealSubject, SubjectContext } from '#kernel/module.ts'
import { ok, refuse } from '#kernel/result.ts'
import { takeBack } from './reversing.ts'
import { findRedemption } from './store.ts'

/**
 * A purchase entered for a household can be objected to. Upheld, it is taken back as a whole:
 * points to the household, money to the pool, goods to the shelf.
 */
export const redemptionSubject: AppealSubject = {
  kind: 'shop.redemption',
  async describe({ db, input }: SubjectContext) {
    const one = await findRedemption(db, input.tenantCode, input.subjectId)
    if (!one || one.state === 'reversed') return null
    const goods = one.lines.map((line) => `${line.name.zh} × ${line.quantity}`).join('、')
    return {
      householdId: one.householdId,
      notice: null,
      deciders: one.redeemedBy ? [one.redeemedBy] : [],
      title: `${one.number} · ${goods}`,
    }
  },
  async uphold(context) {
    const { db, input } = context
    const one = await findRedemption(db, input.tenantCode, input.subjectId)
    if (!one) return refuse('shop.unknown_redemption')
    if (one.state === 'reversed') return refuse('shop.already_reversed')
    const done = await takeBack(context, one, { kind: 'upheld', side: 'appeal' })
    if (!done.ok) return done
    return ok({ before: { paidPoints: one.paidPoints }, after: { paidPoints: 0 } })
  },
}
