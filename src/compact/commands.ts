import { z } from 'zod'
import { canonicalJson } from '#kernel/canonical.ts'
import { plainDateInChina } from '#kernel/clock.ts'
import { defineCommand } from '#kernel/command.ts'
import { sha256 } from '#kernel/digest.ts'
import { holds } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { decideAdoption } from './adoption/rules.ts'
import { RuleBookContent } from './model.ts'
import { validateContent } from './rules.ts'
import {
  changeDraft,
  findVersion,
  insertRuleBook,
  insertVersion,
  listVersions,
  markAdopted,
} from './store.ts'
import { findTemplate } from './templates/catalogue.ts'

const TenantCode = z.string().regex(/^\d{12}$/)
/** Those who may write drafts; only a recorded resolution puts one into force. */
export const drafters = ['secretary', 'director', 'scorekeeper', 'village_administrator'] as const

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
    const { tenantCode } = input
    const versions = await listVersions(db, tenantCode)
    const earlier = versions.find((v) => v.rule_book_id === input.ruleBookId)
    const template = input.templateKey ? findTemplate(input.templateKey) : null
    const content = earlier?.content ?? template?.content
    if (!content) return refuse('compact.unknown_template', { key: input.templateKey ?? '' })
    const ruleBookId = earlier?.rule_book_id ?? newId()
    if (!earlier) {
      const made = { created_at: now, created_by: capacity.personId }
      await insertRuleBook(db, {
        tenant_code: tenantCode,
        id: ruleBookId,
        template_key: template!.key,
        ...made,
      })
    }
    const versionId = newId()
    await insertVersion(db, {
      ...{ tenant_code: tenantCode, id: versionId, rule_book_id: ruleBookId },
      ...{
        number: (earlier?.number ?? 0) + 1,
        content,
        content_hash: sha256(canonicalJson(content)),
      },
      ...{ drafted_at: now, drafted_by: capacity.personId, resolution: null },
      ...{ adopted_at: null, adopted_by: null, effective_from: null },
    })
    concern(`rule_version:${versionId}`)
    return ok({ ruleBookId, versionId })
  },
})

/** Changes a draft. What was adopted is never changed; a new version is drafted instead. */
export const editDraft = defineCommand({
  name: 'compact.edit_draft',
  input: z.object({ tenantCode: TenantCode, versionId: z.uuid(), content: RuleBookContent }),
  may: ({ actor, input }) => holds(actor, input.tenantCode, drafters),
  async run({ db, input, concern }) {
    const version = await findVersion(db, input.tenantCode, input.versionId)
    if (!version) return refuse('compact.unknown_version')
    if (version.adopted_at) return refuse('compact.already_adopted')
    const valid = validateContent(input.content)
    if (!valid.ok) return valid
    const { content } = input
    await changeDraft(db, version, { content, content_hash: sha256(canonicalJson(content)) })
    concern(`rule_version:${version.id}`)
    return ok({ versionId: version.id })
  },
})

export const Adopt = z.object({
  tenantCode: TenantCode,
  versionId: z.uuid(),
  effectiveFrom: z.iso.date(),
  body: z.enum(['villagers_assembly', 'representative_assembly']),
  heldOn: z.iso.date(),
  reference: z.string().trim().min(2).max(120),
  entitled: z.int().min(1).max(100_000),
  present: z.int().min(0).max(100_000),
  agreed: z.int().min(0).max(100_000),
})

/** Puts a draft into force by the recorded resolution of a lawful body; never for the past. */
export const adopt = defineCommand({
  name: 'compact.adopt',
  input: Adopt,
  may: ({ actor, input }) => holds(actor, input.tenantCode, ['secretary', 'director']),
  async run({ db, input, now, capacity, concern }) {
    const version = await findVersion(db, input.tenantCode, input.versionId)
    if (!version) return refuse('compact.unknown_version')
    if (version.adopted_at) return refuse('compact.already_adopted')
    const { tenantCode, versionId, effectiveFrom, ...resolution } = input
    const today = plainDateInChina(now)
    const decided = decideAdoption(version.content, { effectiveFrom, resolution, today })
    if (!decided.ok) return decided
    const mark = { resolution, adoptedAt: now, adoptedBy: capacity.personId, effectiveFrom }
    await markAdopted(db, version, mark)
    concern(`rule_version:${versionId}`)
    return ok({ versionId, effectiveFrom, contentHash: version.content_hash })
  },
})
