import { ok, refuse } from '#kernel/result.ts'
import type { Candidate, Organisation, PartyMember } from '../model.ts'
import { type AppointFacts, checkPerson, type Decision, decideNear, overlap } from '../rules.ts'

/** Party members without office belong to a party branch, from a day on; one membership at a time. */
export function decideJoin(
  wish: { personId: string; since: string },
  facts: {
    body: Organisation
    person: Candidate | null
    members: readonly PartyMember[]
    today: string
  },
): Decision {
  if (facts.body.kind !== 'party_branch') return refuse('organisations.not_a_party_branch')
  const able = [
    checkPerson({ ...wish, post: 'secretary' }, { person: facts.person } as AppointFacts),
    decideNear(wish.since, facts.today),
  ].find((found) => !found.ok)
  if (able) return able
  const member = facts.members.find(
    (other) => other.personId === wish.personId && overlap(other, wish),
  )
  return member ? refuse('organisations.already_member', { name: member.name }) : ok(null)
}

/** A membership that has not ended can be ended, not before it began. */
export function decideLeave(member: PartyMember, until: string, today: string): Decision {
  if (member.until !== null)
    return refuse('organisations.membership_ended', { until: member.until })
  if (until < member.since) return refuse('organisations.term_inverted')
  return decideNear(until, today)
}
