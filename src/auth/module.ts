import { defineModule } from '#kernel/module.ts'
import {
  claimFirstAdministrator,
  closeAccount,
  endSessions,
  issuePassbook,
  linkAccount,
  openAccount,
  resetPassword,
} from './commands.ts'
import { follow } from './following/commands.ts'
import { authRefusals } from './model.ts'
import { account, accounts, demonstrationPeople } from './queries.ts'

const cardIssuers = ['grid_leader', 'grid_worker', 'village_administrator'] as const
export default defineModule({
  name: 'auth',
  commands: [
    openAccount,
    resetPassword,
    closeAccount,
    endSessions,
    issuePassbook,
    linkAccount,
    claimFirstAdministrator,
  ],
  queries: [accounts, account, demonstrationPeople],
  refusals: authRefusals,
  follower: follow,
  permissions: {
    'auth.open_account': [
      'village_administrator',
      'township_administrator',
      'county_administrator',
      'township_administrator@above',
      'county_administrator@above',
      'system',
    ],
    'auth.reset_password': [
      'village_administrator',
      'township_administrator',
      'county_administrator',
      'township_administrator@above',
      'county_administrator@above',
      'system',
    ],
    'auth.close_account': [
      'village_administrator',
      'township_administrator',
      'county_administrator',
      'township_administrator@above',
      'county_administrator@above',
      'system',
    ],
    'auth.end_sessions': [
      'village_administrator',
      'township_administrator',
      'county_administrator',
      'township_administrator@above',
      'county_administrator@above',
      'system',
    ],
    'auth.issue_passbook': [...cardIssuers, 'system'],
    'auth.link_account': ['system'],
    'auth.claim_first_administrator': ['system'],
    'auth.accounts': [
      'grid_leader',
      'grid_worker',
      'village_administrator',
      'township_administrator',
      'county_administrator',
      'township_administrator@above',
      'county_administrator@above',
    ],
    'auth.account': [
      'grid_leader',
      'grid_worker',
      'village_administrator',
      'township_administrator',
      'county_administrator',
      'township_administrator@above',
      'county_administrator@above',
    ],
    'auth.demonstration_people': ['anyone'],
  },
})
