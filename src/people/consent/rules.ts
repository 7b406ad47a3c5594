import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Person } from '#people/model.ts'
import { isAdult } from '#people/rules.ts'

/**
 * Each adult says yes or no for themself; for a minor nobody can say yes, because minors appear on
 * no list. Personal Information Protection Law, articles 14, 25 and 31.
 */
export function decideConsent(
  person: Person,
  today: string,
): Result<null, 'people.minor' | 'people.person_closed'> {
  if (person.closedOn) return refuse('people.person_closed', { name: person.name })
  if (!isAdult(person.birthDate, today)) return refuse('people.minor', { name: person.name })
  return ok(null)
}

/**
 * A signature on the roster counts once: after somebody has withdrawn, only a later signature
 * counts again, never the same sheet. Personal Information Protection Law, article 15.
 */
export function maySignatureCount(facts: {
  readonly signedOn: string | null
  /** Plain date of the last withdrawal, if there was one. */
  readonly withdrawnOn: string | null
}): boolean {
  if (!facts.withdrawnOn) return true
  return facts.signedOn !== null && facts.signedOn > facts.withdrawnOn
}
