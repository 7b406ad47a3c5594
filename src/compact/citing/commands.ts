import { defineCommand } from '#kernel/command.ts'
import { holds } from '#kernel/permission.ts'
import { refuse } from '#kernel/result.ts'
import { DraftAt, drafters, redraft } from '../commands.ts'
import { CiteClauses } from './model.ts'
import { citableRules } from './queries.ts'
import { putCitations } from './rules.ts'

/** Says for items of a draft on which clause of the village rules they rest. */
export const citeClauses = defineCommand({
  name: 'compact.cite_clauses',
  input: DraftAt.extend(CiteClauses.shape),
  may: ({ actor, input }) => holds(actor, input.tenantCode, drafters),
  async run({ db, input, today, concern }) {
    const { tenantCode, rulesId } = input
    const rules = (await citableRules(db, { tenantCode, today })).find((one) => one.id === rulesId)
    if (!rules) return refuse('compact.unknown_rules')
    concern(`rule_version:${input.versionId}`)
    return redraft(db, input, (content) => putCitations(content, input, rules))
  },
})
