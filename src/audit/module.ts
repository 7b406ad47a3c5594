import { defineModule } from '#kernel/module.ts'
import { abovePosts, officerPosts } from './model.ts'
import { history, looks } from './queries.ts'

export default defineModule({
  name: 'audit',
  queries: [history, looks],
  permissions: {
    'audit.history': ['villager', ...officerPosts, ...abovePosts],
    'audit.looks': ['villager'],
  },
})
