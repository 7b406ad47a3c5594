interface Named {
  readonly code: string
  readonly name: string
}

/** Names of a place and of those above it, by code. */
export function namesOf(place: Named & { ancestors: readonly Named[] }): Record<string, string> {
  return Object.fromEntries([...place.ancestors, place].map(({ code, name }) => [code, name]))
}
