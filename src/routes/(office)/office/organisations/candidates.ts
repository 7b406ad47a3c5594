interface Wanted {
  readonly url: URL
  readonly tenantCode: string
  readonly may: boolean
}

/** The people found for `?q=`, for somebody who may give posts. */
export async function findCandidates(locals: App.Locals, { url, tenantCode, may }: Wanted) {
  const search = (url.searchParams.get('q') ?? '').trim().slice(0, 60)
  const asked = search !== '' && may
  const candidates = asked
    ? await locals.ask('organisations.candidates', { tenantCode, search })
    : []
  return { search, candidates }
}
