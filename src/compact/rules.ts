import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts'
import { defaultLintLimits, lintContent } from './linter/lint.ts'
import type { CompactRefusal, LintLimits, RuleBookContent, RuleItem } from './model.ts'
import { checkTable } from './tables/checking/rules.ts'

export { defaultLintLimits, lintContent } from './linter/lint.ts'

type Verdict = Refusal<CompactRefusal> | null

function firstRepeated(values: readonly string[]): string | null {
  return values.find((value, i) => values.indexOf(value) !== i) ?? null
}

function checkNames(content: RuleBookContent): Verdict {
  const keys = [...content.aspects, ...content.items].map((part) => part.key)
  const key = firstRepeated(keys)
  if (key) return refuse('compact.duplicate_key', { key })
  const clause = firstRepeated(content.items.map((item) => item.clause))
  if (clause) return refuse('compact.duplicate_clause', { clause })
  const known = new Set(content.aspects.map((aspect) => aspect.key))
  const stray = content.items.find((item) => !known.has(item.aspectKey))
  if (stray)
    return refuse('compact.unknown_aspect', { clause: stray.clause, aspect: stray.aspectKey })
  const used = new Set(content.items.filter((item) => !item.negative).map((i) => i.aspectKey))
  const empty = content.aspects.find((aspect) => !used.has(aspect.key))
  return empty ? refuse('compact.aspect_without_item', { aspect: empty.title.zh }) : null
}

function checkItem(item: RuleItem): Verdict {
  const { clause, minHundredths, maxHundredths, stepHundredths, capHundredths } = item
  if (minHundredths > maxHundredths || maxHundredths === 0)
    return refuse('compact.value_range_inverted', { clause })
  if (stepHundredths !== null && (maxHundredths - minHundredths) % stepHundredths !== 0)
    return refuse('compact.step_does_not_fit', { clause })
  if (capHundredths !== null && capHundredths < maxHundredths)
    return refuse('compact.cap_below_one_deed', { clause })
  return null
}

function checkBands(content: RuleBookContent): Verdict {
  const { bands, minimumHundredths } = content
  for (const [i, band] of bands.entries()) {
    const before = bands[i - 1]
    if (!before) continue
    if (band.stars <= before.stars || band.fromHundredths <= before.fromHundredths)
      return refuse('compact.bands_not_ascending', { stars: band.stars })
  }
  const lowest = bands[0]
  if (lowest && lowest.fromHundredths < minimumHundredths)
    return refuse('compact.bands_below_minimum', { stars: lowest.stars })
  const reach = content.aspects.reduce((sum, aspect) => sum + aspect.maxHundredths, 0)
  const far = bands.find((band) => band.fromHundredths > reach)
  return far
    ? refuse('compact.bands_out_of_reach', { stars: far.stars, points: reach / 100 })
    : null
}

/**
 * A rule book must hang together before anybody votes on it: names are unique, every line
 * belongs to an aspect, values fit their range and cap, tables ask what they answer, stars rise and can be reached.
 * Source: docs/governance.md requirements 4 and 6.
 */
export function validateContent(content: RuleBookContent): Result<RuleBookContent, CompactRefusal> {
  const names = checkNames(content)
  if (names) return names
  for (const item of content.items) {
    const verdict = checkItem(item) ?? checkTable(item)
    if (verdict) return verdict
  }
  return checkBands(content) ?? ok(content)
}

/**
 * A rule book with an unlawful line may be drafted and shown, but never adopted.
 * Source: Organic Law (2018 text) articles 27 and 36; docs/governance.md requirement 5.
 */
export function decideLawful(
  content: RuleBookContent,
  limits: LintLimits = defaultLintLimits,
): Result<RuleBookContent, CompactRefusal> {
  const prohibitions = lintContent(content, limits).filter((f) => f.severity === 'prohibition')
  const first = prohibitions[0]
  if (!first) return ok(content)
  const item = content.items.find((candidate) => candidate.key === first.itemKey)
  return refuse('compact.unlawful_items', {
    count: prohibitions.length,
    clause: item?.clause ?? '—',
    excerpt: first.excerpt,
  })
}
