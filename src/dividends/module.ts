import { defineModule } from '#kernel/module.ts'
import { plan, resolve } from './commands.ts'
import { lineSubject } from './correcting/subject.ts'
import { finalise } from './finalising/commands.ts'
import { finaliseJob } from './jobs.ts'
import { dividendsRefusals } from './model.ts'
import { enterAccount, payCash, recordPayments, takeBankFile } from './paying/commands.ts'
import { bankFile, payments } from './paying/queries.ts'
import { due, mine, office, one, open } from './queries.ts'

const planning = ['chair', 'board_member']
const paying = ['accountant', 'chair']
const reading = [
  ...['chair', 'board_member', 'accountant', 'director', 'secretary'],
  ...['supervision_chair', 'supervision_member'],
  ...['township_official@above', 'county_official@above'],
]

export default defineModule({
  name: 'dividends',
  commands: [plan, resolve, finalise, enterAccount, takeBankFile, recordPayments, payCash],
  queries: [due, open, mine, office, one, payments, bankFile],
  jobs: [finaliseJob],
  refusals: dividendsRefusals,
  appealSubjects: [lineSubject],
  permissions: {
    'dividends.plan': planning,
    'dividends.resolve': planning,
    'dividends.finalise': ['system'],
    'dividends.due': ['system'],
    'dividends.open': ['anyone'],
    'dividends.mine': ['villager'],
    'dividends.office': reading,
    'dividends.one': reading,
    'dividends.enter_account': ['villager', ...paying],
    'dividends.take_bank_file': paying,
    'dividends.record_payments': paying,
    'dividends.pay_cash': paying,
    'dividends.payments': reading,
    'dividends.bank_file': paying,
  },
})
