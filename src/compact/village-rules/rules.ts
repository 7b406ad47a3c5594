import { addDays } from '#kernel/clock.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { decideVote } from '../adoption/rules.ts'
import { lintText } from '../linter/lint.ts'
import type { CompactRefusal, Resolution, VoteNumbers } from '../model.ts'
import {
  clauseLimit,
  type RulesFinding,
  type RulesStage,
  type RulesStep,
  type VillageRulesContent,
  type WarningReason,
  type WriteRules,
} from './model.ts'

/** Clauses are numbered by their place; a number somebody typed before one is left out. */
function clausesIn(text: string): string[] {
  const typed = /^(?:第\s*[一二三四五六七八九十百零〇\d]+\s*条|\d+\s*[.、．])[\s\u3000：:、]*/
  const lines = text.split(/\r?\n/).map((line) => line.trim().replace(typed, ''))
  return lines.filter((line) => line !== '')
}

/**
 * Village rules are written clause by clause, one paragraph each; the English follows the Chinese
 * clause by clause or is left out. Source: our own way of writing them down.
 */
export function contentOf(typed: WriteRules): Result<VillageRulesContent, CompactRefusal> {
  const [zh, en] = [clausesIn(typed.textZh), clausesIn(typed.textEn)]
  if (en.length > 0 && en.length !== zh.length)
    return refuse('compact.english_does_not_match', { zh: zh.length, en: en.length })
  const clauses = zh.map((text, at) => ({ number: at + 1, text: { zh: text, en: en[at] ?? '' } }))
  const long = clauses.find(
    ({ text }) => text.zh.length > clauseLimit || text.en.length > 2 * clauseLimit,
  )
  if (long) return refuse('compact.clause_too_long', { clause: long.number, most: clauseLimit })
  return ok({ title: typed.title, clauses })
}

/**
 * Every clause, and the title, is read for what the law keeps out of village rules.
 * Source: docs/governance.md 2.2; Organic Law (2018 text) articles 27 and 36.
 */
export function lintRules(content: VillageRulesContent): RulesFinding[] {
  const parts = [{ number: 0, text: content.title }, ...content.clauses]
  return parts.flatMap(({ number, text }) =>
    lintText(text.zh).map((finding) => ({ ...finding, clause: number })),
  )
}

/** Unlawful clauses are never put before villagers, the township or a meeting; nothing overrides it. */
export function decideUnopposed(content: VillageRulesContent): Result<null, CompactRefusal> {
  const found = lintRules(content).filter((one) => one.severity === 'prohibition')
  const first = found[0]
  if (!first) return ok(null)
  const { clause, excerpt } = first
  return refuse('compact.unlawful_clauses', { count: found.length, clause, excerpt })
}

/** A clause of which the check warns may stay where somebody says why; the reason is kept. */
export function decideExplained(
  content: VillageRulesContent,
  reasons: readonly WarningReason[],
): Result<null, CompactRefusal> {
  const warned = lintRules(content).filter((one) => one.severity === 'warning')
  const silent = warned.find(
    ({ clause, code }) => !reasons.some((given) => given.clause === clause && given.code === code),
  )
  if (!silent) return ok(null)
  const { clause, excerpt } = silent
  return refuse('compact.warning_unexplained', { clause, excerpt })
}

/** How far village rules have come, by their last step, their text as it stands, and the day. */
export function stageOf(of: {
  readonly steps: readonly RulesStep[]
  readonly textId: string
  readonly today: string
}): RulesStage {
  const last = of.steps.at(-1)
  if (!last) return 'draft'
  switch (last.kind) {
    case 'consultation':
      return of.today <= (last.details.endsOn ?? '') ? 'consultation' : 'consulted'
    case 'review_asked':
      return 'review'
    case 'passed':
      return last.textId === of.textId ? 'passed' : 'revised'
    default:
      return last.kind
  }
}

export type RulesAct = 'write' | 'consult' | 'comment' | 'ask' | 'review' | 'adopt' | 'file'

const order: Readonly<Record<RulesAct, readonly RulesStage[]>> = {
  write: ['draft', 'consulted', 'returned', 'passed', 'revised'],
  consult: ['draft', 'consulted', 'returned', 'revised'],
  comment: ['consultation'],
  ask: ['consulted', 'returned', 'revised'],
  review: ['review'],
  adopt: ['passed'],
  file: ['adopted'],
}

/**
 * Village rules go one way: views are collected, the township looks whether they are lawful, the
 * villagers resolve, the township files them. No step is left out.
 * Source: opinion of seven ministries on village rules, December 2018; docs/governance.md 2.1.
 */
export const isOpenTo = (stage: RulesStage, act: RulesAct): boolean => order[act].includes(stage)

export function decideStage(stage: RulesStage, act: RulesAct): Result<null, CompactRefusal> {
  return isOpenTo(stage, act) ? ok(null) : refuse('compact.rules_other_stage')
}

/** Villagers have time to comment: at least so many days after today. Source: setting. */
export function decidePeriod(of: {
  endsOn: string
  today: string
  leastDays: number
}): Result<null, CompactRefusal> {
  const earliest = addDays(of.today, of.leastDays)
  if (of.endsOn >= earliest) return ok(null)
  return refuse('compact.consultation_too_short', { days: of.leastDays, earliest })
}

/**
 * The villagers' meeting comes after the township's review, with quorum and majority as they held
 * on its day, and nothing takes effect for days past.
 * Source: Organic Law (2018 text) articles 22, 26 and 27; docs/governance.md 2.1 and 3.1.
 */
export function decideResolved(of: {
  resolution: Resolution
  effectiveFrom: string
  passedOn: string
  today: string
  numbers: VoteNumbers
}): Result<null, CompactRefusal> {
  const { resolution, effectiveFrom, passedOn, today } = of
  const { heldOn } = resolution
  if (heldOn > today) return refuse('compact.resolution_in_future', { heldOn })
  if (heldOn < passedOn) return refuse('compact.meeting_before_review', { heldOn, passedOn })
  if (effectiveFrom < today) return refuse('compact.retroactive', { effectiveFrom, today })
  return decideVote(resolution, of.numbers)
}

/** Rules hold from the day the meeting resolved, but not before they are filed. */
export function effectiveDay(resolvedFor: string, today: string): string {
  return resolvedFor > today ? resolvedFor : today
}

/** The rules in force on a day: those that took effect last. */
export function inForceOn<
  R extends { readonly effectiveFrom: string | null; readonly number: number },
>(rules: readonly R[], day: string): R | null {
  const begun = rules.filter((one) => one.effectiveFrom !== null && one.effectiveFrom <= day)
  const latest = begun.sort(
    (a, b) => b.effectiveFrom!.localeCompare(a.effectiveFrom!) || b.number - a.number,
  )
  return latest[0] ?? null
}
