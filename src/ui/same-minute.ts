/**
 * What would be the same line several times within one minute, together: the list keeps its order
 * and nothing is left out, for each group knows all that belongs to it.
 */
export function bySameMinute<T extends { readonly at: string }>(
  all: readonly T[],
  lineOf: (one: T) => string,
): T[][] {
  const groups = Map.groupBy(all, (one) => `${one.at.slice(0, 16)}\n${lineOf(one)}`)
  return [...groups.values()]
}
