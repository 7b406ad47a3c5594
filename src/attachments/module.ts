import { defineModule } from '#kernel/module.ts'
import { keep } from './commands.ts'
import { attachmentsRefusals } from './model.ts'
import { one } from './queries.ts'

export default defineModule({
  name: 'attachments',
  commands: [keep],
  queries: [one],
  refusals: attachmentsRefusals,
  permissions: {
    'attachments.keep': ['villager', 'every_post'],
    'attachments.one': ['villager', 'every_post'],
  },
})
