/** A step as far as its naming goes. */
export interface StepTaken {
  readonly kind: string
  readonly post: string
  /** `villager`, `neighbour` or the declarer's post: of the deed. */
  readonly declarer: string
}

const votes: readonly string[] = ['voted_for', 'voted_against']
const praising: readonly string[] = ['declared', 'amended', 'withdrawn']

/**
 * A household learns everybody who decided about it, each member of the review group with their
 * vote, but not who praised it, nor who spoke for them. Those who see the deed by their post learn
 * all names; whoever praised knows their own, and no more than the post of those who voted.
 * Source: house rules 8 and 10; docs/decisions/0007.
 */
export function decideNaming(
  step: StepTaken,
  reader: { readonly own: boolean; readonly official: boolean; readonly declared: boolean },
): { readonly named: boolean; readonly post: string } {
  const praise = step.declarer === 'neighbour' && praising.includes(step.kind)
  const vote = votes.includes(step.kind) && !reader.own
  const named = reader.official || !(vote || (praise && !reader.declared))
  return { named, post: praise && !named ? 'neighbour' : step.post }
}
