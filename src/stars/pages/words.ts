import type { Wording } from '#compact/model.ts'
import * as m from '#paraglide/messages.js'
import { getLocale } from '#paraglide/runtime.js'
import { groundOptions } from '#points/pages/words.ts'
import { points } from '#ui/format.ts'
import type { Tone } from '#ui/shapes.ts'
import { postTitle } from '#web/post-title.ts'
import type { ExplainedStep } from '../household/queries.ts'
import type { ScoreState } from '../model.ts'

/** What a rule book says, in the reader's language; the Chinese where there is no English. */
export function inWords(text: Wording): string {
  return (getLocale() === 'en' && text.en) || text.zh
}

const steps: Record<string, () => string> = {
  declared: m.points_step_declared,
  noted: m.points_step_noted,
  amended: m.points_step_amended,
  withdrawn: m.points_step_withdrawn,
  returned: m.points_step_returned,
  verified: m.points_step_verified,
  heard: m.points_step_heard,
  voted_for: m.points_step_voted_for,
  voted_against: m.points_step_voted_against,
  refused: m.points_step_refused,
  approved: m.points_step_approved,
  voided: m.points_step_voided,
  revalued: m.points_step_revalued,
}

/** What somebody did with a deed. */
export function stepWord(kind: string): string {
  return steps[kind]?.() ?? kind
}

/** Who did it: the post, the name where it may be known, and for whom. */
export function stepBy(step: ExplainedStep): string {
  const post = step.post === 'neighbour' ? m.points_neighbour() : postTitle(step.post)
  const who = step.name ? m.points_who({ name: step.name, post }) : post
  return step.forName ? m.points_who_for({ who, name: step.forName }) : who
}

/** What a step rests on, or why it was taken; a correction's earlier words stand on the deed's page. */
export function stepNote({ kind, reason, valueHundredths }: ExplainedStep): string | null {
  if (kind === 'revalued') return m.points_now_worth({ value: points(valueHundredths) })
  if (!reason || reason === 'appeal' || kind === 'amended') return null
  if (kind !== 'verified') return reason
  const at = reason.indexOf(':')
  const ground = groundOptions(true).find((option) => option.value === reason.slice(0, at))
  const words = reason.slice(at + 1)
  if (!ground) return words || null
  return words ? m.points_ground_with_words({ ground: ground.label, words }) : ground.label
}

/** `1 件事`, `3 件事`. */
export function deedsCount(count: number): string {
  return count === 1 ? m.stars_deeds_count_one() : m.stars_deeds_count({ count })
}

/** `1 条`, `3 条`. */
export function clausesCount(count: number): string {
  return count === 1 ? m.stars_scoring_part_items_one() : m.stars_scoring_part_items({ count })
}

const scoreStates: Record<ScoreState, { word: () => string; tone: Tone }> = {
  draft: { word: m.stars_state_running, tone: 'neutral' },
  announced: { word: m.stars_state_announced, tone: 'waiting' },
  final: { word: m.stars_state_final, tone: 'done' },
  replaced: { word: m.stars_state_replaced, tone: 'neutral' },
  withdrawn: { word: m.stars_state_withdrawn, tone: 'neutral' },
}

/** Whether a result is announced, final or corrected. */
export function scoreState(state: ScoreState): { word: string; tone: Tone } {
  const { word, tone } = scoreStates[state]
  return { word: word(), tone }
}
