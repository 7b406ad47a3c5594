import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Sex } from '#people/model.ts'
import { readIdNumber } from '#people/sheet/id-number.ts'

export interface PersonFacts {
  readonly birthDate: string
  readonly sex: Sex
  readonly idNumber?: string | undefined
}

export type PersonFault =
  | 'people.birth_date_in_future'
  | 'people.id_number_wrong'
  | 'people.id_number_disagrees'

/**
 * Nobody is entered before they are born, nor under a number that cannot be theirs.
 * GB 11643-1999; Resident Identity Card Law, article 3.
 */
export function decidePersonFacts(facts: PersonFacts, today: string): Result<null, PersonFault> {
  if (facts.birthDate > today) {
    return refuse('people.birth_date_in_future', { birthDate: facts.birthDate })
  }
  if (!facts.idNumber) return ok(null)
  const known = readIdNumber(facts.idNumber, today)
  if (!known.ok) return refuse('people.id_number_wrong', { reason: known.code })
  if (known.value.birthDate !== facts.birthDate || known.value.sex !== facts.sex) {
    return refuse('people.id_number_disagrees', { birthDate: known.value.birthDate })
  }
  return ok(null)
}
