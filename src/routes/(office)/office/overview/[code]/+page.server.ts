import type { PageServerLoad } from './$types'
import { rowsOf, searchIn } from './overview.ts'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const found = await searchIn(locals, params.code, url)
  return { ...found, rows: found.search ? [] : await rowsOf(locals, params.code) }
}
