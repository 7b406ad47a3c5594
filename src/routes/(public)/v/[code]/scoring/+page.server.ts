import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const tenantCode = params.code
  const books = await locals.ask('compact.rule_books', { tenantCode })
  const version = books.versions.find(({ id }) => id === books.inForceId) ?? null
  return {
    ...{ tenantCode, version },
    distribution: await locals.ask('stars.distribution', { tenantCode }),
  }
}
