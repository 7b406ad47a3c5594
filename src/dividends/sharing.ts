import { standingOf } from '#journal/queries.ts'
import type { Secrets } from '#kernel/secrets.ts'
import type { Db } from '#kernel/tables.ts'
import { participatingHouseholds } from '#people/queries.ts'

/** A household's part of what is to be split, with the number it has in the public table. */
export interface HouseholdShare {
  readonly householdId: string
  readonly code: string
  readonly consentedName: string | null
  readonly pointsHundredths: number
  readonly number: number
}

interface Sharing {
  readonly db: Db
  readonly secrets: Secrets
  readonly today: string
  readonly input: { readonly tenantCode: string }
}

/**
 * The households that take part and have points in their dividend account, as they stand now. Their
 * numbers follow from a keyed hash, so that the order of the table gives nothing away.
 */
export async function sharesNow(
  { db, secrets, today, input }: Sharing,
  dividendId: string,
): Promise<HouseholdShare[]> {
  const { tenantCode } = input
  const accounts = await standingOf(db, tenantCode, 'household_dividend')
  const points = new Map(accounts.map((account) => [account.ownerId, account.posted]))
  const taking = await participatingHouseholds(db, tenantCode, today)
  return taking
    .filter(({ householdId }) => points.has(householdId))
    .map(({ householdId, code, consentedName }) => ({
      ...{ householdId, code, consentedName, pointsHundredths: points.get(householdId)! },
      place: secrets.digest(`dividend/${dividendId}/${householdId}`),
    }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ place: _, ...share }, index) => ({ ...share, number: index + 1 }))
}
