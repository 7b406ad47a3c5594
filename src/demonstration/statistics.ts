import { sql } from 'kysely'
import { addDays } from '#kernel/clock.ts'
import type { Db } from '#kernel/tables.ts'
import { instantAt, type Quarter } from './calendar.ts'
import type { Timeline } from './timeline.ts'

/**
 * Lets the planner count the rows anew. A server does so by itself; the embedded database, which has
 * no background processes, would go on believing that every table is empty.
 */
export async function countAnew(db: Db): Promise<void> {
  await sql`analyze`.execute(db)
}

/** Counts anew while a quarter fills, and before it is closed. */
export function keepCounting(timeline: Timeline, db: Db, quarter: Quarter): void {
  for (const days of [10, 40, 94]) {
    timeline.at(instantAt(addDays(quarter.startsOn, days), '03:00'), () => countAnew(db))
  }
}
