import * as m from '#paraglide/messages.js'
import { fullDay } from '#ui/format.ts'
import type { Resolution } from '../model.ts'
import type { RulesStage, StepKind } from '../village-rules/model.ts'
import { bodyWord } from './words.ts'

const steps: Readonly<Record<StepKind, () => string>> = {
  consultation: m.compact_vr_step_consultation,
  review_asked: m.compact_vr_step_review_asked,
  passed: m.compact_vr_step_passed,
  returned: m.compact_vr_step_returned,
  adopted: m.compact_vr_step_adopted,
  filed: m.compact_vr_step_filed,
}
const stages: Readonly<Record<RulesStage, () => string>> = {
  draft: m.compact_vr_stage_draft,
  consultation: m.compact_vr_stage_consultation,
  consulted: m.compact_vr_stage_consulted,
  review: m.compact_vr_stage_review,
  returned: m.compact_vr_stage_returned,
  passed: m.compact_vr_stage_passed,
  revised: m.compact_vr_stage_revised,
  adopted: m.compact_vr_stage_adopted,
  filed: m.compact_vr_stage_filed,
}
export const stepWord = (kind: StepKind): string => steps[kind]()
export const stageOfRules = (stage: RulesStage): string => stages[stage]()

/** 第 3 条, or the whole for 0. */
export const placeInRules = (clause: number): string =>
  clause === 0 ? m.compact_vr_whole() : m.compact_vr_clause({ number: clause })

/** Who resolved it when, by which paper, and how they voted. */
export function voteSentence(resolution: Resolution): string {
  const { body, heldOn, reference, entitled, present, agreed } = resolution
  const vote = m.compact_adopted_vote_text({ entitled, present, agreed })
  return [bodyWord(body), fullDay(heldOn), reference, vote].join(' · ')
}
