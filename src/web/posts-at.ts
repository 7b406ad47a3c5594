import type { Me } from '#dashboards/queries.ts'

type Held = Pick<Me['posts'][number], 'tenantCode' | 'post' | 'reach'>

/** Posts of a township or county, which have something to read or to do in the places below. */
const above = [
  'township_official',
  'township_administrator',
  'county_official',
  'county_administrator',
]

/**
 * The posts that count at a place: those held there, and those held at a place above whose reach
 * covers it, marked `@above` as in the permission matrix. What each may do there, the matrix says.
 */
export function postsAt(posts: readonly Held[], code: string): string[] {
  const here = posts.filter((held) => held.tenantCode === code).map((held) => held.post)
  const covering = posts.filter(
    (held) =>
      held.tenantCode !== code &&
      above.includes(held.post) &&
      held.reach.some((prefix) => code.startsWith(prefix)),
  )
  return [...new Set([...here, ...covering.map((held) => `${held.post}@above`)])]
}

/** Whether somebody works at a place from above only, and holds no post there. */
export function isFromAbove(posts: readonly string[]): boolean {
  return posts.every((post) => post.endsWith('@above'))
}
