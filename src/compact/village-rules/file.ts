import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import type { CompactRefusal } from '../model.ts'
import { differenceOf } from './difference.ts'
import type { RulesComment, RulesStage, RulesStep, StepKind } from './model.ts'
import { decideStage, type RulesAct, stageOf } from './rules.ts'
import {
  type CommentRow,
  listAnswers,
  listComments,
  listRules,
  listSteps,
  listTexts,
  type RulesRow,
  type StepRow,
  type TextRow,
} from './store.ts'

/** Village rules with everything that happened to them. */
export interface RulesFile {
  readonly row: RulesRow
  /** Every text, the latest first; there is always one. */
  readonly texts: readonly TextRow[]
  readonly latest: TextRow
  readonly steps: readonly RulesStep[]
  readonly stage: RulesStage
}

interface RulesAt {
  readonly tenantCode: string
  readonly today: string
}

function stepOf(row: StepRow): RulesStep {
  const { id, kind, text_id: textId, details, taken_at: at } = row
  return { id, kind, textId, details, at }
}

/** All village rules of a village with their way, the latest first. */
export async function loadRules(db: Db, { tenantCode, today }: RulesAt): Promise<RulesFile[]> {
  const rows = await listRules(db, tenantCode)
  const allTexts = await listTexts(db, tenantCode)
  const allSteps = await listSteps(db, tenantCode)
  return rows.map((row) => {
    const texts = allTexts.filter((text) => text.rules_id === row.id)
    const latest = texts[0]!
    const steps = allSteps.filter((step) => step.rules_id === row.id).map(stepOf)
    return { row, texts, latest, steps, stage: stageOf({ steps, textId: latest.id, today }) }
  })
}

/** The village rules an act is about, where the way is open to it. */
export async function openRules(
  db: Db,
  at: RulesAt & { readonly rulesId: string },
  act: RulesAct,
): Promise<Result<RulesFile, CompactRefusal>> {
  const file = (await loadRules(db, at)).find((one) => one.row.id === at.rulesId)
  if (!file) return refuse('compact.unknown_rules')
  const open = decideStage(file.stage, act)
  return open.ok ? ok(file) : open
}

export const isAdopted = (file: Pick<RulesFile, 'stage'>): boolean =>
  file.stage === 'adopted' || file.stage === 'filed'

/** The last step of a kind on the way of village rules. */
export function lastOf(steps: readonly RulesStep[], kind: StepKind): RulesStep | undefined {
  return steps.findLast((step) => step.kind === kind)
}

/** The text a step was taken with. */
export function textAt(file: RulesFile, step: RulesStep): TextRow {
  return file.texts.find((text) => text.id === step.textId)!
}

/** What villagers said in every consultation about these rules, with what was answered. */
export async function commentsOn(
  db: Db,
  file: RulesFile,
  reader: readonly string[],
): Promise<RulesComment[]> {
  const tenantCode = file.row.tenant_code
  const stepIds = file.steps.filter((s) => s.kind === 'consultation').map((s) => s.id)
  const rows = await listComments(db, { tenantCode, stepIds })
  const answers = await listAnswers(db, { tenantCode, commentIds: rows.map((row) => row.id) })
  return rows.map((row) => {
    const { id, clause, body, proposed, said_at: saidAt, said_by } = row
    const given = answers.find((one) => one.comment_id === id)
    const answer = given
      ? { takenUp: given.taken_up, reason: given.reason, at: given.answered_at }
      : null
    const own = reader.includes(said_by)
    return { id, clause, body, proposed, saidAt, own, answer, difference: proposedIn(file, row) }
  })
}

/** A proposed wording laid over the clause as it stood in that consultation. */
function proposedIn(file: RulesFile, { step_id, clause, proposed }: CommentRow) {
  const step = file.steps.find((one) => one.id === step_id)
  const asked = step && textAt(file, step).content.clauses.find((one) => one.number === clause)
  return asked && proposed ? differenceOf(asked.text.zh, proposed) : null
}
