import { defineModule } from '#kernel/module.ts'
import { decide } from './commands.ts'
import { settingsRefusals } from './model.ts'
import { list, one } from './queries.ts'

const everybody = ['guest', 'villager', 'system'] as const

export default defineModule({
  name: 'settings',
  commands: [decide],
  queries: [list, one],
  refusals: settingsRefusals,
  permissions: {
    'settings.decide': ['secretary', 'director', 'township_administrator', 'county_administrator'],
    'settings.list': everybody,
    'settings.one': everybody,
  },
})
