import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const tenantCode = params.code
  const books = await locals.ask('compact.rule_books', { tenantCode })
  const version = books.versions.find(({ id }) => id === books.inForceId) ?? null
  return {
    ...{ tenantCode, version },
    note: await locals.ask('settings.one', { tenantCode, key: 'stars.bands_note' }),
    distribution: await locals.ask('stars.distribution', { tenantCode }),
  }
}
