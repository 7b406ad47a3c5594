import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const at = { tenantCode: params.code, versionId: params.id }
  const version = await locals.ask('compact.version', at)
  const books = await locals.ask('compact.rule_books', { tenantCode: params.code })
  return { ...books, version, grounds: version.grounds }
}
