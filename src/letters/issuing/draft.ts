import type { Secrets } from '#kernel/secrets.ts'
import type { Db } from '#kernel/tables.ts'
import { findLender } from '#letters/lender/store.ts'
import { type Facts, isHouseholdFact, type Lender } from '#letters/model.ts'
import { factsOf } from '#letters/rules.ts'
import { sayableOf } from '#letters/writing/sayable.ts'
import { answersTo, type LetterTable } from '#letters/writing/store.ts'

/** What would stand in a letter if it were issued now. */
export interface Draft {
  readonly lender: Lender
  readonly purpose: string
  readonly facts: Facts
  /** Whether everybody the household's facts are also about has said yes. */
  readonly allAgree: boolean
  /** The adults whose facts would stand in it. */
  readonly shownIds: readonly string[]
}

/** Works out a draft anew from the records of today and the last answers. */
export async function draftOf(
  { db, secrets, today }: { db: Db; secrets: Secrets; today: string },
  letter: LetterTable,
): Promise<Draft> {
  const { tenant_code: tenantCode, person_id: personId } = letter
  const { sayable, others, householdId } = await sayableOf(db, { tenantCode, today, personId })
  const words = await answersTo(db, tenantCode, letter.id)
  // Who moves out has left the household's facts behind.
  const stays = householdId === letter.household_id
  const allAgree = stays && others.every((other) => words.get(other) === true)
  const chosen = { facts: letter.facts, cycleIds: letter.cycle_ids, allAgree }
  const facts = factsOf(sayable, chosen)
  return {
    lender: (await findLender(db, letter.lender_id))!,
    purpose: secrets.open(letter.purpose_sealed!),
    ...{ facts, allAgree: allAgree || !letter.facts.some(isHouseholdFact) },
    shownIds: facts.cycles ? [personId, ...others] : [personId],
  }
}
