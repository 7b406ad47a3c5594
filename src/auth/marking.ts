import type { OpenedDatabase } from '#kernel/database.ts'
import { isMarkedDemonstration, markEmptyAsDemonstration } from './sign-in/store.ts'

/**
 * Makes a new, empty database a demonstration for good. To be called while the data folder is made,
 * before the first person is entered.
 * @throws when it already knows people.
 */
export async function markDemonstration(database: OpenedDatabase): Promise<void> {
  if (await isMarkedDemonstration(database.kysely)) return
  if (await markEmptyAsDemonstration(database.kysely, new Date().toISOString())) return
  throw new Error('This database already knows people, so it cannot become a demonstration.')
}
