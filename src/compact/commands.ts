import { z } from 'zod'
import { canonicalJson } from '#kernel/canonical.ts'
import { defineCommand } from '#kernel/command.ts'
import { sha256 } from '#kernel/digest.ts'
import { holds } from '#kernel/permission.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { Resolved } from './adoption/model.ts'
import { lintLimits, voteNumbers } from './adoption/queries.ts'
import { decideAdoption } from './adoption/rules.ts'
import { rulesHoldingOn } from './citing/queries.ts'
import { listReasons } from './explaining/store.ts'
import { type CompactRefusal, RuleBookContent } from './model.ts'
import { validateContent } from './rules.ts'
import {
  changeDraft,
  findVersion,
  insertRuleBook,
  insertVersion,
  listVersions,
  markAdopted,
  type VersionRow,
} from './store.ts'
import { findTemplate } from './templates/catalogue.ts'

const TenantCode = z.string().regex(/^\d{12}$/)
/** Those who may write drafts; only a recorded resolution puts one into force. */
export const drafters = ['secretary', 'director', 'scorekeeper', 'village_administrator'] as const
/** Those who enter the resolution of the meeting. */
export const adopters = ['secretary', 'director'] as const

/** A draft, as somebody saw it: another's change in between is never overwritten. */
export const DraftAt = z.object({
  tenantCode: TenantCode,
  versionId: z.uuid(),
  /** Content hash of the draft that was on the screen. */
  basedOn: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
})

/** Where a new version begins: with the latest version of its rule book, or with a template. */
async function beginning(
  db: Db,
  input: { tenantCode: string; ruleBookId?: string | undefined; templateKey?: string | undefined },
): Promise<Result<Pick<VersionRow, 'content' | 'number'>, CompactRefusal>> {
  if (!input.ruleBookId) {
    const template = findTemplate(input.templateKey ?? '')
    if (!template) return refuse('compact.unknown_template', { key: input.templateKey ?? '' })
    return ok({ content: template.content, number: 1 })
  }
  const versions = await listVersions(db, input.tenantCode)
  const latest = versions.find((version) => version.rule_book_id === input.ruleBookId)
  if (!latest) return refuse('compact.unknown_rule_book')
  if (!latest.adopted_at) return refuse('compact.draft_exists', { number: latest.number })
  return ok({ content: latest.content, number: latest.number + 1 })
}

/** Begins a rule book from a template, or the next version of one from its latest version. */
export const draft = defineCommand({
  name: 'compact.draft',
  input: z.object({
    tenantCode: TenantCode,
    templateKey: z.string().max(40).optional(),
    ruleBookId: z.uuid().optional(),
  }),
  may: ({ actor, input }) => holds(actor, input.tenantCode, drafters),
  async run({ db, input, now, capacity, newId, concern }) {
    const begun = await beginning(db, input)
    if (!begun.ok) return begun
    const at = { tenant_code: input.tenantCode }
    const ruleBookId = input.ruleBookId ?? newId()
    if (!input.ruleBookId) {
      const made = { created_at: now, created_by: capacity.personId }
      const template_key = input.templateKey ?? null
      await insertRuleBook(db, { ...at, id: ruleBookId, template_key, ...made })
    }
    const versionId = newId()
    await insertVersion(db, {
      ...{ ...at, id: versionId, rule_book_id: ruleBookId, ...begun.value },
      content_hash: hashOf(begun.value.content),
      ...{ drafted_at: now, drafted_by: capacity.personId, resolution: null },
      ...{ adopted_at: null, adopted_by: null, effective_from: null },
      ...{ discarded_at: null, discarded_by: null },
    })
    concern(`rule_version:${versionId}`)
    return ok({ ruleBookId, versionId })
  },
})

/** The canonical content hash: SHA-256 over the canonical JSON of the whole content. */
function hashOf(content: RuleBookContent): string {
  return sha256(canonicalJson(content))
}

/** A draft that may still be changed, and is still what the writer saw. */
export async function openDraft(
  db: Db,
  at: z.infer<typeof DraftAt>,
): Promise<Result<VersionRow, CompactRefusal>> {
  const version = await findVersion(db, at.tenantCode, at.versionId)
  if (!version) return refuse('compact.unknown_version')
  if (version.adopted_at) return refuse('compact.already_adopted')
  if (version.discarded_at) return refuse('compact.discarded')
  if (at.basedOn && at.basedOn !== version.content_hash) return refuse('compact.draft_changed')
  return ok(version)
}

/** What every change of a draft does: find it, change it, see that it hangs together, keep it. */
export async function redraft(
  db: Db,
  at: z.infer<typeof DraftAt>,
  change: (content: RuleBookContent) => Result<RuleBookContent, CompactRefusal>,
): Promise<Result<{ versionId: string; contentHash: string }, CompactRefusal>> {
  const open = await openDraft(db, at)
  if (!open.ok) return open
  const changed = change(open.value.content)
  if (!changed.ok) return changed
  const valid = validateContent(changed.value)
  if (!valid.ok) return valid
  const contentHash = hashOf(valid.value)
  const kept = await changeDraft(db, open.value, {
    content: valid.value,
    content_hash: contentHash,
  })
  if (!kept) return refuse('compact.already_adopted')
  return ok({ versionId: open.value.id, contentHash })
}

/** Changes a draft. What was adopted is never changed; a new version is drafted instead. */
export const editDraft = defineCommand({
  name: 'compact.edit_draft',
  input: DraftAt.extend({ content: RuleBookContent }),
  may: ({ actor, input }) => holds(actor, input.tenantCode, drafters),
  async run({ db, input, concern }) {
    concern(`rule_version:${input.versionId}`)
    return redraft(db, input, () => ok(input.content))
  },
})

export const Adopt = DraftAt.extend(Resolved.shape)

/**
 * Puts a draft into force by the recorded resolution of a lawful body; never for the past, and not
 * while a warning is without its reason or an item without its clause of the village rules.
 */
export const adopt = defineCommand({
  name: 'compact.adopt',
  input: Adopt,
  may: ({ actor, input }) => holds(actor, input.tenantCode, adopters),
  async run({ db, input, now, today, capacity, concern }) {
    const open = await openDraft(db, input)
    if (!open.ok) return open
    const { tenantCode, versionId, basedOn: _, effectiveFrom, ...resolution } = input
    const villageRules = await rulesHoldingOn(db, { tenantCode, today, day: effectiveFrom })
    const decided = decideAdoption(open.value.content, {
      ...{ effectiveFrom, resolution, today },
      limits: await lintLimits(db, { tenantCode, today }),
      numbers: await voteNumbers(db, { tenantCode, today: resolution.heldOn }),
      reasons: await listReasons(db, { tenantCode, versionId }),
      villageRules,
    })
    if (!decided.ok) return decided
    const mark = { resolution, adoptedAt: now, adoptedBy: capacity.personId, effectiveFrom }
    if (!(await markAdopted(db, open.value, mark))) return refuse('compact.already_adopted')
    concern(`rule_version:${versionId}`)
    const villageRulesHash = villageRules?.contentHash ?? null
    const contentHash = open.value.content_hash
    return ok({ versionId, effectiveFrom, contentHash, villageRulesHash })
  },
})
