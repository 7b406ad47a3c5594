import { mayOnPlace } from '#places/model.ts'
import { listState } from '#ui/list-state.ts'
import { keepAt } from '../tenant.ts'
import type { PageServerLoad } from './$types'
import { importReport } from './sheet.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const parentCode = locals.tenant
  const { q: search, offset, limit } = listState(url)
  const input = { parentCode, search: search || undefined, offset, limit }
  const { branches, matches, total, pageSize, place } = await locals.ask('places.tree', input)
  return {
    ...{ own: place!, rows: search ? matches : branches, search, total, pageSize },
    mayKeep: mayOnPlace((await parent()).posts).keep,
    at: keepAt(url, parentCode),
    imported: importReport(url),
    closed: url.searchParams.get('done') === 'close',
  }
}
