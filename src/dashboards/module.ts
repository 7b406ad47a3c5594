import { defineModule } from '#kernel/module.ts'
import { home } from './home/queries.ts'
import { liveVillages } from './live/queries.ts'
import { me } from './queries.ts'
import { today } from './today/queries.ts'
import { village } from './village/queries.ts'

export default defineModule({
  name: 'dashboards',
  queries: [me, home, today, village, liveVillages],
  permissions: {
    'dashboards.me': ['signed_in'],
    'dashboards.home': ['villager'],
    'dashboards.today': ['every_post'],
    'dashboards.live_villages': ['anyone'],
    'dashboards.village': [
      'township_official@above',
      'township_administrator@above',
      'county_official@above',
      'county_administrator@above',
    ],
  },
})
