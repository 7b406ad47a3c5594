import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  const top = await locals.ask('places.tree', {})
  return { provinces: top.branches }
}
