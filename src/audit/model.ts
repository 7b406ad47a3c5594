import { z } from 'zod'
import type { Actor, Capacity } from '#kernel/actor.ts'
import { part } from '#kernel/listing.ts'

const tenantCode = z.string().regex(/^[0-9]{12}$/)

export const History = z.object({
  tenantCode,
  /** What the history is about: `household:UUID`, `deed:UUID`, `setting:notices.days` … */
  subject: z
    .string()
    .max(120)
    .regex(/^[a-z_]+:[\w.-]+$/),
  ...part(50),
})
export const Looks = z.object({ tenantCode, ...part(50) })
export const OneEntry = z.object({ tenantCode, sequence: z.int().min(0).max(2_000_000_000) })

/** Kinds of subjects that concern a whole village and say nothing about anybody in it. */
export const villageMatters: readonly string[] = [
  ...['close', 'cycle', 'rule_version', 'notice', 'setting', 'place', 'division'],
]

/**
 * Acts by which people may praise their neighbours, also those who hold a post: to a household they
 * are shown without any capacity, because that alone could name somebody.
 */
export const discreetCommands: readonly string[] = [
  ...['points.declare', 'points.declare_round', 'points.amend', 'points.withdraw'],
]

/**
 * Somebody's own affairs with others outside the village: no office finds in a person's history that
 * there was such a letter, to whom, or that it was looked up.
 */
export const ownAffairs: readonly string[] = [
  ...['letters.begin', 'letters.answer', 'letters.issue', 'letters.discard', 'letters.revoke'],
  'letters.look_up',
]

export const auditRefusals = { 'audit.unknown_entry': 404 } as const
export type AuditRefusal = keyof typeof auditRefusals

/** Village posts that work with the records and may read what was done to them. */
export const officerPosts = [
  ...['secretary', 'deputy_secretary', 'director', 'deputy_director', 'committee_member'],
  ...['scorekeeper', 'village_administrator', 'supervision_chair', 'supervision_member'],
  ...['review_leader', 'reviewer', 'leading_head', 'leading_member', 'grid_leader', 'grid_worker'],
] as const
export const abovePosts = [
  ...['township_official', 'township_administrator', 'county_official', 'county_administrator'],
] as const

/** One act in the history of a subject, as it may be shown. */
export interface HistoryLine {
  readonly sequence: number
  readonly command: string
  /** ISO instant. */
  readonly at: string
  /** When it was noted on a device without signal. */
  readonly recordedAt: string | null
  /** Post, `villager`, `system`, or `withheld` from a household that may have been praised. */
  readonly post: string
  readonly organisation: string | null
  /** The place of the post, when it is another than this one. */
  readonly fromPlace: string | null
  /** Name of an office holder, or of the reader; null for other villagers. */
  readonly name: string | null
  readonly byMe: boolean
  readonly onBehalf: boolean
  readonly leafHash: string
}

/** One entry of the record, with how many there are by now. */
export interface EntryLine extends HistoryLine {
  readonly size: number
}

/** One look at somebody's record. */
export interface LookLine {
  readonly id: string
  readonly at: string
  readonly name: string | null
  readonly post: string
  readonly organisation: string | null
  readonly query: string
  readonly purpose: string
}

/** The parts of an entry that a history reads; the whole format is in README.md. */
export interface EntryRead {
  readonly actor: {
    readonly kind: string
    readonly person: string | null
    readonly post: string
    readonly organisation: string | null
    readonly at: string | null
  }
  readonly behalf: { readonly person: string } | null
  readonly recorded: string | null
}

/** The head of one tenant's audit sequence, as locked by a command. */
export interface AuditHead {
  readonly tenantCode: string
  readonly size: number
  /** Roots of complete subtrees, largest first, lower-case hex. */
  readonly frontier: readonly string[]
  readonly lastAt: string | null
}

/** What one act leaves in the audit sequence. */
export interface AuditAct {
  readonly envelopeId: string
  readonly command: string
  readonly actor: Actor
  readonly capacity: Capacity
  /** ISO instant. */
  readonly at: string
  readonly recordedAt: string | null
  readonly subjects: readonly string[]
  readonly input: unknown
  readonly outcome: unknown
}

export interface AuditHeadTable {
  tenant_code: string
  size: number
  frontier: string
  last_at: string | null
}
export interface AuditEntryTable {
  tenant_code: string
  sequence: number
  entry: string
  leaf_hash: string
  command: string
  at: string
  subjects: string[]
}
export interface AuditContentTable {
  tenant_code: string
  sequence: number
  salt: string
  sealed: string
}
export interface AuditLookTable {
  tenant_code: string
  id: string
  person_id: string
  looked_at: string
  by_person_id: string | null
  by_post: string
  by_organisation_id: string | null
  query: string
  purpose: string
}
export interface AuditTables {
  'audit.head': AuditHeadTable
  'audit.entry': AuditEntryTable
  'audit.content': AuditContentTable
  'audit.look': AuditLookTable
}
