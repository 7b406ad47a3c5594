import { plainDateInChina } from '#kernel/clock.ts'
import { tell } from '#notices/message/commands.ts'
import { adultsOfHouseholds } from '#people/queries.ts'
import type { DividendContext } from '../model.ts'
import { yuan } from './notice.ts'

/** What is said; `tell_dividend_…` in the messages. */
type Kind = `dividend_${'announced' | 'corrected' | 'final' | 'paid' | 'returned'}`

interface Told {
  readonly kind: Kind
  readonly year: number
  /** Until when one may object, where one still may. */
  readonly endsAt?: string
  readonly reason?: string
}

/** Every adult of these households is told what their household's part is now. */
export async function tellLines(
  context: DividendContext,
  told: Told,
  lines: readonly { id: string; householdId: string; amountFen: number }[],
): Promise<void> {
  const { db, input, today, concern } = context
  const householdIds = lines.map((line) => line.householdId)
  for (const householdId of householdIds) concern(`household:${householdId}`)
  const which = { tenantCode: input.tenantCode, today, householdIds }
  const adults = await adultsOfHouseholds(db, which)
  const { kind, year, endsAt, reason } = told
  const messages = lines.flatMap((line) =>
    (adults.get(line.householdId) ?? []).map((personId) => ({
      ...{ personId, kind, subject: `line:${line.id}` },
      facts: {
        ...{ year, amount: yuan(line.amountFen), href: '/dividends' },
        ...(endsAt && { until: lastDayOf(endsAt) }),
        ...(reason && { reason }),
      },
    })),
  )
  await tell(context, messages)
}

/** The day whose end is the end of the notice. */
function lastDayOf(endsAt: string): string {
  return plainDateInChina(new Date(Date.parse(endsAt) - 1).toISOString())
}
