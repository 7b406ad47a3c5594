import { v7 } from 'uuid'
import type {
  App,
  CommandInput,
  CommandName,
  CommandValue,
  QueryInput,
  QueryName,
  QueryValue,
} from '#app.ts'
import type { Session } from '#kernel/actor.ts'
import type { Outcome } from '#kernel/outcome.ts'
import type { Secrets } from '#kernel/secrets.ts'
import type { Chance } from './chance.ts'
import type { TurnedClock } from './timeline.ts'

export type Dispatcher = Pick<App, 'dispatch' | 'ask' | 'kernel'>

/** The one door for writing as the story uses it: what is refused here is a fault of the story. */
export interface Door {
  readonly clock: TurnedClock
  readonly secrets: Secrets
  /** Identifier of the next envelope: it follows from the seed and the simulated hour. */
  newEnvelopeId(): string
  act<N extends CommandName>(
    session: Session,
    name: N,
    input: CommandInput<N>,
    id?: string,
  ): Promise<CommandValue<N>>
  /** Tries what may be refused, and tells how it went. */
  attempt<N extends CommandName>(
    session: Session,
    name: N,
    input: CommandInput<N>,
  ): Promise<Outcome<unknown>>
  see<N extends QueryName>(session: Session, name: N, input: QueryInput<N>): Promise<QueryValue<N>>
}

/** The program itself, at the beginning, when nobody has an office yet. */
export const founding: Session = { accountId: null, system: 'foundation' }

export function openDoor(app: Dispatcher, clock: TurnedClock, chance: Chance): Door {
  const newEnvelopeId = () =>
    v7({ msecs: Date.parse(clock.now()), random: chance.bytes(16), seq: chance.int(0, 0x7fffffff) })
  const send = (session: Session, name: string, input: unknown, id = newEnvelopeId()) =>
    app.dispatch(session, { id, name, input })
  return {
    ...{ clock, secrets: app.kernel.secrets, newEnvelopeId },
    attempt: (session, name, input) => send(session, name, input),
    async act(session, name, input, id) {
      const done = await send(session, name, input, id)
      if (!done.ok) throw new Error(failure(`${name} at ${clock.now()}`, done))
      return done.value as CommandValue<typeof name>
    },
    async see(session, name, input) {
      const seen = await app.ask(session, name, input)
      if (!seen.ok) throw new Error(failure(name, seen))
      return seen.value
    },
  }
}

function failure(what: string, refused: { code: string; details: unknown }): string {
  return `The story does not hold together: ${what} was refused with ${refused.code} ${JSON.stringify(refused.details)}`
}
