import { listState } from '#ui/list-state.ts'
import type { PageServerLoad } from './$types'

/** The movements of the points one's own household, or the one helped, has for the dividend. */
export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const { household } = await locals.ask('people.my_record', { tenantCode })
  if (!household) return { lines: [], total: 0, pageSize: 50 }
  const account = 'household_dividend' as const
  const which = { tenantCode, householdId: household.id, account, page: listState(url).page }
  const { lines, total, pageSize } = await locals.ask('journal.statement', which)
  return { lines, total, pageSize }
}
