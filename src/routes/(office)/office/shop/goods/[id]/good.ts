import { error, type RequestEvent } from '@sveltejs/kit'
import { say } from '#web/sentence.ts'
import { keepAt } from '../../../tenant.ts'

/** One good of the shelf, with what its reader may do. */
export async function loadGood({ locals, params, url }: RequestEvent<{ id: string }>) {
  const tenantCode = locals.tenant
  const { goods, mayKeep, mayCount } = await locals.ask('shop.catalogue', { tenantCode })
  const good = goods.find((one) => one.id === params.id)
  if (!good) error(404, say('shop.unknown_good', {}, locals.reader.locale))
  const done = url.searchParams.has('done')
  return { good, tenantCode, mayKeep, mayCount, done, at: keepAt(url, tenantCode) }
}
