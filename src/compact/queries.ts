import { z } from 'zod'
import { anyone, holds, oversees } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { drafters } from './commands.ts'
import type { RuleBookContent } from './model.ts'
import { lintContent } from './rules.ts'
import {
  findInForce,
  findVersion,
  listVersions,
  type Resolution,
  type VersionRow,
} from './store.ts'
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

/** Adopted versions of a village, newest first; anybody may read them. */
export const ruleBooks = defineQuery({
  name: 'compact.rule_books',
  input: z.object({ tenantCode: TenantCode }),
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input, today }) {
    const adopted = (await listVersions(db, input.tenantCode)).filter((v) => v.adopted_at)
    const inForce = await findInForce(db, input.tenantCode, today)
    return ok({ versions: adopted.map(versionOf), inForceId: inForce?.id ?? null })
  },
})

/** One adopted version with every clause; anybody may read it. */
export const version = defineQuery({
  name: 'compact.version',
  input: z.object({ tenantCode: TenantCode, versionId: z.uuid() }),
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input }) {
    const found = await versionById(db, input.tenantCode, input.versionId)
    return found?.adoptedAt ? ok(found) : refuse('compact.unknown_version')
  },
})

/** All versions with drafts, for those who write them and the township that reads along. */
export const drafts = defineQuery({
  name: 'compact.drafts',
  input: z.object({ tenantCode: TenantCode }),
  access: 'scoped',
  may: ({ actor, input }) => readsDrafts(actor, input.tenantCode),
  async run({ db, input }) {
    return ok((await listVersions(db, input.tenantCode)).map(versionOf))
  },
})

/** One version, draft or adopted, with what the linter finds in it. */
export const draftVersion = defineQuery({
  name: 'compact.draft_version',
  input: z.object({ tenantCode: TenantCode, versionId: z.uuid() }),
  access: 'scoped',
  may: ({ actor, input }) => readsDrafts(actor, input.tenantCode),
  async run({ db, input }) {
    const found = await versionById(db, input.tenantCode, input.versionId)
    if (!found) return refuse('compact.unknown_version')
    return ok({ ...found, findings: lintContent(found.content) })
  },
})

function readsDrafts(actor: Parameters<typeof holds>[0], tenantCode: string) {
  const local = [...drafters, 'supervision_chair', 'supervision_member', 'leading_head'] as const
  return (
    holds(actor, tenantCode, local) ??
    oversees(actor, tenantCode, ['township_official', 'township_administrator', 'county_official'])
  )
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
