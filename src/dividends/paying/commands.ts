import { postTransfers, reverse } from '#journal/commands.ts'
import { type CommandContext, defineCommand } from '#kernel/command.ts'
import { holds, residenceOf, resides } from '#kernel/permission.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { adultsOfHouseholds } from '#people/queries.ts'
import { tellLines } from '../announcing/telling.ts'
import type { Dividend, DividendContext, DividendsRefusal } from '../model.ts'
import { findDividend } from '../store.ts'
import {
  EnterAccount,
  PayCash,
  type Payment,
  payers,
  RecordPayments,
  TakeBankFile,
} from './model.ts'
import { decideCash, decideRecorded, sendable } from './rules.ts'
import { insertFile, insertSteps, listPayments, type NewStep, replacePayee } from './store.ts'

/**
 * Enters the account a household's money goes to: an adult of the household, or an officer with the
 * household's word. Number and holder are sealed; of the number only the last four digits are shown.
 */
export const enterAccount = defineCommand({
  name: 'dividends.enter_account',
  input: EnterAccount,
  may: ({ actor, input }) => {
    const own = residenceOf(actor, input.tenantCode)?.householdId === input.householdId
    return own ? resides(actor, input.tenantCode) : holds(actor, input.tenantCode, payers)
  },
  async run(context) {
    const { db, input, today, now, actor, capacity, envelopeId, secrets, newId } = context
    const { tenantCode, householdId, bank, holder, number, word } = input
    const residence = residenceOf(actor, tenantCode)
    const adults = await adultsOfHouseholds(db, { tenantCode, today, householdIds: [householdId] })
    const own = residence?.householdId === householdId ? residence.personId : null
    if (own && !adults.get(householdId)?.includes(own)) return refuse('dividends.adults_only')
    if (!own && !word) return refuse('dividends.word_needed')
    const payee = {
      ...{ id: newId(), householdId, bank, word: word ?? null },
      ...{ holderSealed: secrets.seal(holder), numberSealed: secrets.seal(number) },
      numberTail: number.slice(-4),
    }
    const as = { tenantCode, at: now, personId: capacity.personId, envelopeId }
    await replacePayee(db, payee, as)
    context.concern(`household:${householdId}`)
    return ok({ numberTail: payee.numberTail })
  },
})

/** The payments of a dividend, once it is final; before that there is nothing to pay. */
async function paymentsOf({
  db,
  input,
}: DividendContext<{ dividendId: string }>): Promise<
  Result<{ dividend: Dividend; payments: Payment[] }, DividendsRefusal>
> {
  const { tenantCode, dividendId } = input
  const dividend = await findDividend(db, tenantCode, dividendId)
  if (!dividend) return refuse('dividends.unknown_dividend')
  if (dividend.state !== 'final') return refuse('dividends.not_final')
  return ok({ dividend, payments: await listPayments(db, tenantCode, dividendId) })
}

const written = ({ input, now, capacity, envelopeId }: CommandContext<{ tenantCode: string }>) => ({
  ...{ tenantCode: input.tenantCode, at: now, personId: capacity.personId, envelopeId },
})

const stepOf = (
  context: DividendContext,
  payment: Payment,
  facts: Pick<NewStep, 'kind'> & Partial<NewStep>,
): NewStep => ({
  ...{ id: context.newId(), lineId: payment.lineId, position: (payment.last?.position ?? 0) + 1 },
  ...{ fileId: null, payeeId: null, note: null, transferId: null, ...facts },
})

/** Takes all that waits and has an account as a list for the bank, with the reason on record. */
export const takeBankFile = defineCommand({
  name: 'dividends.take_bank_file',
  input: TakeBankFile,
  may: ({ actor, input }) => holds(actor, input.tenantCode, payers),
  async run(context) {
    const { db, input, newId } = context
    const found = await paymentsOf(context)
    if (!found.ok) return found
    const going = sendable(found.value.payments)
    if (going.length === 0) return refuse('dividends.nothing_to_send')
    const { dividendId, reason } = input
    const fileId = newId()
    await insertFile(db, { id: fileId, dividendId, reason }, written(context))
    const steps = going.map((payment) =>
      stepOf(context, payment, { kind: 'sent', fileId, payeeId: payment.payeeId }),
    )
    await insertSteps(db, steps, written(context))
    for (const { householdId } of going) context.concern(`household:${householdId}`)
    return ok({ fileId, lines: going.length })
  },
})

/** Moves the money out of what the household is to be paid; answers the transfers in order. */
function payOut(context: DividendContext, payments: readonly Payment[], clause: string) {
  return postTransfers(
    context,
    payments.map(({ lineId, householdId, amountFen }) => ({
      debit: { kind: 'household_payable', ownerId: householdId },
      credit: { kind: 'dividend_paid', ownerId: null },
      ...{ amount: amountFen, commodity: 'CNY', subject: `payment:${lineId}`, clause },
    })),
  )
}

/** Writes down what the bank did: paid, or sent back with a reason; the households are told. */
export const recordPayments = defineCommand({
  name: 'dividends.record_payments',
  input: RecordPayments,
  may: ({ actor, input }) => holds(actor, input.tenantCode, payers),
  async run(context) {
    const { db, input } = context
    const { lineIds, outcome, note } = input
    const found = await paymentsOf(context)
    if (!found.ok) return found
    const meant = decideRecorded(found.value.payments, { lineIds, outcome, note })
    if (!meant.ok) return meant
    const isPaid = outcome === 'paid'
    const paid = meant.value.filter((one) => one.last?.kind === 'paid')
    const moved = isPaid
      ? await payOut(context, meant.value, 'bank')
      : await reverse(
          context,
          paid.flatMap((one) => one.last?.transferId ?? []),
          'returned',
        )
    if (!moved.ok) return moved
    const moving = isPaid ? meant.value : paid
    const transfers = new Map(moving.map((one, index) => [one.lineId, moved.value[index]!]))
    const steps = meant.value.map((payment) =>
      stepOf(context, payment, {
        ...{ kind: outcome, note: note ?? null, transferId: transfers.get(payment.lineId) ?? null },
      }),
    )
    await insertSteps(db, steps, written(context))
    await tellPaid(context, found.value.dividend, { outcome, note, payments: meant.value })
    return ok({ lines: steps.length })
  },
})

interface ToldOf {
  readonly outcome: 'paid' | 'returned'
  readonly note?: string | undefined
  readonly payments: readonly Payment[]
}

function tellPaid(context: DividendContext, dividend: Dividend, of: ToldOf): Promise<void> {
  const lines = of.payments.map((one) => ({ ...one, id: one.lineId }))
  const kind = `dividend_${of.outcome}` as const
  return tellLines(
    context,
    { kind, year: dividend.year, ...(of.note && { reason: of.note }) },
    lines,
  )
}

/** Writes down cash that was counted out at the counter, with how it was signed for. */
export const payCash = defineCommand({
  name: 'dividends.pay_cash',
  input: PayCash,
  may: ({ actor, input }) => holds(actor, input.tenantCode, payers),
  async run(context) {
    const { db, input } = context
    const found = await paymentsOf(context)
    if (!found.ok) return found
    const decided = decideCash(found.value.payments, input.lineId)
    if (!decided.ok) return decided
    const payment = decided.value
    const posted = await payOut(context, [payment], 'cash')
    if (!posted.ok) return posted
    const step = { kind: 'cash' as const, note: input.signature, transferId: posted.value[0]! }
    await insertSteps(db, [stepOf(context, payment, step)], written(context))
    await tellPaid(context, found.value.dividend, { outcome: 'paid', payments: [payment] })
    return ok({ amountFen: payment.amountFen })
  },
})
