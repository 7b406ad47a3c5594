import { canonicalJson } from '#kernel/canonical.ts'
import {
  type AuditAct,
  discreetCommands,
  type EntryRead,
  type HistoryLine,
  villageMatters,
} from './model.ts'

/**
 * Every act is written down once, with who did it, in which office, for whom and when.
 * Format version 1, specified in README.md: canonical JSON, no personal content, only the
 * commitment to it.
 */
export function entryBytes(
  place: { tenantCode: string; sequence: number },
  act: AuditAct,
  commitment: string,
): string {
  const { actor, capacity } = act
  return canonicalJson({
    v: 1,
    tenant: place.tenantCode,
    sequence: place.sequence,
    envelope: act.envelopeId,
    command: act.command,
    actor: {
      kind: actor.kind,
      account: actor.accountId,
      name: actor.name,
      person: capacity.personId,
      post: capacity.post,
      organisation: capacity.organisationId,
      at: capacity.tenantCode || null,
    },
    behalf: actor.behalf
      ? { person: actor.behalf.personId, assistance: actor.behalf.assistanceId }
      : null,
    at: act.at,
    recorded: act.recordedAt,
    subjects: [...act.subjects].sort(),
    commitment,
  })
}

/** What the commitment is made over: the input and the outcome of the act. */
export function contentBytes(act: Pick<AuditAct, 'input' | 'outcome'>): string {
  return canonicalJson({ input: act.input ?? null, outcome: act.outcome ?? null })
}

export interface Reading {
  readonly tenantCode: string
  /** Reads as a villager: whoever praised stays unknown. */
  readonly villager: boolean
  /** The persons the reader is, or helps. */
  readonly self: ReadonlySet<string>
  readonly names: ReadonlyMap<string, string>
  readonly bodies: ReadonlyMap<string, string>
}

export interface EntryFacts {
  readonly sequence: number
  readonly command: string
  readonly at: string
  readonly leafHash: string
  readonly entry: EntryRead
}

/**
 * A villager may look up an entry that concerns their own person or household, and one in which
 * the program or an office acted on a matter of the whole village, such as announcing a result.
 * Source: issue 2, section 3.5; invariant 6 of this module.
 */
export function isOpenTo(
  own: readonly string[],
  facts: { readonly subjects: readonly string[]; readonly entry: EntryRead },
): boolean {
  const { subjects, entry } = facts
  if (subjects.some((subject) => own.includes(subject))) return true
  const { kind, post } = entry.actor
  if (kind === 'system') return subjects.every(isVillageMatter)
  const isOffice = post !== 'villager' && post !== 'guest'
  return isOffice && subjects.length > 0 && subjects.every(isVillageMatter)
}

function isVillageMatter(subject: string): boolean {
  return villageMatters.includes(subject.slice(0, subject.indexOf(':')))
}

/**
 * Whoever acts in an office is named; a villager is named to nobody but themselves, so that those
 * who decide never see who objected. A household never learns here who declared something.
 * Source: house rule 10.
 */
export function historyLine(facts: EntryFacts, reading: Reading): HistoryLine {
  const { actor, behalf, recorded } = facts.entry
  const byMe = actor.person !== null && reading.self.has(actor.person)
  const isOffice = actor.post !== 'villager' && actor.post !== 'guest'
  const name = actor.person ? (reading.names.get(actor.person) ?? null) : null
  const withheld = reading.villager && !byMe && discreetCommands.includes(facts.command)
  const elsewhere = actor.at !== null && actor.at !== reading.tenantCode
  return {
    sequence: facts.sequence,
    command: facts.command,
    at: facts.at,
    recordedAt: recorded,
    post: actor.post,
    organisation: actor.organisation ? (reading.bodies.get(actor.organisation) ?? null) : null,
    fromPlace: elsewhere ? actor.at : null,
    name: isOffice || byMe ? name : null,
    byMe,
    onBehalf: behalf !== null,
    leafHash: facts.leafHash,
    ...(withheld ? nobody : {}),
  }
}

const nobody = { post: 'withheld', organisation: null, fromPlace: null, name: null }
