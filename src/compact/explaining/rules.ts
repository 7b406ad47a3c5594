import { ok, type Result, refuse } from '#kernel/result.ts'
import { tableTexts } from '../linter/table-texts.ts'
import type { CompactRefusal, ContentFinding, RuleBookContent } from '../model.ts'
import type { FindingReason } from './model.ts'

/** What a finding is about: an item, an aspect, or (empty) the whole rule book. */
export const partOf = (finding: Pick<ContentFinding, 'itemKey' | 'aspectKey'>): string =>
  finding.itemKey ?? finding.aspectKey ?? ''

/** The reason given last for these words; other words need another reason. */
export function reasonFor(
  finding: ContentFinding,
  reasons: readonly FindingReason[],
): FindingReason | null {
  const given = reasons.findLast(
    ({ part, code, excerpt }) =>
      part === partOf(finding) && code === finding.code && excerpt === finding.excerpt,
  )
  return given ?? null
}

/** Warnings that nobody has given a reason for yet. */
export function unexplained(
  findings: readonly ContentFinding[],
  reasons: readonly FindingReason[],
): ContentFinding[] {
  return findings.filter((one) => one.severity === 'warning' && !reasonFor(one, reasons))
}

/**
 * What the check warns of may stay in a rule book where somebody says why, for all to read; what
 * the law keeps out stays out, whatever the reason.
 * Source: docs/governance.md requirement 5; our own rule for warnings.
 */
export function decideExplained(
  content: RuleBookContent,
  findings: readonly ContentFinding[],
  reasons: readonly FindingReason[],
): Result<null, CompactRefusal> {
  const silent = unexplained(findings, reasons)
  const first = silent[0]
  if (!first) return ok(null)
  const item = content.items.find((one) => one.key === first.itemKey)
  const aspect = content.aspects.find((one) => one.key === first.aspectKey)
  const place = item?.clause ?? aspect?.title.zh ?? content.title.zh
  return refuse('compact.finding_unexplained', { place, count: silent.length })
}

/** The reasons that are still about the words of a version: the last of each, where it is not gone. */
export function standingReasons(
  content: RuleBookContent,
  reasons: readonly FindingReason[],
): FindingReason[] {
  return reasons.filter(({ part, code, excerpt }, at) => {
    const later = reasons.slice(at + 1)
    if (later.some((one) => one.part === part && one.code === code)) return false
    const words = wordsOf(content, part)
    return words?.some((text) => text.includes(excerpt)) ?? false
  })
}

/** The Chinese of an item, an aspect or the whole book; null where there is no such part. */
function wordsOf(content: RuleBookContent, part: string): string[] | null {
  if (part === '') return [content.title.zh, content.about.zh]
  const item = content.items.find((one) => one.key === part)
  if (item) {
    const { title, description, byAbility, basis } = item
    const texts = [title, description, byAbility, basis]
    return [...texts.flatMap((text) => (text ? [text.zh] : [])), ...tableTexts(item)]
  }
  const aspect = content.aspects.find((one) => one.key === part)
  return aspect ? [aspect.title.zh] : null
}
