import { defineModule } from '#kernel/module.ts'
import { chooseChannels, follow } from './choosing/commands.ts'
import { myChannels, toldMe } from './choosing/queries.ts'
import { plan, record } from './commands.ts'
import { planJob } from './jobs.ts'
import { tellingRefusals } from './model.ts'
import { handOver } from './paper/commands.ts'
import { slips, waiting } from './paper/queries.ts'
import { due, told, toSend } from './queries.ts'

const handing = ['scorekeeper', 'village_administrator', 'grid_worker', 'grid_leader'] as const
const watching = [
  ...handing,
  ...['secretary', 'director', 'supervision_chair', 'supervision_member'],
] as const

export default defineModule({
  name: 'telling',
  commands: [chooseChannels, plan, record, handOver],
  queries: [myChannels, toldMe, due, toSend, waiting, slips, told],
  jobs: [planJob],
  follower: follow,
  refusals: tellingRefusals,
  permissions: {
    'telling.choose_channels': ['villager'],
    'telling.plan': ['system'],
    'telling.record': ['system'],
    'telling.hand_over': handing,
    'telling.my_channels': ['villager'],
    'telling.told_me': ['villager', 'every_post'],
    'telling.due': ['system'],
    'telling.to_send': ['system'],
    'telling.waiting': watching,
    'telling.slips': handing,
    'telling.told': watching,
  },
})
