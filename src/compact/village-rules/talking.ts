import { defineCommand } from '#kernel/command.ts'
import { holds, residenceOf, resides } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { adultsOf } from '#people/queries.ts'
import { drafters } from '../commands.ts'
import { commentsOn, loadRules, openRules, type RulesFile, textAt } from './file.ts'
import { AnswerComment, CommentOnRules } from './model.ts'
import { insertAnswer, insertComment } from './store.ts'

/** How many comments still wait for the drafter's word. */
export async function unanswered(db: Db, file: RulesFile): Promise<number> {
  return (await commentsOn(db, file, [])).filter((one) => one.answer === null).length
}

/** Any adult villager says what they think of a clause, or how it should read instead. */
export const commentOnRules = defineCommand({
  name: 'compact.comment_on_rules',
  input: CommentOnRules,
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run({ db, input, now, today, actor, newId, concern }) {
    const { tenantCode, clause, body, proposed } = input
    const { personId, householdId } = residenceOf(actor, tenantCode)!
    const adults = householdId ? await adultsOf(db, { tenantCode, today, householdId }) : []
    if (!adults.some((adult) => adult.personId === personId)) return refuse('compact.adults_only')
    const open = await openRules(db, { ...input, today }, 'comment')
    if (!open.ok) return open
    const step = open.value.steps.at(-1)!
    if (clause > textAt(open.value, step).content.clauses.length)
      return refuse('compact.unknown_rules_clause', { clause })
    const commentId = newId()
    await insertComment(db, {
      ...{ tenant_code: tenantCode, id: commentId, step_id: step.id, clause, body },
      ...{ proposed: proposed ?? null, said_at: now, said_by: personId },
    })
    concern(`village_rules:${input.rulesId}`)
    concern(`person:${personId}`)
    return ok({ commentId })
  },
})

/** The drafter says to each comment whether it was taken up, and why or why not. */
export const answerComment = defineCommand({
  name: 'compact.answer_comment',
  input: AnswerComment,
  may: ({ actor, input }) => holds(actor, input.tenantCode, drafters),
  async run({ db, input, now, today, capacity, concern }) {
    const { tenantCode, rulesId, commentId, reason } = input
    const files = await loadRules(db, { tenantCode, today })
    const file = files.find((one) => one.row.id === rulesId)
    if (!file) return refuse('compact.unknown_rules')
    const comment = (await commentsOn(db, file, [])).find((one) => one.id === commentId)
    if (!comment) return refuse('compact.unknown_comment')
    if (comment.answer) return refuse('compact.already_answered')
    await insertAnswer(db, {
      ...{ tenant_code: tenantCode, comment_id: commentId, taken_up: input.takenUp === 'yes' },
      ...{ reason, answered_at: now, answered_by: capacity.personId },
    })
    concern(`village_rules:${rulesId}`)
    return ok({ commentId })
  },
})
