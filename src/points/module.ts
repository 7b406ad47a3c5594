import { defineModule } from '#kernel/module.ts'
import { recountJob } from '#kernel/recount-job.ts'
import * as commands from './commands.ts'
import { pointsRefusals } from './model.ts'
import * as queries from './queries.ts'

const field = ['grid_worker', 'group_leader', 'grid_leader', 'scorekeeper'] as const
const verifying = [...field, 'supervision_member'] as const
const reviewing = ['review_leader', 'reviewer'] as const
const approving = ['leading_head', 'leading_member'] as const
const reading = [
  ...['villager', ...verifying, ...reviewing, ...approving, 'supervision_chair'],
  ...['director', 'deputy_director', 'secretary', 'village_administrator'],
  ...['township_official@above', 'county_official@above'],
] as const

export default defineModule({
  name: 'points',
  commands: [
    commands.openCycle,
    commands.declare,
    commands.declareRound,
    commands.amend,
    commands.withdraw,
    commands.verify,
    commands.review,
    commands.approve,
    commands.noteNegative,
    commands.stateMySide,
    commands.recountDue,
  ],
  queries: [
    queries.cycles,
    queries.items,
    queries.entering,
    queries.roundList,
    queries.household,
    queries.declaredByMe,
    queries.deed,
    queries.inbox,
    queries.waitingForMe,
    queries.dueToRecount,
  ],
  jobs: [recountJob('points')],
  refusals: pointsRefusals,
  permissions: {
    'points.open_cycle': ['scorekeeper', 'director', 'secretary', 'system'],
    'points.declare': ['villager', ...field],
    'points.declare_round': field,
    'points.amend': ['villager', ...field],
    'points.withdraw': ['villager', ...field],
    'points.verify': verifying,
    'points.review': reviewing,
    'points.approve': approving,
    'points.note_negative': field,
    'points.state_my_side': ['villager'],
    'points.recount_due': ['system'],
    'points.due_to_recount': ['system'],
    'points.cycles': ['anyone'],
    'points.items': reading,
    'points.entering': field,
    'points.round_list': field,
    'points.household': reading,
    'points.declared_by_me': reading,
    'points.deed': reading,
    'points.inbox': [...verifying, ...reviewing, ...approving],
    'points.waiting_for_me': [...verifying, ...reviewing, ...approving],
  },
})
