import { ok, type Result, refuse } from '#kernel/result.ts'
import type { CompactRefusal, RuleBookContent } from '../model.ts'
import { decideLawful, validateContent } from '../rules.ts'
import type { Resolution } from '../store.ts'

export interface Adoption {
  readonly effectiveFrom: string
  readonly resolution: Resolution
  readonly today: string
}

/**
 * A rule book comes into force by a resolution with quorum and majority, without any unlawful item,
 * and only for days to come. Quorum of the villagers' assembly: more than half of those entitled;
 * of the representative assembly: two thirds; both decide by more than half of those present.
 * Source: Villagers' Committee Organic Law (2018 text) articles 22 and 26, verify after the 2025
 * amendment; governance handbook 6 no. 4 (nothing retroactive).
 */
export function decideAdoption(
  content: RuleBookContent,
  adoption: Adoption,
): Result<null, CompactRefusal> {
  const valid = validateContent(content)
  if (!valid.ok) return valid
  const lawful = decideLawful(content)
  if (!lawful.ok) return lawful
  const { resolution, effectiveFrom, today } = adoption
  if (resolution.heldOn > today)
    return refuse('compact.resolution_in_future', { heldOn: resolution.heldOn })
  if (effectiveFrom < today) return refuse('compact.retroactive', { effectiveFrom })
  return decideVote(resolution)
}

function decideVote(resolution: Resolution): Result<null, CompactRefusal> {
  const { entitled, present, agreed } = resolution
  const quorate =
    resolution.body === 'villagers_assembly' ? present * 2 > entitled : present * 3 >= entitled * 2
  if (present > entitled || agreed > present) return refuse('compact.vote_impossible')
  if (!quorate) return refuse('compact.not_quorate', { entitled, present })
  if (agreed * 2 <= present) return refuse('compact.not_carried', { present, agreed })
  return ok(null)
}
