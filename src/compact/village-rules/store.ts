import { type Db, tables } from '#kernel/tables.ts'
import type { StepDetails, StepKind, VillageRulesContent } from './model.ts'

export interface RulesRow {
  tenant_code: string
  id: string
  number: number
  begun_at: string
  begun_by: string | null
}
export interface TextRow {
  tenant_code: string
  id: string
  rules_id: string
  revision: number
  content: VillageRulesContent
  content_hash: string
  written_at: string
  written_by: string | null
}
export interface StepRow {
  tenant_code: string
  id: string
  rules_id: string
  position: number
  kind: StepKind
  text_id: string
  details: StepDetails
  taken_at: string
  taken_by: string | null
}
export interface CommentRow {
  tenant_code: string
  id: string
  step_id: string
  clause: number
  body: string
  proposed: string | null
  said_at: string
  said_by: string
}
export interface AnswerRow {
  tenant_code: string
  comment_id: string
  taken_up: boolean
  reason: string
  answered_at: string
  answered_by: string | null
}
interface VillageRulesTables {
  'compact.village_rules': RulesRow
  'compact.village_rules_text': TextRow
  'compact.village_rules_step': StepRow
  'compact.village_rules_comment': CommentRow
  'compact.village_rules_answer': AnswerRow
}
const rules = (db: Db) => tables<VillageRulesTables>(db)

/** All village rules of a village, the latest first. */
export async function listRules(db: Db, tenantCode: string): Promise<RulesRow[]> {
  const query = rules(db).selectFrom('compact.village_rules').selectAll()
  return query.where('tenant_code', '=', tenantCode).orderBy('number', 'desc').execute()
}

/** Every text as it was saved, the latest first. */
export async function listTexts(db: Db, tenantCode: string): Promise<TextRow[]> {
  const query = rules(db).selectFrom('compact.village_rules_text').selectAll()
  return query.where('tenant_code', '=', tenantCode).orderBy('revision', 'desc').execute()
}

export async function listSteps(db: Db, tenantCode: string): Promise<StepRow[]> {
  const query = rules(db).selectFrom('compact.village_rules_step').selectAll()
  return query.where('tenant_code', '=', tenantCode).orderBy('position').execute()
}

export async function listComments(
  db: Db,
  of: { tenantCode: string; stepIds: readonly string[] },
): Promise<CommentRow[]> {
  if (of.stepIds.length === 0) return []
  const query = rules(db).selectFrom('compact.village_rules_comment').selectAll()
  return query
    .where('tenant_code', '=', of.tenantCode)
    .where('step_id', 'in', [...of.stepIds])
    .orderBy('said_at')
    .orderBy('id')
    .execute()
}

export async function listAnswers(
  db: Db,
  of: { tenantCode: string; commentIds: readonly string[] },
): Promise<AnswerRow[]> {
  if (of.commentIds.length === 0) return []
  const query = rules(db).selectFrom('compact.village_rules_answer').selectAll()
  return query
    .where('tenant_code', '=', of.tenantCode)
    .where('comment_id', 'in', [...of.commentIds])
    .execute()
}

/** Places of the scope whose rules wait for the township: for its review, or to be filed. */
export async function listAwaiting(db: Db): Promise<StepRow[]> {
  const steps = await rules(db)
    .selectFrom('compact.village_rules_step')
    .selectAll()
    .where('kind', 'in', ['review_asked', 'passed', 'returned', 'adopted', 'filed'])
    .orderBy('tenant_code')
    .orderBy('rules_id')
    .orderBy('position', 'desc')
    .execute()
  const last = steps.filter((step, at) => step.rules_id !== steps[at - 1]?.rules_id)
  return last.filter(({ kind }) => kind === 'review_asked' || kind === 'adopted')
}

export async function insertRules(db: Db, row: RulesRow): Promise<void> {
  await rules(db).insertInto('compact.village_rules').values(row).execute()
}
export async function insertText(db: Db, row: TextRow): Promise<void> {
  const values = { ...row, content: JSON.stringify(row.content) as never }
  await rules(db).insertInto('compact.village_rules_text').values(values).execute()
}
export async function insertStep(db: Db, row: StepRow): Promise<void> {
  const values = { ...row, details: JSON.stringify(row.details) as never }
  await rules(db).insertInto('compact.village_rules_step').values(values).execute()
}
export async function insertComment(db: Db, row: CommentRow): Promise<void> {
  await rules(db).insertInto('compact.village_rules_comment').values(row).execute()
}
export async function insertAnswer(db: Db, row: AnswerRow): Promise<void> {
  await rules(db).insertInto('compact.village_rules_answer').values(row).execute()
}
