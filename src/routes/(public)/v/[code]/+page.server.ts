import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const tenantCode = params.code
  const [board, books, stars, bodies] = await Promise.all([
    locals.ask('notices.list', { tenantCode }),
    locals.ask('compact.rule_books', { tenantCode }),
    locals.ask('stars.distribution', { tenantCode }),
    locals.ask('organisations.list', { tenantCode }),
  ])
  const inForce = books.versions.find((version) => version.id === books.inForceId) ?? null
  return { notices: board.notices.slice(0, 5), inForce, stars, bodies }
}
