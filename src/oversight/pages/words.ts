import * as m from '#paraglide/messages.js'
import { getLocale } from '#paraglide/runtime.js'
import { fullDay } from '#ui/format.ts'
import { numberedName } from '#ui/numbered-name.ts'
import type { Step, Tone } from '#ui/shapes.ts'
import { postTitle } from '#web/post-title.ts'
import type { FlagKind } from '../radar/model.ts'
import type { FlagView } from '../radar/queries.ts'

/** What an action gave back: where the form is wrong, and all that was typed. */
export interface Answer {
  readonly fault?: { message: string; faults: { name: string; message: string }[] } | undefined
  readonly fields?: Readonly<Record<string, string>> | undefined
  readonly values?: Readonly<Record<string, string>> | undefined
}

/** The clause in the reader's language; the Chinese where there is no English. */
export function clauseWord(item: { zh: string; en: string } | null): string {
  if (!item) return m.points_item_gone()
  return getLocale() === 'en' ? item.en : item.zh
}

const kinds: Readonly<Record<FlagKind, () => string>> = {
  variance: m.oversight_kind_variance,
  same_surname: m.oversight_kind_same_surname,
  kin: m.oversight_kind_kin,
  group: m.oversight_kind_group,
  burst: m.oversight_kind_burst,
  reused_picture: m.oversight_kind_reused_picture,
  overturned_person: m.oversight_kind_overturned_person,
  overturned_item: m.oversight_kind_overturned_item,
}
export const kindWord = (kind: FlagKind): string => kinds[kind]()

const roles = {
  verify: m.oversight_role_verify,
  review: m.oversight_role_review,
  approve: m.oversight_role_approve,
} as const
const roleWord = (role: unknown) => roles[role as keyof typeof roles]()

/** Whom it is about: somebody by name, a clause, or nobody in particular. */
export function aboutWord(flag: FlagView): string {
  if (flag.kind === 'overturned_item') return clauseWord(flag.item)
  return flag.personName ?? m.oversight_about_nobody()
}

const states: Readonly<Record<FlagView['state'], { word: () => string; tone: Tone }>> = {
  raised: { word: m.oversight_state_raised, tone: 'neutral' },
  asked: { word: m.oversight_state_asked, tone: 'waiting' },
  answered: { word: m.oversight_state_answered, tone: 'waiting' },
  closed: { word: m.oversight_state_closed, tone: 'done' },
}

export function stateWord(state: FlagView['state']): { word: string; tone: Tone } {
  const { word, tone } = states[state]
  return { word: word(), tone }
}

/** The figures in one sentence, exactly as they were when the question was raised. */
export function figuresOf(flag: FlagView): string {
  const { measures, kind } = flag
  const n = (name: string) => Number(measures[name] ?? 0)
  const shares = {
    ...{ role: roleWord(measures.role ?? 'verify'), count: n('decisions') },
    ...{ share: n('agreedPercent'), compared: n('compared'), other: n('comparedPercent') },
  }
  const turned = { overturned: n('overturned'), count: n('decisions'), share: n('share') }
  const others = { other: n('othersPercent') }
  switch (kind) {
    case 'variance':
      return m.oversight_figures_variance(shares)
    case 'same_surname':
      return m.oversight_figures_same_surname(shares)
    case 'kin':
      return m.oversight_figures_kin(shares)
    case 'group':
      return m.oversight_figures_group({ ...shares, group: numberedName(flag.groupName ?? '') })
    case 'burst':
      return burstWords(flag)
    case 'reused_picture':
      return m.oversight_figures_reused({ pictures: n('pictures'), deeds: n('deeds') })
    case 'overturned_person':
      return m.oversight_figures_overturned_person({ ...turned, ...others, role: shares.role })
    case 'overturned_item':
      return m.oversight_figures_overturned_item({ ...turned, ...others })
  }
}

function burstWords({ measures }: FlagView): string {
  const said = {
    ...{ from: fullDay(String(measures.from)), until: fullDay(String(measures.until)) },
    ...{ confirmed: Number(measures.confirmed), earlier: Number(measures.earlier) },
    ...{ days: Number(measures.earlierDays), times: Number(measures.times) },
  }
  return measures.before === 'cycle_end'
    ? m.oversight_figures_burst_end(said)
    : m.oversight_figures_burst_announced(said)
}

const stepTitles = {
  asked: m.oversight_step_asked,
  answered: m.oversight_step_answered,
  closed: m.oversight_step_closed,
} as const

/** What was said about a flag so far, and what comes next. */
export function courseOf(flag: FlagView): Step[] {
  const past = flag.steps.map((step): Step => {
    const who = [step.byName, postTitle(step.byPost)].filter(Boolean).join(' · ')
    return { state: 'done', title: stepTitles[step.kind](), at: step.at, who, note: step.words }
  })
  const raised: Step = { state: 'done', title: m.oversight_step_raised(), at: flag.raisedAt }
  const next: Partial<Record<FlagView['state'], () => string>> = {
    raised: m.oversight_next_raised,
    asked: m.oversight_next_asked,
    answered: m.oversight_next_answered,
  }
  const now = next[flag.state]
  return [raised, ...past, ...(now ? [{ state: 'now' as const, title: now() }] : [])]
}
