import { defineModule } from '#kernel/module.ts'
import { decide } from './commands.ts'
import { settingsRefusals } from './model.ts'
import { list, one } from './queries.ts'

export default defineModule({
  name: 'settings',
  commands: [decide],
  queries: [list, one],
  refusals: settingsRefusals,
  permissions: {
    'settings.decide': ['secretary', 'director', 'township_administrator', 'county_administrator'],
    'settings.list': ['anyone'],
    'settings.one': ['anyone'],
  },
})
