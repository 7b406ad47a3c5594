interface Wanted {
  readonly tenantCode: string
  readonly may: boolean
}

/** The people who were looked for, for somebody who may give posts. */
export async function findCandidates(locals: App.Locals, { tenantCode, may }: Wanted) {
  const search = (locals.sought[''] ?? '').slice(0, 60)
  const asked = search !== '' && may
  const candidates = asked
    ? await locals.ask('organisations.candidates', { tenantCode, search })
    : []
  return { search, candidates }
}
