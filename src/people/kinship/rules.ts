import type { KinshipKind, Living, Tie } from './model.ts'

/**
 * Nobody decides about their own household or about a household in which a near relative lives:
 * two people are kept apart when they live together, or when somebody of the one household is
 * recorded as kin of somebody of the other. It holds in both directions.
 * docs/governance.md 6, item 8; Civil Servants Law, article 74 (by analogy).
 */
export function relativesWithin(
  personId: string,
  facts: { ties: readonly Tie[]; living: readonly Living[] },
): ReadonlySet<string> {
  const houses = gather(facts.living.map((l) => [l.personId, l.householdId]))
  const homes = gather(facts.living.map((l) => [l.householdId, l.personId]))
  const kin = gather(
    facts.ties.flatMap((t) => [
      [t.personId, t.relativeId],
      [t.relativeId, t.personId],
    ]),
  )
  const atHome = (ids: Iterable<string>) => {
    const all = new Set(ids)
    for (const id of ids) {
      for (const house of houses.get(id) ?? [])
        for (const other of homes.get(house) ?? []) all.add(other)
    }
    return all
  }
  const own = atHome([personId])
  const related = new Set([...own].flatMap((id) => [...(kin.get(id) ?? [])]))
  const all = new Set([...own, ...atHome([...related])])
  all.delete(personId)
  return all
}

/** The households in which somebody or their relatives live: whoever decides stays out of them. */
export function householdsWithin(
  personId: string,
  facts: { ties: readonly Tie[]; living: readonly Living[] },
): ReadonlySet<string> {
  const relatives = relativesWithin(personId, facts)
  const near = facts.living.filter((l) => l.personId === personId || relatives.has(l.personId))
  return new Set(near.map((l) => l.householdId))
}

function gather(pairs: readonly (readonly string[])[]): Map<string, Set<string>> {
  const map = new Map<string, Set<string>>()
  for (const [key, value] of pairs as [string, string][]) {
    const set = map.get(key)
    if (set) set.add(value)
    else map.set(key, new Set([value]))
  }
  return map
}

/** Seen from the other side a child is a parent; the other ties are the same from both sides. */
export function reverseOf(relation: KinshipKind): KinshipKind {
  if (relation === 'parent') return 'child'
  return relation === 'child' ? 'parent' : relation
}
