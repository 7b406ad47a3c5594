import { type App, makeApp } from '#app.ts'
import type { Session } from '#kernel/actor.ts'
import { manualClock } from '#kernel/clock.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import type { ModuleManifest } from '#kernel/module.ts'
import { makeSecrets } from '#kernel/secrets.ts'
import { databaseFrom, migratedDatabase, type Snapshot, villageDatabase } from './fresh-database.ts'

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

interface Beginning {
  readonly modules?: readonly ModuleManifest[]
  /** Without the fixture village: nothing but what the migrations made. */
  readonly village?: boolean
  /** Instead of both: what another test app had come to. */
  readonly from?: Snapshot
  /** What the clock says at first; 22 November 2026 unless told. */
  readonly at?: string
}

/** The app on a fresh migrated database in memory, with the fixture village and a standing clock. */
export async function openTestApp(beginning: Beginning = {}): Promise<TestApp> {
  const { database, giveBack } = await databaseOf(beginning)
  const clock = manualClock(beginning.at ?? '2026-11-22T02:00:00Z')
  const parts = { database, clock, secrets: testSecrets }
  const app = makeApp(beginning.modules ? { ...parts, modules: beginning.modules } : parts)
  return {
    app,
    clock,
    send: (who, name, input, id = newEnvelopeId()) =>
      app.dispatch(sessionOf(who), { id, name, input }),
    see: (who, name, input) => app.ask(sessionOf(who), name as never, input as never),
    close: giveBack,
  }
}

function databaseOf({ from, village }: Beginning) {
  if (from) return databaseFrom(from)
  return village === false ? migratedDatabase() : villageDatabase()
}

export function sessionOf(who: string): Session {
  if (who === 'guest') return { accountId: null }
  if (who === 'system') return { accountId: null, system: 'test' }
  return { accountId: `account-${who}` }
}
