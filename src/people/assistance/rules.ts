import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Person } from '#people/model.ts'
import { isAdult } from '#people/rules.ts'
import type { AssistanceMethod } from './model.ts'

export interface AssistanceFacts {
  readonly helped: Person
  readonly method: AssistanceMethod
  readonly helperPersonIds: readonly string[]
  /** People of the helper's own household. */
  readonly helperHousehold: ReadonlySet<string>
  readonly witness: Person | null
  readonly cardFits: boolean
  /** The helper keeps the roster and holds the signed paper. */
  readonly helperKeepsRoster: boolean
  readonly today: string
}

export type AssistanceFault =
  | 'people.same_person'
  | 'people.person_closed'
  | 'people.minor'
  | 'people.passbook_code_wrong'
  | 'people.witness_needed'
  | 'people.witness_unfit'

/**
 * Whoever helps shows that the other wants it: by that person's own card, by a signed paper in the
 * office, or by a grown-up witness from another household who heard it. House rule 8;
 * Civil Code, articles 161 to 165.
 */
export function decideAssistance(facts: AssistanceFacts): Result<null, AssistanceFault> {
  const { helped, helperPersonIds, today } = facts
  if (helperPersonIds.includes(helped.id)) return refuse('people.same_person')
  if (helped.closedOn) return refuse('people.person_closed', { name: helped.name })
  if (!isAdult(helped.birthDate, today)) return refuse('people.minor', { name: helped.name })
  if (facts.method === 'passbook_code') {
    return facts.cardFits ? ok(null) : refuse('people.passbook_code_wrong')
  }
  if (facts.method === 'paper' && facts.helperKeepsRoster) return ok(null)
  if (!facts.witness) return refuse('people.witness_needed')
  return isFitWitness(facts.witness, facts) ? ok(null) : refuse('people.witness_unfit')
}

/** Any grown-up of the village but the two themselves and those who live with the helper. */
function isFitWitness(witness: Person, facts: AssistanceFacts): boolean {
  const near = [...facts.helperPersonIds, ...facts.helperHousehold, facts.helped.id]
  return !witness.closedOn && !near.includes(witness.id) && isAdult(witness.birthDate, facts.today)
}
