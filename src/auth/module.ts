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
import { authRefusals } from './model.ts'
import { account, accounts, demonstrationPeople } from './queries.ts'

const administrators = [
  'village_administrator',
  'township_administrator',
  'county_administrator',
] as const
const cardIssuers = ['grid_leader', 'grid_worker', 'village_administrator'] as const
const seers = ['grid_leader', 'grid_worker', ...administrators] as const

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
  permissions: {
    'auth.open_account': [...administrators, 'system'],
    'auth.reset_password': [...administrators, 'system'],
    'auth.close_account': [...administrators, 'system'],
    'auth.end_sessions': [...administrators, 'system'],
    'auth.issue_passbook': [...cardIssuers, 'system'],
    'auth.link_account': ['system'],
    'auth.claim_first_administrator': ['system'],
    'auth.accounts': seers,
    'auth.account': seers,
    'auth.demonstration_people': ['guest', 'villager', 'system'],
  },
})
