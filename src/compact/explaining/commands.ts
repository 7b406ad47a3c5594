import { defineCommand } from '#kernel/command.ts'
import { holds } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { lintLimits } from '../adoption/queries.ts'
import { DraftAt, drafters, openDraft } from '../commands.ts'
import { lintContent } from '../rules.ts'
import { ExplainFinding } from './model.ts'
import { partOf } from './rules.ts'
import { insertReason } from './store.ts'

/** Says why something stays in a draft although the check warns of it; public with the version. */
export const explainFinding = defineCommand({
  name: 'compact.explain_finding',
  input: DraftAt.extend(ExplainFinding.shape),
  may: ({ actor, input }) => holds(actor, input.tenantCode, drafters),
  async run({ db, input, now, today, capacity, newId, concern }) {
    const open = await openDraft(db, input)
    if (!open.ok) return open
    const { tenantCode, versionId, code, reason, part = '' } = input
    const findings = lintContent(open.value.content, await lintLimits(db, { tenantCode, today }))
    const finding = findings.find(
      (one) => one.severity === 'warning' && partOf(one) === part && one.code === code,
    )
    if (!finding) return refuse('compact.unknown_finding')
    const { excerpt } = finding
    await insertReason(db, {
      ...{ tenant_code: tenantCode, id: newId(), version_id: versionId, part, code, excerpt },
      ...{ reason, given_at: now, given_by: capacity.personId },
    })
    concern(`rule_version:${versionId}`)
    return ok({ versionId, excerpt })
  },
})
