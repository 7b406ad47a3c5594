import { defineModule } from '#kernel/module.ts'
import { auditRefusals } from './model.ts'
import { entry, history, looks } from './queries.ts'

const historyReaders = [
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
] as const

export default defineModule({
  name: 'audit',
  queries: [history, entry, looks],
  refusals: auditRefusals,
  permissions: {
    'audit.history': historyReaders,
    'audit.entry': historyReaders,
    'audit.looks': ['villager'],
  },
})
