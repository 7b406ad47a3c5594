import { defineModule } from '#kernel/module.ts'
import { comparePictures, keep } from './commands.ts'
import { attachmentsRefusals } from './model.ts'
import { one, unlooked } from './queries.ts'

export default defineModule({
  name: 'attachments',
  commands: [keep, comparePictures],
  queries: [one, unlooked],
  refusals: attachmentsRefusals,
  permissions: {
    'attachments.keep': ['villager', 'every_post'],
    'attachments.compare_pictures': ['system'],
    'attachments.unlooked': ['system'],
    'attachments.one': ['villager', 'every_post'],
  },
})
