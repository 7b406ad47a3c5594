import { aboveVillagePosts, forgettingPosts, gridPosts, rosterPosts } from '#people/office.ts'

/** What the holder of these posts may do with the records of people. */
export function mayOf(posts: readonly string[]) {
  const has = (wanted: readonly string[]) => posts.some((post) => wanted.includes(post))
  const keeper = has(rosterPosts)
  const fromAbove = aboveVillagePosts.map((post) => `${post}@above`)
  return {
    keeper,
    mayAdd: keeper || has(gridPosts),
    mayForget: has(forgettingPosts),
    /** Moving a household concerns two villages, so whoever covers both may. */
    mayMove: keeper || has(fromAbove),
    /** Entering somebody who holds an office here without living here. */
    mayEnter: has(['village_administrator', ...aboveVillagePosts, ...fromAbove]),
  }
}
