interface Pickable {
  readonly tenantCode: string
  readonly personId: string
  readonly post: string
}

/** One side of the program each, in the order in which a quarter meets them. */
const roles: readonly string[] = [
  ...['villager', 'elder', 'grid_worker', 'reviewer', 'leading_head', 'scorekeeper'],
  ...['secretary', 'supervision_chair', 'village_administrator'],
  ...['township_official', 'county_official'],
]

/**
 * One person for each role, so that every side of the program can be seen at once: in the village with
 * most people to pick and above it. Besides a villager next door, where a notice may hang that one can
 * object to, and an official of a county that sees nothing of the first.
 */
export function oneForEachRole<P extends Pickable>(people: readonly P[]): P[] {
  const villages = Map.groupBy(
    people.filter(({ post }) => post === 'villager'),
    ({ tenantCode }) => tenantCode,
  )
  const sizes = Map.groupBy(people, ({ tenantCode }) => tenantCode)
  const bySize = (a: string, b: string) => sizes.get(b)!.length - sizes.get(a)!.length
  const [main = '', ...others] = [...villages.keys()].sort(bySize)
  const county = main.slice(0, 6)
  const above = [main, `${main.slice(0, 9)}000`, `${county}000000`]
  const first = (post: string, at: (code: string) => boolean) =>
    people.filter((one) => one.post === post && at(one.tenantCode)).slice(0, 1)
  const nextDoor = others.find((code) => code.startsWith(county))
  return [
    ...roles.flatMap((post) => first(post, (code) => above.includes(code))),
    ...first('villager', (code) => code === nextDoor),
    ...first('county_official', (code) => !code.startsWith(county)),
  ]
}
