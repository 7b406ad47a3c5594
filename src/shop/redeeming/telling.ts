import { tell } from '#notices/message/commands.ts'
import type { MessageFacts } from '#notices/model.ts'
import { adultsOfHouseholds } from '#people/queries.ts'
import type { ShopContext } from '../model.ts'

/** Tells every grown-up of a household what was done with its points. */
export async function tellHousehold(
  context: ShopContext,
  householdId: string,
  message: { readonly kind: string; readonly facts: MessageFacts },
): Promise<void> {
  const { db, input, today } = context
  const which = { tenantCode: input.tenantCode, today, householdIds: [householdId] }
  const adults = (await adultsOfHouseholds(db, which)).get(householdId) ?? []
  const subject = `household:${householdId}`
  await tell(
    context,
    adults.map((personId) => ({ personId, subject, ...message })),
  )
}
