interface Wanted {
  readonly url: URL
  readonly tenantCode: string
  readonly may: boolean
}

/** The people who were looked for, or the one just entered, for somebody who may give posts. */
export async function findCandidates(locals: App.Locals, { url, tenantCode, may }: Wanted) {
  const search = (locals.sought[''] ?? '').slice(0, 60)
  const personId = url.searchParams.get('person')
  const wanted = search ? { search } : personId ? { personId } : null
  const found =
    wanted && may ? await locals.try('organisations.candidates', { tenantCode, ...wanted }) : null
  return { search, candidates: found?.ok ? found.value : [] }
}
