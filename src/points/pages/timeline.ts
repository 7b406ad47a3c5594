import { inputsWord } from '#compact/pages/table-words.ts'
import { sameInputs } from '#compact/tables/rules.ts'
import * as m from '#paraglide/messages.js'
import { points, shortDay } from '#ui/format.ts'
import type { Step } from '#ui/shapes.ts'
import type { DeedStep, DeedView } from '../deed/model.ts'
import { groundOptions, midSentence, postWord } from './words.ts'

const kindWords: Readonly<Record<string, () => string>> = {
  declared: m.points_step_declared,
  noted: m.points_step_noted,
  amended: m.points_step_amended,
  withdrawn: m.points_step_withdrawn,
  returned: m.points_step_returned,
  verified: m.points_step_verified,
  heard: m.points_step_heard,
  voted_for: m.points_step_voted_for,
  voted_against: m.points_step_voted_against,
  approved: m.points_step_approved,
  refused: m.points_step_refused,
  voided: m.points_step_voided,
  revalued: m.points_step_revalued,
}
const failed = new Set(['returned', 'voted_against', 'refused', 'voided'])

/**
 * What happened to a deed, by whom, and what comes next by which day; where the reader can open the
 * village's record, each step leads to its entry.
 */
export function stepsOf(
  deed: DeedView,
  today: string,
  recordHref?: (sequence: number) => string,
): Step[] {
  const past = deed.steps.map((step, at) => {
    const { sequence } = step
    const known = recordHref && sequence !== null
    const label = known && m.points_record({ number: sequence })
    const record = known && label ? { href: recordHref(sequence), label } : undefined
    const shown = pastStep(deed, step, today)
    const before = beforeWord(deed, at)
    const note = [shown.note, before].filter(Boolean).join(m.points_comma()) || undefined
    return { ...shown, note, record }
  })
  return [...past, ...comingSteps(deed)]
}

/** What was answered before, where a step gave other answers; nothing is lost. */
function beforeWord({ item, steps }: DeedView, at: number): string | undefined {
  const now = steps[at]?.inputs
  const earlier = steps.slice(0, at).findLast((step) => step.inputs !== null)?.inputs
  if (!item?.table || !now || !earlier || sameInputs(earlier, now)) return undefined
  return m.points_answers_before({ answers: inputsWord(item.table, earlier) })
}

function pastStep(deed: DeedView, step: DeedStep, today: string): Step {
  const first = step.kind === 'declared'
  const post = first && deed.declarer === 'neighbour' ? 'neighbour' : step.byPost
  return {
    state: failed.has(step.kind) ? 'failed' : 'done',
    title: kindWords[step.kind]?.() ?? step.kind,
    who: whoWord(step, post),
    at: step.at,
    note: noteOf(step, today),
  }
}

function whoWord(step: DeedStep, post: string): string {
  const title = postWord(post)
  const who = step.byName ? m.points_who({ name: step.byName, post: midSentence(title) }) : title
  return step.onBehalfOf ? m.points_who_for({ who, name: step.onBehalfOf }) : who
}

/** A verification says what it rests on, a correction what stood there before. */
function noteOf(step: DeedStep, today: string): string | undefined {
  const { kind, reason } = step
  if (kind === 'revalued') return m.points_now_worth({ value: points(step.valueHundredths) })
  if (!reason || reason === 'appeal') return undefined
  const at = reason.indexOf(':')
  const [head, rest] = [reason.slice(0, at), reason.slice(at + 1)]
  if (kind === 'verified') {
    const ground = groundOptions(true).find((option) => option.value === head)?.label ?? head
    return rest ? m.points_ground_with_words({ ground, words: rest }) : ground
  }
  if (kind === 'amended') {
    return m.points_before({ day: shortDay(head, { today }), words: rest || m.points_no_words() })
  }
  return reason
}

function comingSteps(deed: DeedView): Step[] {
  const due = deed.dueOn ? { date: deed.dueOn, provisional: deed.dueProvisional } : undefined
  const now = (title: string): Step => ({ state: 'now', title, due })
  const next = (title: string): Step => ({ state: 'next', title })
  const [review, approval, result] = [
    next(m.points_next_review()),
    next(m.points_next_approval()),
    next(deed.negative ? m.points_next_deducted() : m.points_next_result()),
  ]
  switch (deed.state) {
    case 'declared':
      return [now(m.points_now_verify()), review, approval, result]
    case 'returned':
      return [now(m.points_now_amend()), next(m.points_next_verify()), review, approval]
    case 'hearing':
      return deed.hearingOpen
        ? [hearingStep(deed), review, approval, result]
        : [now(m.points_now_review()), approval, result]
    case 'verified':
      return [now(m.points_now_review()), approval, result]
    case 'reviewed':
      return [now(m.points_now_approval()), result]
    case 'approved':
      return deed.cycleOpen ? [result] : []
    default:
      return []
  }
}

/** Until the last day of the hearing nobody votes. */
function hearingStep(deed: DeedView): Step {
  const due = { date: deed.hearingEndsOn ?? '', provisional: deed.dueProvisional }
  return { state: 'now', title: m.points_now_hearing(), due }
}
