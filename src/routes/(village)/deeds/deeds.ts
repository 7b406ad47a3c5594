/** Our own deeds, or with `?list=others` what I declared for others. */
export function deedsAt(url: URL) {
  const others = url.searchParams.get('list') === 'others'
  const name = others ? ('points.declared_by_me' as const) : ('points.household' as const)
  return { others, name }
}
