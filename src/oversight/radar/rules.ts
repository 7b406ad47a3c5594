import { ok, type Result, refuse } from '#kernel/result.ts'
import type { OversightRefusal } from '../model.ts'
import { findBias } from './bias/rules.ts'
import { findBursts } from './bursts/rules.ts'
import type { Flag, FoundFlag, Part, RadarRecords, StepKind, Thresholds } from './model.ts'
import { findOverturns } from './overturns/rules.ts'
import { findReused } from './pictures/rules.ts'

type Rule = (records: RadarRecords, thresholds: Thresholds) => FoundFlag[]

const rulesOf: Readonly<Record<Part, Rule>> = {
  verify: (records, thresholds) => findBias(records, thresholds, 'verify'),
  review: (records, thresholds) => findBias(records, thresholds, 'review'),
  approve: (records, thresholds) => findBias(records, thresholds, 'approve'),
  pictures: findReused,
  course: (records, thresholds) => [
    ...findBursts(records, thresholds),
    ...findOverturns(records, thresholds),
  ],
}

/**
 * What a cycle's records make one ask, whoever it is about; a flag is a question and no verdict.
 * The same records always raise the same questions. Source: docs/governance.md 6, item 8, and 7.
 */
export function findFlagsOf(
  part: Part,
  records: RadarRecords,
  thresholds: Thresholds,
): FoundFlag[] {
  return rulesOf[part](records, thresholds)
}

/** In which order things are said about a flag. */
const after: Readonly<Record<StepKind, OversightRefusal>> = {
  asked: 'oversight.already_asked',
  answered: 'oversight.already_answered',
  closed: 'oversight.already_closed',
}

/**
 * Supervision asks once, whoever is asked answers once, supervision closes once; what was closed is
 * over. Nobody asks or closes about themselves or their kin. Source: house rules 5 and 10.
 */
export function decideStep(
  flag: Pick<Flag, 'steps'>,
  kind: StepKind,
  standing: { readonly about: boolean; readonly answers: boolean },
): Result<null, OversightRefusal> {
  const has = (step: StepKind) => flag.steps.some((one) => one.kind === step)
  if (kind === 'answered' && !standing.answers) return refuse('oversight.not_your_question')
  if (kind !== 'answered' && standing.about) return refuse('oversight.recused')
  if (has('closed')) return refuse('oversight.already_closed')
  if (has(kind)) return refuse(after[kind])
  if (kind === 'answered' && !has('asked')) return refuse('oversight.not_asked')
  return ok(null)
}

const doubleSurnames = [
  ...['欧阳', '太史', '端木', '上官', '司马', '东方', '独孤', '南宫', '万俟', '闻人', '夏侯'],
  ...['诸葛', '尉迟', '公羊', '赫连', '澹台', '皇甫', '宗政', '濮阳', '公冶', '太叔', '申屠'],
  ...['公孙', '慕容', '仲孙', '钟离', '长孙', '宇文', '司徒', '鲜于', '司空', '令狐', '百里'],
] as const

/** A name's surname: its first character, or the first two of a double surname. */
export function surnameOf(name: string): string {
  const first = name.trim()
  const double = doubleSurnames.find((one) => first.startsWith(one) && first.length > one.length)
  return double ?? [...first][0] ?? ''
}

/** How far a flag has come: the last thing that was said about it. */
export function stateOf(steps: readonly { readonly kind: StepKind }[]): 'raised' | StepKind {
  const order = ['closed', 'answered', 'asked'] as const
  return order.find((kind) => steps.some((step) => step.kind === kind)) ?? 'raised'
}

/** Whether a flag is about one of these people: then they read it only once they are asked. */
export function isAbout(flag: Pick<Flag, 'personId'>, family: ReadonlySet<string>): boolean {
  return flag.personId !== null && family.has(flag.personId)
}
