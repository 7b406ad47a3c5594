import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Definition } from './catalogue.ts'
import type { Decision, InForce, SettingContent, SettingsRefusal } from './model.ts'

/** How far ahead a setting may be decided. */
const farthestDays = 731

/**
 * What the nearest place decided holds, and of its decisions the latest that has begun.
 * Source: house rule 2.
 */
export function inForce(decisions: readonly Decision[], day: string): Decision | null {
  const begun = decisions.filter((decision) => decision.validFrom <= day)
  return begun.reduce<Decision | null>(
    (best, next) => (best && !goesBefore(next, best) ? best : next),
    null,
  )
}

function goesBefore(next: Decision, best: Decision): boolean {
  if (next.distance !== best.distance) return next.distance < best.distance
  return next.validFrom > best.validFrom
}

/** Where nothing was decided, the default of the catalogue holds, with its own source. */
export function orFallback(decision: Decision | null, definition: Definition): InForce {
  if (!decision) {
    const { fallback, source, verified } = definition
    return { value: fallback, source, verified, tenantCode: null, validFrom: null }
  }
  const { value, source, verified, tenantCode, validFrom } = decision
  return { value, source, verified, tenantCode, validFrom }
}

/** A setting takes only values within its bounds; a notice, for instance, never runs under 5 days. */
export function decideValue(
  definition: Definition,
  given: SettingContent,
): Result<SettingContent, SettingsRefusal> {
  const { min, max } = definition
  if (definition.kind === 'text') {
    const read = definition.schema.safeParse(String(given))
    return read.success ? ok(read.data) : refuse('settings.text_too_long', { max })
  }
  if (definition.kind === 'choice') {
    const chosen = definition.schema.safeParse(given)
    return chosen.success ? ok(chosen.data) : refuse('settings.not_a_choice', { given })
  }
  const number = typeof given === 'number' ? given : Number(given.trim() || Number.NaN)
  if (!Number.isFinite(number)) return refuse('settings.not_a_number', { given: String(given) })
  const read = definition.schema.safeParse(number)
  return read.success
    ? ok(read.data)
    : refuse('settings.out_of_bounds', { min, max, given: number })
}

/**
 * A rule never holds for days that are already past.
 * Source: Legislation Law (立法法) art. 104 by analogy; house rule 2.
 */
export function decideBeginning(validFrom: string, today: string): Result<null, SettingsRefusal> {
  if (validFrom < today) return refuse('settings.retroactive', { today })
  const days = (Date.parse(validFrom) - Date.parse(today)) / 86_400_000
  return days > farthestDays ? refuse('settings.date_too_far', { days: farthestDays }) : ok(null)
}
