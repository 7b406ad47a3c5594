import { defineModule } from '#kernel/module.ts'
import { journalRefusals } from './model.ts'
import { statement } from './queries.ts'

export default defineModule({
  name: 'journal',
  queries: [statement],
  refusals: journalRefusals,
  permissions: {
    'journal.statement': [
      'villager',
      'secretary',
      'director',
      'scorekeeper',
      'supervision_chair',
      'supervision_member',
      'review_leader',
      'reviewer',
      'leading_head',
      'leading_member',
      'township_official@above',
      'county_official@above',
    ],
  },
})
