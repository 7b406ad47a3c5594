import { defineModule } from '#kernel/module.ts'
import { plan, resolve } from './commands.ts'
import { lineSubject } from './correcting/subject.ts'
import { finalise } from './finalising/commands.ts'
import { finaliseJob } from './jobs.ts'
import { dividendsRefusals } from './model.ts'
import { due, mine, office, one, open } from './queries.ts'

const planning = ['chair', 'board_member']
const reading = [
  ...['chair', 'board_member', 'accountant', 'director', 'secretary'],
  ...['supervision_chair', 'supervision_member'],
  ...['township_official@above', 'county_official@above'],
]

export default defineModule({
  name: 'dividends',
  commands: [plan, resolve, finalise],
  queries: [due, open, mine, office, one],
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
  },
})
