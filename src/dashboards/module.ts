import { defineModule } from '#kernel/module.ts'
import { home } from './home/queries.ts'
import { me } from './queries.ts'
import { today } from './today/queries.ts'

export default defineModule({
  name: 'dashboards',
  queries: [me, home, today],
  permissions: {
    'dashboards.me': ['signed_in'],
    'dashboards.home': ['villager'],
    'dashboards.today': ['every_post'],
  },
})
