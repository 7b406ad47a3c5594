import { defineCommand } from '#kernel/command.ts'
import { holds } from '#kernel/permission.ts'
import { DraftAt, drafters, redraft } from '../../commands.ts'
import { TableEdit } from './model.ts'
import { putTable } from './rules.ts'

/** Gives an item of a draft a decision table with its example cases, or takes it away. */
export const editTable = defineCommand({
  name: 'compact.edit_table',
  input: DraftAt.extend(TableEdit.shape),
  may: ({ actor, input }) => holds(actor, input.tenantCode, drafters),
  async run({ db, input, concern }) {
    concern(`rule_version:${input.versionId}`)
    return redraft(db, input, (content) => putTable(content, input))
  },
})
