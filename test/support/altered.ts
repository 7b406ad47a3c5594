import { expect } from 'vitest'
import type { OpenedDatabase } from '#kernel/database.ts'
import { type Verdict, verifyTenant } from '#verify/main.ts'
import { place } from './village.ts'

/** The installation's secret in tests (`testSecrets`). */
const master = Buffer.alloc(32, 7)

/** What `verify` says of the fixture village. */
export const verdictOn = (database: OpenedDatabase): Promise<Verdict> =>
  verifyTenant(database, place.village, master)

class Undone extends Error {}

/** Alters the records as only the database's owner could, verifies, and undoes it. */
export async function altered(database: OpenedDatabase, statement: string): Promise<Verdict> {
  let found: Verdict | undefined
  const { pglite } = database
  try {
    await pglite!.exec('begin')
    const result = (await pglite!.exec(statement)).at(-1)
    expect(result?.affectedRows, 'the alteration changes something').toBeGreaterThan(0)
    found = await verdictOn(database)
    throw new Undone()
  } catch (error) {
    if (!(error instanceof Undone)) throw error
  } finally {
    await pglite!.exec('rollback')
  }
  return found!
}
