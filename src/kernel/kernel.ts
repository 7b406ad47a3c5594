import type { RawBuilder } from 'kysely'
import type { Actor, Capacity, Session } from './actor.ts'
import type { Clock } from './clock.ts'
import type { AnyCommand } from './command.ts'
import type { OpenedDatabase } from './database.ts'
import type { Follower, Forgetter } from './module.ts'
import type { AnyQuery, Looked } from './query.ts'
import type { Secrets } from './secrets.ts'
import type { Db } from './tables.ts'

export interface TenantHead {
  readonly tenantCode: string
  readonly size: number
  readonly frontier: readonly string[]
  readonly lastAt: string | null
}

export interface RecordedAct {
  readonly envelopeId: string
  readonly command: string
  readonly actor: Actor
  readonly capacity: Capacity
  readonly at: string
  readonly recordedAt: string | null
  readonly subjects: readonly string[]
  readonly input: unknown
  readonly outcome: unknown
}

/** How acts are put on record; given by the audit module. */
export interface AuditPort {
  lockHeads(db: Db, tenantCodes: readonly string[]): Promise<readonly TenantHead[]>
  appendAct(
    head: TenantHead,
    act: RecordedAct,
    envelope: { name: string; inputDigest: string; outcome: string; secrets: Secrets },
  ): RawBuilder<unknown>
  recordLook(db: Db, look: LookAct): Promise<void>
}

export interface LookAct extends Looked {
  readonly query: string
  readonly at: string
  readonly capacity: Capacity
}

/** All that the two doors need, put together once by the composition root. */
export interface Kernel {
  readonly database: OpenedDatabase
  readonly clock: Clock
  readonly secrets: Secrets
  readonly audit: AuditPort
  readonly commands: ReadonlyMap<string, AnyCommand>
  readonly queries: ReadonlyMap<string, AnyQuery>
  /** What modules do when somebody's record goes on as another, in the order of the modules. */
  readonly followers: readonly Follower[]
  /** What modules do when somebody is forgotten, in the order of the modules. */
  readonly forgetters: readonly Forgetter[]
  /** Who a session is today: residences and posts, read after the tenant is locked. */
  identify(db: Db, session: Session, today: string): Promise<Actor>
  nudge(job: string): void
  /** Counts what became of a command, whoever sent it and however. */
  tally(command: string, fate: Fate): void
}

/** `repeated`: the envelope had been carried out before, and its first result was answered. */
export type Fate = 'done' | 'repeated' | 'refused' | 'invalid' | 'fault'
