import { defineModule } from '#kernel/module.ts'
import * as commands from './commands.ts'
import { peopleRefusals } from './model.ts'
import * as queries from './queries.ts'
import { peopleSheetRefusals } from './sheet/model.ts'

const keepers = ['scorekeeper', 'village_administrator', 'secretary', 'director'] as const
const keepersAndGrids = [...keepers, 'grid_worker', 'grid_leader'] as const
const readers = [
  ...keepersAndGrids,
  ...['deputy_secretary', 'deputy_director', 'committee_member', 'group_leader'],
  ...['supervision_chair', 'supervision_member', 'township_administrator', 'county_administrator'],
] as const
const administrators = [
  'village_administrator',
  'township_administrator',
  'county_administrator',
] as const
const helpers = [
  ...['villager', 'scorekeeper', 'village_administrator', 'secretary', 'director'],
  ...['deputy_secretary', 'deputy_director', 'committee_member', 'group_leader'],
  ...['supervision_chair', 'supervision_member', 'grid_worker', 'grid_leader'],
  ...['review_leader', 'reviewer', 'leading_head', 'leading_member', 'chair', 'board_member'],
  ...['council_chair', 'council_member', 'representative'],
] as const

export default defineModule({
  name: 'people',
  commands: [
    commands.openHouseholdCommand,
    commands.placeHouseholdCommand,
    commands.joinHousehold,
    commands.leaveHousehold,
    commands.splitHousehold,
    commands.mergeHouseholds,
    commands.moveHousehold,
    commands.addPerson,
    commands.addOfficial,
    commands.changePersonCommand,
    commands.changePhone,
    commands.closePerson,
    commands.recordDeath,
    commands.recordKinship,
    commands.endKinshipCommand,
    commands.nameGuardian,
    commands.grantConsent,
    commands.withdrawConsent,
    commands.recordAssistance,
    commands.endAssistanceCommand,
    commands.keepSheetCommand,
    commands.importRoster,
  ],
  queries: [
    queries.households,
    queries.household,
    queries.person,
    queries.myRecord,
    queries.revealIdentity,
    queries.findForHelpQuery,
    queries.kinship,
    queries.rosterPlan,
    queries.rosterSheet,
    queries.rosterSheets,
  ],
  refusals: { ...peopleRefusals, ...peopleSheetRefusals },
  permissions: {
    'people.open_household': keepers,
    'people.place_household': keepers,
    'people.join_household': keepers,
    'people.leave_household': keepers,
    'people.split_household': keepers,
    'people.merge_households': keepers,
    // At both places: the keepers of both rosters, or the administrators above both.
    'people.move_household': [...keepers, 'township_administrator', 'county_administrator'],
    'people.add_person': keepersAndGrids,
    'people.add_official': [...administrators, 'system'],
    'people.change_person': keepers,
    // Villagers for themselves.
    'people.change_phone': ['villager', ...keepersAndGrids],
    'people.close_person': keepers,
    'people.record_death': keepers,
    'people.record_kinship': keepers,
    'people.end_kinship': keepers,
    'people.name_guardian': keepers,
    // Villagers for themselves; keepers with a signature on paper.
    'people.grant_consent': ['villager', ...keepers],
    'people.withdraw_consent': ['villager', ...keepers],
    'people.record_assistance': helpers,
    'people.end_assistance': helpers,
    'people.keep_sheet': keepers,
    'people.import_roster': keepers,
    'people.households': readers,
    'people.household': readers,
    'people.person': readers,
    'people.my_record': ['villager'],
    'people.reveal_identity': keepers,
    'people.find_for_help': helpers,
    'people.kinship': keepers,
    'people.roster_plan': keepers,
    'people.roster_sheet': keepers,
    'people.roster_sheets': keepers,
  },
})
