import { plainDateInChina } from '#kernel/clock.ts'
import type { Db } from '#kernel/tables.ts'
import { addWorkingDays, type WorkingDeadline } from '#kernel/working-days.ts'
import { settingNumber } from '#settings/queries.ts'
import { type ProvisionalAppeal, provisionalAppeals } from './store.ts'

export interface Recount {
  readonly appeal: ProvisionalAppeal
  readonly due: WorkingDeadline
}

/**
 * What comes out otherwise when the days of answer are counted again: from the day of the objection,
 * with the number of days that held when it was raised, by the holidays published today.
 */
export async function recounts(db: Db, tenantCode?: string): Promise<Recount[]> {
  const found: Recount[] = []
  for (const appeal of await provisionalAppeals(db, tenantCode)) {
    const filedOn = plainDateInChina(appeal.filedAt)
    const at = { tenantCode: appeal.tenantCode, today: filedOn, knownAt: appeal.filedAt }
    const days = await settingNumber(db, { key: 'notices.objection_answer_days', ...at })
    const due = addWorkingDays(filedOn, days)
    if (!due.provisional || due.date !== appeal.answerDueOn) found.push({ appeal, due })
  }
  return found
}
