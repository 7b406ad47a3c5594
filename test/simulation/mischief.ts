import { isDeepStrictEqual } from 'node:util'
import type { Chance } from '#demonstration/chance.ts'
import type { Dispatcher } from '#demonstration/door.ts'
import type { Session } from '#kernel/actor.ts'
import { addDays, type Clock, plainDateInChina } from '#kernel/clock.ts'
import type { Envelope } from '#kernel/command.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import type { Outcome } from '#kernel/outcome.ts'
import type { Acknowledged, Fields } from './auditor.ts'

export interface Mischief {
  readonly app: Dispatcher
  /** Everything acknowledged, once each. */
  readonly log: Acknowledged[]
  /** What should have been refused or repeated and was not. */
  readonly faults: string[]
  readonly tries: Map<string, number>
}

interface Act {
  readonly session: Session
  readonly envelope: Envelope
  readonly value: Fields
}

interface Playing extends Mischief {
  readonly inner: Dispatcher
  readonly clock: Clock
  readonly chance: Chance
  readonly seen: Act[]
}

/** Lets a village's commands through, and between them sends what must not be. */
export function mischievous(inner: Dispatcher, of: { clock: Clock; chance: Chance }): Mischief {
  const playing: Playing = {
    ...{ inner, ...of, log: [], faults: [], tries: new Map(), seen: [] },
    app: { ...inner, dispatch: (session, envelope) => pass(playing, session, envelope) },
  }
  return playing
}

async function pass(
  playing: Playing,
  session: Session,
  envelope: Envelope,
): Promise<Outcome<unknown>> {
  const { chance } = playing
  const twice = chance.happens(0.1)
  const [outcome, second] = await Promise.all([
    playing.inner.dispatch(session, envelope),
    twice ? playing.inner.dispatch(session, envelope) : null,
    chance.happens(0.3) ? rival(playing, session, envelope) : null,
  ])
  if (!outcome.ok) return outcome
  if (second)
    mustRepeat(playing, 'the same envelope at the same moment', { first: outcome, second })
  const act = { session, envelope, value: (outcome.value ?? {}) as Fields }
  note(playing, act)
  for (const prank of pranksFor(envelope.name)) if (chance.happens(0.25)) await prank(playing, act)
  playing.seen.push(act)
  return outcome
}

function note({ log, clock }: Playing, { session, envelope, value }: Act): void {
  const input = envelope.input as Fields
  log.push({ at: clock.now(), accountId: session.accountId, name: envelope.name, input, value })
}

/** Somebody else of the same post decides about the same deeds at the same moment. */
async function rival(playing: Playing, session: Session, envelope: Envelope): Promise<void> {
  if (envelope.name !== 'points.approve' && envelope.name !== 'points.verify') return
  const others = playing.seen.filter(
    (act) => act.envelope.name === envelope.name && act.session.accountId !== session.accountId,
  )
  const other = others.at(-1)
  if (other)
    await mustRefuse(playing, 'two at once', {
      ...other,
      envelope: { ...envelope, id: newEnvelopeId() },
    })
}

type Prank = (playing: Playing, act: Act) => Promise<void>

function count(playing: Playing, what: string): void {
  playing.tries.set(what, (playing.tries.get(what) ?? 0) + 1)
}

function mustRepeat(
  playing: Playing,
  what: string,
  { first, second }: { first: Outcome<unknown>; second: Outcome<unknown> },
): void {
  count(playing, what)
  const same =
    first.ok && second.ok && second.replayed && isDeepStrictEqual(first.value, second.value)
  if (!same) playing.faults.push(`${what} was not answered with the first result`)
}

async function mustRefuse(
  playing: Playing,
  what: string,
  act: Pick<Act, 'session' | 'envelope'>,
): Promise<void> {
  count(playing, what)
  const outcome = await playing.inner.dispatch(act.session, act.envelope)
  if (!outcome.ok) return
  playing.faults.push(`${what}: ${act.envelope.name} was acknowledged at ${playing.clock.now()}`)
  note(playing, { ...act, value: (outcome.value ?? {}) as Fields })
}

const fresh = (act: Act, name: string, input: Fields) => ({
  session: act.session,
  envelope: { id: newEnvelopeId(), name, input },
})
const inputOf = (act: Act) => act.envelope.input as Fields

const replay: Prank = async (playing, act) => {
  const second = await playing.inner.dispatch(act.session, act.envelope)
  const first = { ok: true, value: act.value, sequence: 0, replayed: false } as const
  mustRepeat(playing, 'the same envelope again', { first, second })
}
const alter: Prank = (playing, act) => {
  const input = { ...inputOf(act), note: '改过的内容', reason: '改过的内容', grounds: '改过的内容' }
  const changed =
    'happenedOn' in input ? { ...input, happenedOn: '2019-01-01' } : { ...input, extra: 1 }
  const shapes = ['points.declare', 'points.declare_round', 'points.withdraw', 'points.verify']
  if (!shapes.includes(act.envelope.name)) return Promise.resolve()
  return mustRefuse(playing, 'an altered envelope', {
    ...act,
    envelope: {
      ...act.envelope,
      input:
        act.envelope.name === 'points.withdraw' ? { ...input, deedId: newEnvelopeId() } : changed,
    },
  })
}
const stranger: Prank = (playing, act) =>
  mustRefuse(playing, 'a guest', {
    ...fresh(act, act.envelope.name, inputOf(act)),
    session: { accountId: null },
  })
const tomorrow: Prank = (playing, act) => {
  const envelope = {
    id: newEnvelopeId(),
    name: act.envelope.name,
    input: inputOf(act),
    recordedAt: '2099-01-01T00:00:00Z',
  }
  return mustRefuse(playing, 'noted in the future', { ...act, envelope })
}
const future: Prank = (playing, act) => {
  const happenedOn = addDays(String(inputOf(act).happenedOn), 40)
  return mustRefuse(
    playing,
    'a deed of the future',
    fresh(act, 'points.declare', { ...inputOf(act), happenedOn }),
  )
}
const abroad: Prank = (playing, act) =>
  mustRefuse(
    playing,
    'another village',
    fresh(act, act.envelope.name, { ...inputOf(act), tenantCode: '231282106203' }),
  )
const again: Prank = (playing, act) =>
  mustRefuse(playing, 'decided twice', fresh(act, act.envelope.name, inputOf(act)))
const ownRound: Prank = (playing, act) => {
  const deedIds = (act.value.entered as { deedId: string }[]).map((entry) => entry.deedId)
  const { tenantCode } = inputOf(act)
  const input = { tenantCode, deedIds, decision: 'confirm', evidence: 'seen_on_site' }
  return deedIds.length > 0
    ? mustRefuse(playing, 'one’s own round', fresh(act, 'points.verify', input))
    : Promise.resolve()
}
const ownDeed: Prank = (playing, act) => {
  const { tenantCode } = inputOf(act)
  const input = { tenantCode, deedIds: [act.value.deedId], decision: 'approve' }
  return mustRefuse(playing, 'one’s own deed', fresh(act, 'points.approve', input))
}
/** A deed of the quarter that is being closed, in the name of whoever declared last. */
const late: Prank = async (playing) => {
  const monthBegan = `${plainDateInChina(playing.clock.now()).slice(0, 8)}01`
  const earlier = playing.seen.findLast(
    (act) => act.envelope.name === 'points.declare' && String(inputOf(act).happenedOn) < monthBegan,
  )
  if (!earlier) return
  const input = { ...inputOf(earlier), itemKey: 'found_returned', valueHundredths: 200 }
  await mustRefuse(playing, 'after the close', fresh(earlier, 'points.declare', input))
}
/** The clock of the program comes by while the notice still hangs: nothing may become final. */
const hasty: Prank = async (playing, act) => {
  const { tenantCode, closeId } = inputOf(act)
  const session = { accountId: null, system: 'test' }
  const envelope = {
    id: newEnvelopeId(),
    name: 'stars.finalise_slice',
    input: { tenantCode, closeId, households: 50 },
  }
  const outcome = await playing.inner.dispatch(session, envelope)
  count(playing, 'before the notice ended')
  if (!outcome.ok) return
  const value = outcome.value as Fields
  note(playing, { session, envelope, value })
  if (value.finalised !== 0) playing.faults.push('something became final while its notice hung')
}

function pranksFor(name: string): readonly Prank[] {
  const specific: Readonly<Record<string, readonly Prank[]>> = {
    'points.declare': [future, abroad, ownDeed, alter],
    'points.declare_round': [ownRound, abroad, alter],
    'points.verify': [again, abroad, alter],
    'points.review': [again, abroad],
    'points.approve': [again, abroad],
    'points.withdraw': [again, alter],
    'stars.start_close': [again, late, late, late],
    'stars.publish': [again, hasty, hasty, hasty, hasty],
    'appeals.file': [again],
    'appeals.decide': [again],
  }
  return [replay, stranger, tomorrow, ...(specific[name] ?? [])]
}
