import type { Living, Tie } from '../kinship/model.ts'
import { householdsWithin, relativesWithin } from '../kinship/rules.ts'

/**
 * The households of somebody's kin's kin: near enough for favour, too far for recusal. Their own
 * and their kin's households, where recusal keeps them away, belong to it as well, in case a tie
 * was recorded only afterwards. docs/governance.md 6, item 8.
 */
export function kinHouseholdsOf(
  personId: string,
  facts: { ties: readonly Tie[]; living: readonly Living[] },
): ReadonlySet<string> {
  const near = [personId, ...relativesWithin(personId, facts)]
  return new Set(near.flatMap((id) => [...householdsWithin(id, facts)]))
}
