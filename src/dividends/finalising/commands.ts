import { openAppealsOn } from '#appeals/queries.ts'
import { postTransfers } from '#journal/commands.ts'
import type { TransferOrder } from '#journal/model.ts'
import { defineCommand } from '#kernel/command.ts'
import { system } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { tellLines } from '../announcing/telling.ts'
import { type Dividend, type Line, OneDividend } from '../model.ts'
import { decideFinal } from '../rules.ts'
import { findDividend, finishDividend, lineIds, standingLines } from '../store.ts'

/**
 * Makes a dividend final whose notices have ended without an open objection: the pool becomes what
 * each household is to be paid, and the points it was reckoned by are used up.
 */
export const finalise = defineCommand({
  name: 'dividends.finalise',
  input: OneDividend,
  may: ({ actor }) => system(actor),
  async run(context) {
    const { db, input, now, envelopeId } = context
    const { tenantCode, dividendId } = input
    const dividend = await findDividend(db, tenantCode, dividendId)
    if (!dividend) return refuse('dividends.unknown_dividend')
    const lines = await standingLines(db, tenantCode, dividendId)
    const ids = await lineIds(db, tenantCode, dividendId)
    const open = await openAppealsOn(db, tenantCode, { kind: 'dividends.line', ids })
    const { state, endsAt } = dividend
    const decided = decideFinal({ state, endsAt, now, open: open.size })
    if (!decided.ok) return decided
    const posted = await postTransfers(context, lines.flatMap(ordersOf(dividend)))
    if (!posted.ok) return posted
    const done = await finishDividend(db, { tenantCode, id: dividendId, at: now, envelopeId })
    if (done !== lines.length) throw new Error('A line changed while its tenant was locked.')
    const due = lines.filter((line) => line.amountFen > 0)
    await tellLines(context, { kind: 'dividend_final', year: dividend.year }, due)
    context.concern(`dividend:${dividendId}`)
    return ok({ lines: lines.length })
  },
})

/** The money of a line to its household, and its points back to where they came from. */
const ordersOf =
  (dividend: Dividend) =>
  (line: Line): TransferOrder[] => {
    const clause = dividend.resolution!.reference
    const orders: TransferOrder[] = [
      {
        debit: { kind: 'dividend_pool', ownerId: null },
        credit: { kind: 'household_payable', ownerId: line.householdId },
        ...{ amount: line.amountFen, commodity: 'CNY', subject: `line:${line.id}`, clause },
      },
      {
        debit: { kind: 'household_dividend', ownerId: line.householdId },
        credit: { kind: 'dividend_issued', ownerId: null },
        ...{
          amount: line.pointsHundredths,
          commodity: 'POINT',
          subject: `line:${line.id}`,
          clause,
        },
      },
    ]
    return orders.filter((order) => order.amount > 0)
  }
