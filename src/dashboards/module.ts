import { defineModule } from '#kernel/module.ts'
import { me } from './queries.ts'

export default defineModule({
  name: 'dashboards',
  queries: [me],
  permissions: { 'dashboards.me': ['villager', 'every_post'] },
})
