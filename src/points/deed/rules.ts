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
 * A household learns every officer's name, but not who praised it, nor who spoke for them, and not
 * how each member of the review group voted. Those who see the deed by their post learn all names;
 * whoever praised knows their own. House rules 8 and 10.
 */
export function decideNaming(
  step: StepTaken,
  reader: { readonly official: boolean; readonly declared: boolean },
): { readonly named: boolean; readonly post: string } {
  const praise = step.declarer === 'neighbour' && praising.includes(step.kind)
  const hidden = votes.includes(step.kind) || (praise && !reader.declared)
  const named = reader.official || !hidden
  return { named, post: praise && !named ? 'neighbour' : step.post }
}
