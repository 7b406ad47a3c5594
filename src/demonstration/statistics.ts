import { sql } from 'kysely'
import { addDays } from '#kernel/clock.ts'
import type { Db } from '#kernel/tables.ts'
import { instantAt, type Quarter } from './calendar.ts'
import type { Timeline } from './timeline.ts'

/** The tables that grow while a story is told; the others keep the size they began with. */
const growing = [
  ...['audit.entry', 'kernel.envelope', 'organisations.post_holding', 'auth.account_person'],
  ...['people.person', 'people.household', 'people.membership', 'people.household_division'],
  ...['people.consent', 'people.kinship', 'points.deed', 'points.deed_step', 'notices.message'],
]

/**
 * Lets the planner count the rows anew. A server does so by itself; the embedded database, which has
 * no background processes, would go on believing that every table is empty.
 */
export async function countAnew(db: Db): Promise<void> {
  await sql`analyze ${sql.join(growing.map((name) => sql.table(name)))}`.execute(db)
}

/** The same for every table, once all is there. */
export async function countAll(db: Db): Promise<void> {
  await sql`analyze`.execute(db)
}

/** Counts anew while a quarter fills, and before it is closed. */
export function keepCounting(timeline: Timeline, db: Db, quarter: Quarter): void {
  for (const days of [10, 94]) {
    timeline.at(instantAt(addDays(quarter.startsOn, days), '03:00'), () => countAnew(db))
  }
}
