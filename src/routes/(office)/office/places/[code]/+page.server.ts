import { mayOnPlace } from '#places/model.ts'
import { postsAt } from '#web/posts-at.ts'
import { keepAt } from '../../tenant.ts'
import type { Actions, PageServerLoad } from './$types'
import { change, parentNames, parentsFor } from './place.ts'

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const place = await locals.ask('places.place', { code: params.code })
  const posts = postsAt((await parent()).me.posts, params.code)
  const parents = await parentsFor(locals, place)
  const names = await parentNames(locals, place)
  const facts = { today: locals.reader.today, done: url.searchParams.get('done') }
  const may = { may: mayOnPlace(posts), reached: posts.length > 0 }
  return { ...{ place, parents, names }, ...facts, ...may, at: keepAt(url, locals.tenant) }
}

const [rename, move, close] = [change('rename'), change('move'), change('close')]
export const actions: Actions = { rename, move, close }
