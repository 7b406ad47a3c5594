import { defineModule } from '#kernel/module.ts'
import { adopt, draft, editDraft } from './commands.ts'
import { compactRefusals } from './model.ts'
import { drafts, draftVersion, ruleBooks, templates, version } from './queries.ts'

export default defineModule({
  name: 'compact',
  commands: [draft, editDraft, adopt],
  queries: [ruleBooks, version, drafts, draftVersion, templates],
  refusals: compactRefusals,
  permissions: {},
})
