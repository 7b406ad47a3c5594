import { z } from 'zod'

export type Unit =
  | 'days'
  | 'working_days'
  | 'votes'
  | 'persons'
  | 'minutes'
  | 'hours'
  | 'oclock'
  | 'points'
  | 'times'
  | 'share'
  | 'percent'
  | 'fold'
  | 'decisions'
  | 'bits'

/** What can be decided, within which bounds, and what holds where nothing was decided. */
export interface Definition {
  readonly kind: 'number' | 'text' | 'choice'
  readonly unit: Unit | null
  readonly min: number
  readonly max: number
  /** What a choice is made from; the least the law allows comes first. */
  readonly choices?: readonly string[]
  readonly schema: z.ZodType<number | string>
  readonly fallback: number | string
  /** Where the default comes from. */
  readonly source: string
  /** Whether the default follows from a primary legal text that holds everywhere. */
  readonly verified: boolean
}

type NumberFacts = Pick<Definition, 'min' | 'max' | 'source'> & { unit: Unit; fallback: number }

/** A whole number between bounds. No default here is law everywhere, so none is verified. */
function number(facts: NumberFacts) {
  const schema = z.int().min(facts.min).max(facts.max)
  return { ...facts, kind: 'number', schema, verified: false } as const
}

function text(facts: { max: number; fallback: string; source: string }) {
  const schema = z.string().trim().max(facts.max)
  return { ...facts, kind: 'text', unit: null, min: 0, schema, verified: false } as const
}

/** A share of people, as laws say it: one half must be exceeded, any larger share be reached. */
function share<const C extends string>(facts: {
  choices: readonly [C, ...C[]]
  fallback: C
  source: string
}) {
  const schema = z.enum(facts.choices)
  const bounds = { min: 1, max: facts.choices.length }
  return { ...facts, ...bounds, kind: 'choice', unit: 'share', schema, verified: false } as const
}

const practice = '通行做法，没有统一规定'
const own = '本系统提出，没有统一规定；请由村民会议核定'
const renumbered = '2026 年 1 月 1 日起条文重新编号，请核对'
const organicLaw = '《村民委员会组织法》（2018 年文本）'

/**
 * Every number that comes from a law, a notice or a local rule. The bounds are those of the house:
 * a notice under five days would be under the shortest known local law.
 */
export const catalogue = {
  'notices.days': number({
    unit: 'days',
    min: 5,
    max: 60,
    fallback: 7,
    source: '通行做法；《山东省村务公开条例》（2018）要求公开栏内容保留不少于五日',
  }),
  'notices.objection_answer_days': number({
    unit: 'working_days',
    min: 1,
    max: 20,
    fallback: 5,
    source: '《山东省村务公开条例》（2018）：五日内答复',
  }),
  'points.verify_days': number({ unit: 'days', min: 1, max: 15, fallback: 3, source: practice }),
  'points.review_days': number({ unit: 'days', min: 1, max: 15, fallback: 5, source: practice }),
  'points.approve_days': number({ unit: 'days', min: 1, max: 15, fallback: 3, source: practice }),
  'points.review_votes': number({ unit: 'votes', min: 2, max: 15, fallback: 2, source: practice }),
  'points.hearing_days': number({
    unit: 'working_days',
    min: 3,
    max: 20,
    fallback: 5,
    source: '比照异议答复期限；没有统一规定',
  }),
  'points.declare_window_days': number({
    unit: 'days',
    min: 1,
    max: 92,
    fallback: 30,
    source: practice,
  }),
  'stars.bands_note': text({
    max: 500,
    fallback: '满 60 分起评星，五星为最高；星级以本村积分细则为准。',
    source: '黑龙江八名村做法：60 分以上评一至五星',
  }),
  'auth.code_minutes': number({ unit: 'minutes', min: 1, max: 15, fallback: 5, source: practice }),
  'appeals.filing_days': number({
    unit: 'working_days',
    min: 5,
    max: 30,
    fallback: 5,
    source: '《山东省村务公开条例》（2018）：五日内提出异议',
  }),
  'appeals.reviewers': number({ unit: 'persons', min: 1, max: 5, fallback: 1, source: practice }),
  'people.assistance_hours': number({
    unit: 'hours',
    min: 1,
    max: 12,
    fallback: 2,
    source: practice,
  }),
  'letters.days': number({ unit: 'days', min: 1, max: 180, fallback: 30, source: own }),
  'letters.looks_per_day': number({
    ...{ unit: 'times', min: 1, max: 100, fallback: 20, source: own },
  }),
  'telling.quiet_from': number({
    ...{ unit: 'oclock', min: 0, max: 23, fallback: 21, source: own },
  }),
  'telling.quiet_until': number({
    ...{ unit: 'oclock', min: 0, max: 23, fallback: 7, source: own },
  }),
  'shop.voucher_days': number({ ...{ unit: 'days', min: 1, max: 60, fallback: 14, source: own } }),
  'shop.hand_in_days': number({ ...{ unit: 'days', min: 1, max: 60, fallback: 7, source: own } }),
  'dividends.pool_cap': number({
    ...{ unit: 'percent', min: 0, max: 100, fallback: 20 },
    source:
      '浙江平湖“股份分红＋善治积分”：积分部分不超过当年股份分红的 20%；报道所见，请核对本地规定',
  }),
  'compact.assembly_quorum': share({
    choices: ['1/2', '2/3', '3/4'],
    fallback: '1/2',
    source: `${organicLaw}第二十二条：本村十八周岁以上村民的过半数参加；${renumbered}`,
  }),
  'compact.households_quorum': share({
    choices: ['2/3', '3/4'],
    fallback: '2/3',
    source: `${organicLaw}第二十二条：本村三分之二以上的户的代表参加；${renumbered}`,
  }),
  'compact.representatives_quorum': share({
    choices: ['2/3', '3/4'],
    fallback: '2/3',
    source: `${organicLaw}第二十六条：三分之二以上的组成人员参加；${renumbered}`,
  }),
  'compact.majority': share({
    choices: ['1/2', '2/3', '3/4'],
    fallback: '1/2',
    source: `${organicLaw}第二十二条、第二十六条：到会人员的过半数通过；${renumbered}`,
  }),
  'compact.consultation_days': number({
    ...{ unit: 'days', min: 3, max: 60, fallback: 7, source: practice },
  }),
  'compact.deduction_per_item': number({
    ...{ unit: 'points', min: 1, max: 20, fallback: 5, source: own },
  }),
  'compact.deduction_per_cycle': number({
    ...{ unit: 'points', min: 1, max: 60, fallback: 20, source: own },
  }),
  'compact.without_evidence': number({
    ...{ unit: 'points', min: 1, max: 20, fallback: 3, source: own },
  }),
  'oversight.least_decisions': number({
    ...{ unit: 'decisions', min: 10, max: 500, fallback: 20, source: own },
  }),
  'oversight.difference_percent': number({
    ...{ unit: 'percent', min: 5, max: 60, fallback: 10, source: own },
  }),
  'oversight.variance_percent': number({
    ...{ unit: 'percent', min: 5, max: 60, fallback: 18, source: own },
  }),
  'oversight.scatter_times': number({
    ...{ unit: 'fold', min: 3, max: 10, fallback: 4, source: own },
  }),
  'oversight.burst_days': number({ unit: 'days', min: 2, max: 30, fallback: 7, source: own }),
  'oversight.burst_times': number({ unit: 'fold', min: 2, max: 20, fallback: 4, source: own }),
  'oversight.picture_bits': number({ unit: 'bits', min: 0, max: 15, fallback: 7, source: own }),
  'oversight.overturned_least': number({
    ...{ unit: 'decisions', min: 2, max: 50, fallback: 3, source: own },
  }),
  'oversight.overturned_percent': number({
    ...{ unit: 'percent', min: 1, max: 50, fallback: 3, source: own },
  }),
} as const satisfies Record<string, Definition>

export type SettingKey = keyof typeof catalogue
export type NumberKey = {
  [K in SettingKey]: (typeof catalogue)[K]['kind'] extends 'number' ? K : never
}[SettingKey]

export const settingKeys = Object.keys(catalogue) as SettingKey[]

export function definitionOf(key: SettingKey): Definition {
  return catalogue[key]
}
