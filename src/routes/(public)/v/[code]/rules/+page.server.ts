import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const books = await locals.ask('compact.rule_books', { tenantCode: params.code })
  const version = books.versions.find((one) => one.id === books.inForceId) ?? null
  return { ...books, version }
}
