import { defineModule } from '#kernel/module.ts'
import { history, looks } from './queries.ts'

export default defineModule({
  name: 'audit',
  queries: [history, looks],
  permissions: {
    'audit.history': [
      'villager',
      'secretary',
      'deputy_secretary',
      'director',
      'deputy_director',
      'committee_member',
      'scorekeeper',
      'supervision_chair',
      'supervision_member',
      'review_leader',
      'reviewer',
      'leading_head',
      'leading_member',
      'grid_leader',
      'grid_worker',
      'village_administrator',
      'township_official',
      'township_administrator',
      'county_official',
      'county_administrator',
      'township_official@above',
      'township_administrator@above',
      'county_official@above',
      'county_administrator@above',
    ],
    'audit.looks': ['villager'],
  },
})
