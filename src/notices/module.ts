import { defineModule } from '#kernel/module.ts'
import { forgetName } from './commands.ts'
import { forgetNamesJob } from './jobs.ts'
import { staleNames } from './line/queries.ts'
import { markRead } from './message/commands.ts'
import { mine } from './message/queries.ts'
import { noticesRefusals } from './model.ts'
import { list, notice, proof } from './queries.ts'

export default defineModule({
  name: 'notices',
  commands: [forgetName, markRead],
  queries: [list, notice, proof, mine, staleNames],
  jobs: [forgetNamesJob],
  refusals: noticesRefusals,
  permissions: {
    'notices.forget_name': ['system'],
    'notices.stale_names': ['system'],
    'notices.mark_read': ['villager', 'every_post'],
    'notices.list': ['anyone'],
    'notices.notice': ['anyone'],
    'notices.proof': ['anyone'],
    'notices.mine': ['villager', 'every_post'],
  },
})
