import { canonicalJson } from '#kernel/canonical.ts'
import type { AuditAct, EntryRead, HistoryLine } from './model.ts'

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
 * Whoever acts in an office is named; a villager is named to nobody but themselves, so that those
 * who decide never see who objected.
 * Source: house rule 10.
 */
export function historyLine(facts: EntryFacts, reading: Reading): HistoryLine {
  const { actor, behalf, recorded } = facts.entry
  const byMe = actor.person !== null && reading.self.has(actor.person)
  const isOffice = actor.post !== 'villager' && actor.post !== 'guest'
  const name = actor.person ? (reading.names.get(actor.person) ?? null) : null
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
  }
}
