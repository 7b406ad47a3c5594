import { defineModule } from '#kernel/module.ts'
import { appoint, dissolve, endTerm, found, joinParty, leaveParty } from './commands.ts'
import { organisationsRefusals } from './model.ts'
import { body, candidates, list, members, party } from './queries.ts'

const keepers = [
  ...['village_administrator', 'secretary', 'director'],
  ...['township_administrator', 'county_administrator'],
]
const partyKeepers = [
  ...['secretary', 'deputy_secretary', 'village_administrator', 'township_administrator'],
]
const officers = [
  ...['secretary', 'deputy_secretary', 'director', 'deputy_director', 'committee_member'],
  ...['scorekeeper', 'supervision_chair', 'supervision_member', 'review_leader', 'reviewer'],
  ...['leading_head', 'leading_member', 'group_leader', 'grid_leader', 'grid_worker'],
  ...['chair', 'board_member', 'council_chair', 'council_member', 'representative'],
  ...['village_administrator', 'township_official', 'township_administrator'],
  ...['county_official', 'county_administrator'],
]

export default defineModule({
  name: 'organisations',
  commands: [found, dissolve, appoint, endTerm, joinParty, leaveParty],
  queries: [list, members, body, candidates, party],
  refusals: organisationsRefusals,
  permissions: {
    'organisations.found': [...keepers, 'system'],
    'organisations.appoint': [...keepers, 'system'],
    'organisations.end_term': keepers,
    'organisations.dissolve': keepers,
    'organisations.join_party': partyKeepers,
    'organisations.leave_party': partyKeepers,
    'organisations.list': ['guest', 'villager', 'system', ...officers],
    'organisations.members': officers,
    'organisations.body': officers,
    'organisations.candidates': [...keepers, 'deputy_secretary'],
    'organisations.party': partyKeepers,
  },
})
