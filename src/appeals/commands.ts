import type { z } from 'zod'
import { plainDateInChina } from '#kernel/clock.ts'
import { type CommandContext, defineCommand } from '#kernel/command.ts'
import { residenceOf, resides } from '#kernel/permission.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { addWorkingDays } from '#kernel/working-days.ts'
import { toldAt } from '#notices/queries.ts'
import { settingNumber } from '#settings/queries.ts'
import {
  type Appeal,
  type AppealsRefusal,
  type CaseFacts,
  FileAppeal,
  WithdrawAppeal,
} from './model.ts'
import { draw } from './review/draw.ts'
import { checkOpen, decideFiling, numberOf } from './rules.ts'
import { insertStep } from './step/store.ts'
import {
  type AppealKey,
  closeAppeal,
  countFiledOn,
  findAppeal,
  findEarlier,
  insertAppeal,
  isAppellant,
} from './store.ts'
import { findFacts, type Subjects } from './subjects.ts'

type FileContext = CommandContext<z.output<typeof FileAppeal>>

/** Objects to a line of a notice, to a whole notice, or to what was decided about one's household. */
export function makeFile(subjects: Subjects) {
  return defineCommand({
    name: 'appeals.file',
    input: FileAppeal,
    may: ({ actor, input }) => resides(actor, input.tenantCode),
    async run(context) {
      const decision = await decide(context, subjects)
      if (!decision.ok) return decision
      const appeal = await enter(context, decision.value)
      const drawn = await draw(context, appeal)
      const { id: appealId, number, answerDueOn, dueProvisional } = appeal
      return ok({ appealId, number, answerDueOn, dueProvisional, reviewers: drawn.length })
    },
  })
}

async function decide(
  context: FileContext,
  subjects: Subjects,
): Promise<Result<CaseFacts, AppealsRefusal>> {
  const { db, input, now, today, actor } = context
  const { tenantCode } = input
  const facts = await findFacts(context, subjects)
  if (!facts) return refuse('appeals.unknown_subject')
  const { personId, householdId } = residenceOf(actor, tenantCode)!
  const by = { personId, subjectId: facts.subjectId }
  const told = await toldAt(db, tenantCode, { personIds: [personId], subjectId: facts.subjectId })
  const days = await settingNumber(db, { key: 'appeals.filing_days', tenantCode, today })
  return decideFiling({
    ...{ facts, now, today, householdId },
    lastDayAfterTold: told ? addWorkingDays(plainDateInChina(told), days).date : null,
    earlier: await findEarlier(db, tenantCode, by),
  })
}

async function enter(
  context: FileContext,
  facts: CaseFacts,
): Promise<
  Pick<Appeal, 'id' | 'number' | 'householdId' | 'title' | 'answerDueOn' | 'dueProvisional'>
> {
  const { db, input, now, today, actor, newId } = context
  const { tenantCode, grounds } = input
  const days = await settingNumber(db, { key: 'notices.objection_answer_days', tenantCode, today })
  const due = addWorkingDays(today, days)
  const number = numberOf(today, await countFiledOn(db, tenantCode, numberOf(today, 0).slice(0, 9)))
  const id = newId()
  const appellantId = residenceOf(actor, tenantCode)!.personId
  const key = { tenantCode, appealId: id }
  await insertAppeal(db, key, { facts, number, grounds, filedAt: now, due, appellantId })
  const by = { byPersonId: null, byPost: null, note: null }
  await insertStep(db, key, { id: newId(), kind: 'filed', at: now, ...by })
  const { householdId, title } = facts
  return { id, number, householdId, title, answerDueOn: due.date, dueProvisional: due.provisional }
}

/** Takes one's own objection back; what it held goes on. */
export const withdraw = defineCommand({
  name: 'appeals.withdraw',
  input: WithdrawAppeal,
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run({ db, input, now, actor, newId }) {
    const key: AppealKey = input
    const personId = residenceOf(actor, input.tenantCode)!.personId
    const appeal = await findAppeal(db, key)
    if (!appeal || !(await isAppellant(db, key, [personId]))) {
      return refuse('appeals.unknown_appeal')
    }
    const open = checkOpen(appeal)
    if (!open.ok) return open
    if (!(await closeAppeal(db, key, { state: 'withdrawn', at: now }))) {
      return refuse('appeals.already_decided', { number: appeal.number })
    }
    const by = { byPersonId: null, byPost: null, note: null }
    await insertStep(db, key, { id: newId(), kind: 'withdrawn', at: now, ...by })
    return ok({ appealId: appeal.id, number: appeal.number })
  },
})
