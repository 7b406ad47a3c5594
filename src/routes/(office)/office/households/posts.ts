import { gridPosts, rosterPosts } from '#people/office.ts'

/** What the holder of these posts may do with the records of people. */
export function mayOf(posts: readonly string[]) {
  const has = (wanted: readonly string[]) => posts.some((post) => wanted.includes(post))
  const keeper = has(rosterPosts)
  return { keeper, mayAdd: keeper || has(gridPosts) }
}
