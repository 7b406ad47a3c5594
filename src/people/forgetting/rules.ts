import { ok, type Result, refuse } from '#kernel/result.ts'
import type { ForgettingFacts } from './model.ts'

export type ForgettingFault =
  | 'people.unknown_person'
  | 'people.already_forgotten'
  | 'people.still_on_books'
  | 'people.objection_open'
  | 'people.notice_hanging'

/**
 * Whoever has moved away or died can be forgotten on their own request or that of their heirs, but
 * not before everything about their household is settled that others may still object to.
 * Personal Information Protection Law, articles 19, 47 and 49.
 */
export function decideForgetting(facts: ForgettingFacts | null): Result<null, ForgettingFault> {
  if (!facts) return refuse('people.unknown_person')
  if (facts.forgottenAt) return refuse('people.already_forgotten', { at: facts.forgottenAt })
  if (!facts.closedOn || facts.cameBack) {
    return refuse('people.still_on_books', { name: facts.name })
  }
  if (facts.objectionOpen) return refuse('people.objection_open', { name: facts.name })
  if (facts.notice) return refuse('people.notice_hanging', { ...facts.notice })
  return ok(null)
}
