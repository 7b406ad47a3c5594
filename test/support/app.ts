import { readFileSync } from 'node:fs'
import { type App, makeApp } from '#app.ts'
import type { Session } from '#kernel/actor.ts'
import { manualClock } from '#kernel/clock.ts'
import { openDatabase } from '#kernel/database.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import type { ModuleManifest } from '#kernel/module.ts'
import { makeSecrets } from '#kernel/secrets.ts'
import { dumpPath } from './dump.ts'
import { layVillage } from './village.ts'

export interface TestApp {
  readonly app: App
  readonly clock: ReturnType<typeof manualClock>
  /** Sends a command in the name of a fixture person (`reviewer`, `villager_001`), or 'guest', 'system'. */
  send(who: string, name: string, input: unknown, id?: string): ReturnType<App['dispatch']>
  /** Asks a query in the name of a fixture person. */
  see(who: string, name: string, input: unknown): ReturnType<App['dispatch']>
  close(): Promise<void>
}

export const testSecrets = makeSecrets(Buffer.alloc(32, 7))

/** The app on a fresh migrated database in memory, with the fixture village and a standing clock. */
export async function openTestApp(
  options: { modules?: readonly ModuleManifest[]; village?: boolean } = {},
): Promise<TestApp> {
  const database = await openDatabase(
    { memory: true },
    { from: new Blob([readFileSync(dumpPath())]) },
  )
  if (options.village !== false) await layVillage(database.kysely)
  const clock = manualClock('2026-11-22T02:00:00Z')
  const parts = { database, clock, secrets: testSecrets }
  const app = makeApp(options.modules ? { ...parts, modules: options.modules } : parts)
  return {
    app,
    clock,
    send: (who, name, input, id = newEnvelopeId()) =>
      app.dispatch(sessionOf(who), { id, name, input }),
    see: (who, name, input) => app.ask(sessionOf(who), name as never, input as never),
    close: () => database.close(),
  }
}

export function sessionOf(who: string): Session {
  if (who === 'guest') return { accountId: null }
  if (who === 'system') return { accountId: null, system: 'test' }
  return { accountId: `account-${who}` }
}
