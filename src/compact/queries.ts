import { z } from 'zod'
import { anyone, holds, oversees } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { lintLimits, voteNumbers } from './adoption/queries.ts'
import { citableRules, citedClauses } from './citing/queries.ts'
import { adopters, drafters } from './commands.ts'
import { differences } from './difference/rules.ts'
import { listReasons } from './explaining/store.ts'
import type { CompactRefusal, Resolution, RuleBookContent } from './model.ts'
import { lintContent } from './rules.ts'
import { findInForce, findVersion, listAdopting, listVersions, type VersionRow } from './store.ts'
import { templates as templateList } from './templates/catalogue.ts'

const TenantCode = z.string().regex(/^\d{12}$/)

/** A version of a rule book as other modules and pages see it. */
export interface Version {
  readonly id: string
  readonly ruleBookId: string
  readonly number: number
  readonly content: RuleBookContent
  readonly contentHash: string
  readonly resolution: Resolution | null
  readonly draftedAt: string
  readonly adoptedAt: string | null
  readonly effectiveFrom: string | null
}

function versionOf(row: VersionRow): Version {
  return {
    ...{ id: row.id, ruleBookId: row.rule_book_id, number: row.number, content: row.content },
    ...{ contentHash: row.content_hash, resolution: row.resolution, draftedAt: row.drafted_at },
    ...{ adoptedAt: row.adopted_at, effectiveFrom: row.effective_from },
  }
}

/** The version under which points are counted on a day; null while none was adopted. */
export async function versionInForce(
  db: Db,
  tenantCode: string,
  day: string,
): Promise<Version | null> {
  const row = await findInForce(db, tenantCode, day)
  return row ? versionOf(row) : null
}

export async function versionById(db: Db, tenantCode: string, id: string): Promise<Version | null> {
  const row = await findVersion(db, tenantCode, id)
  return row ? versionOf(row) : null
}

/** The version to be tried before anybody votes on it; without an id the draft begun last, if any. */
export async function versionToTry(
  db: Db,
  tenantCode: string,
  versionId: string | undefined,
): Promise<Result<Version | null, CompactRefusal>> {
  const rows = await listVersions(db, tenantCode)
  if (versionId) {
    const row = rows.find((one) => one.id === versionId)
    return row ? ok(versionOf(row)) : refuse('compact.unknown_version')
  }
  const drafts = rows.filter((row) => row.adopted_at === null)
  const [last] = drafts.sort(
    (a, b) => b.drafted_at.localeCompare(a.drafted_at) || b.id.localeCompare(a.id),
  )
  return ok(last ? versionOf(last) : null)
}

/** Places of the scope that have adopted a rule book. */
export const adoptingPlaces = listAdopting

/** Adopted versions of a village, newest first; anybody may read them. */
export const ruleBooks = defineQuery({
  name: 'compact.rule_books',
  input: z.object({ tenantCode: TenantCode }),
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input, today }) {
    const adopted = (await listVersions(db, input.tenantCode)).filter((v) => v.adopted_at)
    const inForce = await findInForce(db, input.tenantCode, today)
    const { tenantCode } = input
    return ok({
      ...{ versions: adopted.map(versionOf), inForceId: inForce?.id ?? null },
      /** Of the version in force. */
      grounds: inForce ? await groundsOf(db, { tenantCode, today }, versionOf(inForce)) : null,
    })
  },
})

/** What a version rests on: the clauses its items cite, and why it keeps what the check warns of. */
export async function groundsOf(
  db: Db,
  at: { tenantCode: string; today: string },
  { id: versionId, content }: Version,
) {
  const reasons = await listReasons(db, { tenantCode: at.tenantCode, versionId })
  return { cited: await citedClauses(db, at, content), reasons }
}
export type Grounds = Awaited<ReturnType<typeof groundsOf>>

/** One adopted version with every clause, and which one is in force; anybody may read it. */
export const version = defineQuery({
  name: 'compact.version',
  input: z.object({ tenantCode: TenantCode, versionId: z.uuid() }),
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input, today }) {
    const found = await versionById(db, input.tenantCode, input.versionId)
    if (!found?.adoptedAt) return refuse('compact.unknown_version')
    const inForce = await findInForce(db, input.tenantCode, today)
    const { tenantCode } = input
    const grounds = await groundsOf(db, { tenantCode, today }, found)
    return ok({ ...found, inForceId: inForce?.id ?? null, grounds })
  },
})

/** All versions with drafts, for those who write them and those who read along. */
export const drafts = defineQuery({
  name: 'compact.drafts',
  input: z.object({ tenantCode: TenantCode }),
  access: 'scoped',
  may: ({ actor, input }) => readsDrafts(actor, input.tenantCode),
  async run({ db, input, today, actor }) {
    const rows = await listVersions(db, input.tenantCode)
    const inForce = await findInForce(db, input.tenantCode, today)
    return ok({
      versions: rows.map(summaryOf),
      inForceId: inForce?.id ?? null,
      mayDraft: holds(actor, input.tenantCode, drafters) !== null,
    })
  },
})

function summaryOf(row: VersionRow) {
  const { content: _, ...facts } = versionOf(row)
  const { title, items, aspects } = row.content
  return { ...facts, title, itemCount: items.length, aspectCount: aspects.length }
}

/**
 * One version, draft or adopted: what the linter finds in it, by the ceilings of this place; how
 * it differs from the one before; and what a resolution about it needs today.
 */
export const draftVersion = defineQuery({
  name: 'compact.draft_version',
  input: z.object({ tenantCode: TenantCode, versionId: z.uuid() }),
  access: 'scoped',
  may: ({ actor, input }) => readsDrafts(actor, input.tenantCode),
  async run({ db, input, today, actor }) {
    const { tenantCode } = input
    const row = await findVersion(db, tenantCode, input.versionId)
    if (!row) return refuse('compact.unknown_version')
    if (row.discarded_at) return refuse('compact.discarded')
    const found = versionOf(row)
    const inForce = await versionInForce(db, tenantCode, today)
    const before = await versionBefore(db, tenantCode, found)
    const at = { tenantCode, today }
    return ok({
      ...found,
      grounds: await groundsOf(db, at, found),
      citable: await citableRules(db, at),
      findings: lintContent(found.content, await lintLimits(db, at)),
      comparison: before && {
        ...{ versionId: before.id, number: before.number, inForce: before.id === inForce?.id },
        difference: differences(before.content, found.content),
      },
      inForce: inForce && { id: inForce.id, number: inForce.number, title: inForce.content.title },
      replacesOther: inForce !== null && inForce.ruleBookId !== found.ruleBookId,
      voteNumbers: await voteNumbers(db, at),
      mayDraft: holds(actor, tenantCode, drafters) !== null,
      mayAdopt: holds(actor, tenantCode, adopters) !== null,
    })
  },
})

/** The version of the same rule book that was adopted last before this one. */
async function versionBefore(db: Db, tenantCode: string, of: Version): Promise<Version | null> {
  const rows = await listVersions(db, tenantCode)
  const row = rows.find(
    (one) => one.rule_book_id === of.ruleBookId && one.number < of.number && one.adopted_at,
  )
  return row ? versionOf(row) : null
}

const readers = [
  ...drafters,
  ...(['deputy_secretary', 'deputy_director', 'committee_member', 'representative'] as const),
  ...(['supervision_chair', 'supervision_member', 'leading_head', 'leading_member'] as const),
] as const
const readersAbove = [
  ...(['township_official', 'township_administrator'] as const),
  ...(['county_official', 'county_administrator'] as const),
] as const

export function readsDrafts(actor: Parameters<typeof holds>[0], tenantCode: string) {
  return holds(actor, tenantCode, readers) ?? oversees(actor, tenantCode, readersAbove)
}

/** The rule books a village may begin with. */
export const templates = defineQuery({
  name: 'compact.templates',
  input: z.object({}),
  access: 'public',
  may: ({ actor }) => anyone(actor, ''),
  async run() {
    return ok(templateList)
  },
})
