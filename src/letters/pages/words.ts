import * as m from '#paraglide/messages.js'
import { postWord } from '#people/pages/words.ts'
import { cycleHeading } from '#stars/cycle-name.ts'
import { count, fullDay, instant, listed, points, starsWord } from '#ui/format.ts'
import type { Term, Tone } from '#ui/shapes.ts'
import type { FactKind, Facts, LetterState } from '../model.ts'

const facts: Readonly<Record<FactKind, () => string>> = {
  name: m.letters_fact_name,
  household: m.letters_fact_household,
  since: m.letters_fact_since,
  posts: m.letters_fact_posts,
  stars: m.letters_fact_stars,
  points: m.letters_fact_points,
  deeds: m.letters_fact_deeds,
}
export const factWord = (kind: FactKind): string => facts[kind]()

const states: Readonly<Record<LetterState, () => string>> = {
  draft: m.letters_state_draft,
  valid: m.letters_state_valid,
  expired: m.letters_state_expired,
  revoked: m.letters_state_revoked,
}
export const stateWord = (state: LetterState): string => states[state]()
export const stateTone = (state: LetterState): Tone =>
  ({ draft: 'waiting', valid: 'done', expired: 'neutral', revoked: 'neutral' })[state] as Tone

const saw = {
  valid: m.letters_look_saw_valid,
  expired: m.letters_look_saw_expired,
  revoked: m.letters_look_saw_revoked,
}
/** 「11 月 22 日 10:00，看到了内容」 */
export const lookWords = (look: { lookedAt: string; shown: keyof typeof saw }): string =>
  [instant(look.lookedAt), saw[look.shown]()].join(' · ')

/** The sentences every letter carries. */
export const letterNotes = (): string[] => [
  m.letters_note_rating(),
  m.letters_note_points(),
  m.letters_note_demand(),
]

/** What a letter says, a line for each fact, as people say it. */
export function factTerms(said: Facts): Term[] {
  const terms: Term[] = []
  if (said.name) terms.push({ term: m.letters_sheet_name(), value: said.name })
  if (said.household) terms.push({ term: m.letters_sheet_household(), value: said.household })
  if (said.since) {
    const value = m.letters_sheet_since_value({ day: fullDay(said.since) })
    terms.push({ term: m.letters_sheet_since(), value })
  }
  for (const { body, post, since } of said.posts ?? []) {
    const facts = { body, post: postWord(post), day: fullDay(since) }
    terms.push({ term: m.letters_sheet_posts(), value: m.letters_sheet_post(facts) })
  }
  for (const cycle of said.cycles ?? []) {
    const deeds = (cycle.deeds ?? []).map(([aspect, number]) =>
      m.letters_sheet_deed({ aspect, count: count(number) }),
    )
    const values = [
      ...(cycle.stars ? [starsWord(cycle.stars)] : []),
      ...(cycle.points ? [`${m.letters_sheet_points()} ${points(cycle.points)}`] : []),
      ...(deeds.length > 0 ? [`${m.letters_sheet_deeds()} ${listed(deeds)}`] : []),
    ]
    terms.push({ term: cycleHeading(cycle), value: values.join(' · ') })
  }
  return terms
}

/** What an action gave back: the refusal, the fields that are wrong, and all that was typed. */
export interface Answer {
  readonly fault?: {
    readonly message: string
    readonly faults: { name: string; message: string }[]
  }
  readonly fields?: Readonly<Record<string, string>>
  readonly values?: Readonly<Record<string, string>>
}
