import { sha256 } from '#kernel/digest.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { OversightRefusal } from '../model.ts'
import type { Sampled, Sampling } from './model.ts'

/**
 * The lot is no chance: drawn are the deeds with the smallest SHA-256 of "seed/deed id", so that
 * anybody with the seed and the ids draws the same. Source: docs/governance.md 6 and 7 (random audit).
 */
export function drawDeeds(seed: string, ids: readonly string[], wanted: number): string[] {
  const lots = ids.map((id) => ({ id, lot: sha256(`${seed}/${id}`) }))
  lots.sort((a, b) => (a.lot < b.lot ? -1 : 1))
  return lots.slice(0, wanted).map((one) => one.id)
}

/** What holds fast which deeds were in the drum: SHA-256 of their ids, in order, a line each. */
export function listHashOf(ids: readonly string[]): string {
  return sha256([...ids].sort().join('\n'))
}

/** A second look is taken once, by somebody who had no hand in the deed and is no kin. House rule 10. */
export function decideFinding(
  sampled: Sampled | undefined,
  standing: { readonly hand: boolean; readonly kin: boolean },
): Result<Sampled, OversightRefusal> {
  if (!sampled) return refuse('oversight.unknown_check')
  if (sampled.finding) return refuse('oversight.already_checked')
  if (standing.hand) return refuse('oversight.same_hand')
  return standing.kin ? refuse('oversight.recused') : ok(sampled)
}

/** The seed is published once every drawn deed has its finding: before that nobody could be surprised. */
export function decidePublishing(
  sampling: Pick<Sampling, 'drawnAt' | 'publishedAt'>,
  sampled: readonly Sampled[],
): Result<null, OversightRefusal> {
  if (!sampling.drawnAt) return refuse('oversight.not_drawn')
  if (sampling.publishedAt) return refuse('oversight.already_published')
  const open = sampled.filter((one) => !one.finding).length
  return open > 0 ? refuse('oversight.checks_open', { count: open }) : ok(null)
}
