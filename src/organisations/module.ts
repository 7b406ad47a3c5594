import { defineModule } from '#kernel/module.ts'
import { appoint, dissolve, endTerm, found, joinParty, leaveParty } from './commands.ts'
import { organisationsRefusals } from './model.ts'
import { body, candidates, list, members, party } from './queries.ts'

export default defineModule({
  name: 'organisations',
  commands: [found, dissolve, appoint, endTerm, joinParty, leaveParty],
  queries: [list, members, body, candidates, party],
  refusals: organisationsRefusals,
  permissions: {
    'organisations.found': [
      'secretary',
      'director',
      'village_administrator',
      'township_administrator',
      'county_administrator',
      'township_administrator@above',
      'county_administrator@above',
      'system',
    ],
    'organisations.appoint': [
      'secretary',
      'director',
      'village_administrator',
      'township_administrator',
      'county_administrator',
      'township_administrator@above',
      'county_administrator@above',
      'system',
    ],
    'organisations.end_term': [
      'secretary',
      'director',
      'village_administrator',
      'township_administrator',
      'county_administrator',
      'township_administrator@above',
      'county_administrator@above',
    ],
    'organisations.dissolve': [
      'secretary',
      'director',
      'village_administrator',
      'township_administrator',
      'county_administrator',
      'township_administrator@above',
      'county_administrator@above',
    ],
    'organisations.join_party': [
      'secretary',
      'deputy_secretary',
      'village_administrator',
      'township_administrator@above',
    ],
    'organisations.leave_party': [
      'secretary',
      'deputy_secretary',
      'village_administrator',
      'township_administrator@above',
    ],
    'organisations.list': ['anyone'],
    'organisations.members': [
      'every_post',
      'township_official@above',
      'township_administrator@above',
      'county_official@above',
      'county_administrator@above',
    ],
    'organisations.body': [
      'every_post',
      'township_official@above',
      'township_administrator@above',
      'county_official@above',
      'county_administrator@above',
    ],
    'organisations.candidates': [
      'secretary',
      'deputy_secretary',
      'director',
      'village_administrator',
      'township_administrator',
      'county_administrator',
      'township_administrator@above',
      'county_administrator@above',
    ],
    'organisations.party': [
      'secretary',
      'deputy_secretary',
      'village_administrator',
      'township_administrator@above',
    ],
  },
})
