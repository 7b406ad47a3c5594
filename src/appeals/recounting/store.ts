import { sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'

/** An open objection whose day of answer was counted into a year without published holidays. */
export interface ProvisionalAppeal {
  readonly tenantCode: string
  readonly id: string
  readonly number: string
  readonly filedAt: string
  readonly answerDueOn: string
}

/** Of one place, or of all that may be seen. */
export async function provisionalAppeals(
  db: Db,
  tenantCode?: string,
): Promise<ProvisionalAppeal[]> {
  const { rows } = await sql<ProvisionalAppeal>`
    select tenant_code as "tenantCode", id, number, filed_at as "filedAt",
      answer_due_on as "answerDueOn"
    from appeals.appeal
    where due_provisional and state = 'open'
      and (${tenantCode ?? null}::text is null or tenant_code = ${tenantCode ?? null})
    order by tenant_code, number`.execute(db)
  return rows
}

export async function setAnswerDue(
  db: Db,
  appeal: { tenantCode: string; id: string },
  due: { date: string; provisional: boolean },
): Promise<boolean> {
  const { rows } = await sql`
    update appeals.appeal set answer_due_on = ${due.date}, due_provisional = ${due.provisional}
    where tenant_code = ${appeal.tenantCode} and id = ${appeal.id} and state = 'open'
      and due_provisional
    returning id`.execute(db)
  return rows.length === 1
}
