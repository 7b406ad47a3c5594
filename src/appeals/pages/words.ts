import * as m from '#paraglide/messages.js'
import type { Locale } from '#paraglide/runtime.js'
import { points, starsWord } from '#ui/format.ts'
import type { Step, Tone } from '#ui/shapes.ts'
import type { Appeal, AppealState, AppealStep, Change } from '../model.ts'

type Sentence = () => string
const messages = m as unknown as Record<string, Sentence | undefined>

/** The office of somebody who reviews, never their name. */
export function postWord(post: string): string {
  return messages[`appeals_post_${post}`]?.() ?? post
}

export function postWords(posts: readonly string[]): string {
  return posts.map(postWord).join(m.appeals_post_join())
}

const states: Record<AppealState, { word: () => string; tone: Tone }> = {
  open: { word: m.appeals_state_open, tone: 'waiting' },
  upheld: { word: m.appeals_state_upheld, tone: 'done' },
  dismissed: { word: m.appeals_state_dismissed, tone: 'neutral' },
  withdrawn: { word: m.appeals_state_withdrawn, tone: 'neutral' },
}

export function stateWord(state: AppealState): { word: string; tone: Tone } {
  const { word, tone } = states[state]
  return { word: word(), tone }
}

interface Course {
  readonly appeal: Appeal
  readonly steps: readonly AppealStep[]
  readonly workingDaysLeft: number
  /** Said to the one who objected themselves. */
  readonly own: boolean
}

/** What happened, and what comes next by which date. */
export function courseOf({ appeal, steps, workingDaysLeft, own }: Course): Step[] {
  const past = steps.map((step) => stepOf(step, own))
  if (appeal.state !== 'open') return past
  const { answerDueOn: date, dueProvisional: provisional } = appeal
  const due = { date, provisional, workingDays: workingDaysLeft }
  return [
    ...past,
    { state: 'now', title: m.appeals_step_answer(), due },
    { state: 'next', title: m.appeals_step_after() },
  ]
}

function stepOf(step: AppealStep, own: boolean): Step {
  const { at, note } = step
  const by = step.byPost ? { who: postWord(step.byPost) } : {}
  const done = { state: 'done', at, ...by } as const
  switch (step.kind) {
    case 'filed':
      return { ...done, title: own ? m.appeals_step_filed_own() : m.appeals_step_filed() }
    case 'drawn':
      return { ...done, title: m.appeals_step_drawn({ posts: postWords((note ?? '').split(',')) }) }
    case 'nobody_free':
      return { ...done, state: 'held', title: m.appeals_step_nobody_free() }
    case 'excused':
      return {
        state: 'done',
        at,
        title: m.appeals_step_excused({ post: postWord(step.byPost ?? '') }),
      }
    case 'upheld':
      return { ...done, title: m.appeals_step_upheld() }
    case 'dismissed':
      return { ...done, title: m.appeals_step_dismissed() }
    case 'withdrawn':
      return { ...done, title: m.appeals_step_withdrawn() }
  }
}

export interface ChangeRow {
  readonly item: string
  readonly before: string
  readonly after: string
}

/** Before and after, item by item; what nobody has words for is left out. */
export function changeRows(change: Change, locale: Locale): ChangeRow[] {
  const before = flat(change.before)
  const after = flat(change.after)
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key) => {
    const item = messages[`appeals_change_${snake(key)}`]?.()
    if (!item) return []
    const said = (value: unknown) => (value === undefined ? '—' : changeValue(key, value, locale))
    return [{ item, before: said(before[key]), after: said(after[key]) }]
  })
}

/** What was changed underneath, a deed for instance, stands beside what follows from it. */
function flat(facts: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(facts).flatMap(([key, value]) =>
    value !== null && typeof value === 'object' ? Object.entries(value) : [[key, value] as const],
  )
  return Object.fromEntries(entries)
}

function changeValue(key: string, value: unknown, locale: Locale): string {
  if (/hundredths$/i.test(key)) return points(Number(value), { locale })
  if (key === 'stars') return starsWord(Number(value), { locale })
  if (key === 'state') return messages[`appeals_change_state_${value}`]?.() ?? String(value)
  return String(value)
}

function snake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** What an action gave back: the refusal, the fields that are wrong, and all that was typed. */
export interface Answer {
  readonly fault: {
    readonly message: string
    readonly faults: { name: string; message: string }[]
  }
  readonly fields: Readonly<Record<string, string>>
  readonly values: Readonly<Record<string, string>>
}
