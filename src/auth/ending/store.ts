import { sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'

/** What ends of an account: through functions of the owner, which check that it is in scope. */

export async function endSessionsOf(db: Db, accountId: string): Promise<number> {
  const { rows } = await sql<{ ended: number }>`
    select auth.end_sessions(${accountId}) as ended`.execute(db)
  return rows[0]!.ended
}

export async function removeSecondFactors(db: Db, accountId: string): Promise<void> {
  await sql`select auth.remove_second_factors(${accountId})`.execute(db)
}

export async function shutAccount(db: Db, accountId: string): Promise<void> {
  await sql`select auth.shut_user(${accountId})`.execute(db)
}

/** Ends what these people's telephone or card has opened. */
export async function endWay(
  db: Db,
  of: { tenantCode: string; personIds: readonly string[]; way: 'phone' | 'passbook' },
): Promise<void> {
  await sql`select auth.end_way(${of.tenantCode}, ${[...of.personIds]}::uuid[], ${of.way})`.execute(
    db,
  )
}

/** Parts a forgotten person from their account, by a function that works for nobody else. */
export async function partForgotten(
  db: Db,
  of: { tenantCode: string; personId: string; now: string },
): Promise<void> {
  await sql`select auth.forget_person(${of.tenantCode}, ${of.personId}, ${of.now}::timestamptz)`.execute(
    db,
  )
}
