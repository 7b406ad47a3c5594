import type {
  ContentFinding,
  LintContext,
  LintField,
  LintFinding,
  LintLimits,
  RuleBookContent,
  RuleItem,
} from '../model.ts'
import { type LawKey, law } from './law.ts'
import { readSentences } from './reading.ts'
import { type Leaning, relate } from './relate.ts'
import { checkStructure } from './structure.ts'
import { tableTexts } from './table-texts.ts'
import type { TopicRule } from './topic.ts'
import { benefits } from './topics-benefits.ts'
import { family } from './topics-family.ts'
import { liberties } from './topics-liberties.ts'
import { money } from './topics-money.ts'
import { person } from './topics-person.ts'
import { pressure } from './topics-pressure.ts'

export const topicRules: readonly TopicRule[] = [
  ...money,
  ...benefits,
  ...liberties,
  ...pressure,
  ...family,
  ...person,
]

/** Our own ceilings, to be confirmed by each village (docs/governance.md 1.4: none was found). */
export const defaultLintLimits: LintLimits = {
  deductionPerItemHundredths: 500,
  deductionPerCycleHundredths: 2000,
  withoutEvidenceHundredths: 300,
}

const neither: Leaning = { punishes: false, rewards: false }

function basisOf(keys: readonly LawKey[]) {
  return keys.map((key) => law[key])
}

/**
 * A village may not put into its rules what the law keeps out of them; each sentence is read for
 * a protected interest next to a sanction or a reward. At most one finding per topic.
 * Source: docs/governance.md 2.2, 1.9 and requirement 5.
 */
export function lintText(
  text: string,
  leaning: Leaning = neither,
  field: LintField = 'text',
): LintFinding[] {
  const sentences = readSentences(text)
  const findings: LintFinding[] = []
  for (const rule of topicRules) {
    const finding = firstFinding(rule, sentences, { text, leaning, field })
    if (finding) findings.push(finding)
  }
  return findings
}

function firstFinding(
  rule: TopicRule,
  sentences: ReturnType<typeof readSentences>,
  from: { text: string; leaning: Leaning; field: LintField },
): LintFinding | null {
  for (const sentence of sentences) {
    for (const relation of rule.relations) {
      const span = relate(relation, sentence, from.leaning)
      if (!span) continue
      const start = sentence.places[span.start] ?? 0
      const end = (sentence.places[span.end - 1] ?? start) + 1
      return {
        code: rule.code,
        severity: rule.severity,
        messageKey: `compact_lint_${rule.code}`,
        field: from.field,
        excerpt: from.text.slice(start, end),
        span: { start, end },
        legalBasis: basisOf(rule.laws),
      }
    }
  }
  return null
}

/** The Chinese of an item is what binds, so the Chinese is read: title, then description. */
function lintWords(item: RuleItem): LintFinding[] {
  const leaning = { punishes: item.negative, rewards: !item.negative }
  const found = [
    ...lintText(item.title.zh, leaning, 'title'),
    ...lintText(item.description.zh, leaning, 'description'),
    ...(item.byAbility ? lintText(item.byAbility.zh, neither, 'byAbility') : []),
    ...(item.basis ? lintText(item.basis.zh, neither, 'basis') : []),
    ...tableTexts(item).flatMap((text) => lintText(text, leaning, 'table')),
  ]
  return found.filter((finding, i) => found.findIndex((other) => other.code === finding.code) === i)
}

/** One line of a rule book is checked for what it says and for how it is built. */
export function lintItem(item: RuleItem, context: LintContext): LintFinding[] {
  const built = checkStructure(item, context).map(
    (finding): LintFinding => ({
      code: finding.code,
      severity: finding.severity,
      messageKey: `compact_lint_${finding.code}`,
      field: 'item',
      excerpt: '',
      span: null,
      legalBasis: basisOf(finding.laws),
    }),
  )
  return [...lintWords(item), ...built]
}

function lintDeductions(content: RuleBookContent, limits: LintLimits): ContentFinding[] {
  const total = content.items
    .filter((item) => item.negative)
    .reduce((sum, item) => sum + (item.capHundredths ?? item.maxHundredths), 0)
  if (total <= limits.deductionPerCycleHundredths) return []
  return [
    {
      code: 'deduction_cap',
      severity: 'prohibition',
      messageKey: 'compact_lint_deduction_cap',
      field: 'item',
      excerpt: '',
      span: null,
      legalBasis: basisOf(['villageRules']),
      itemKey: null,
      aspectKey: null,
    },
  ]
}

/** A rule book is checked line by line, with its name, its aspects and all its deductions. */
export function lintContent(
  content: RuleBookContent,
  limits: LintLimits = defaultLintLimits,
): ContentFinding[] {
  const context = { aspects: content.aspects, limits }
  const own = { itemKey: null, aspectKey: null }
  const name = [
    ...lintText(content.title.zh, neither, 'title'),
    ...lintText(content.about.zh, neither, 'about'),
  ].map((finding) => ({ ...finding, ...own }))
  const aspects = content.aspects.flatMap((aspect) =>
    lintText(aspect.title.zh, { punishes: false, rewards: true }, 'title').map((finding) => ({
      ...finding,
      itemKey: null,
      aspectKey: aspect.key,
    })),
  )
  const items = content.items.flatMap((item) =>
    lintItem(item, context).map((finding) => ({
      ...finding,
      itemKey: item.key,
      aspectKey: item.aspectKey,
    })),
  )
  return [...name, ...aspects, ...items, ...lintDeductions(content, limits)]
}
