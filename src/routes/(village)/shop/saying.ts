import { type RequestEvent, redirect } from '@sveltejs/kit'
import { villageOf } from '../tenant.ts'

/** What a household says about taking a purchase back; then the purchase is shown anew. */
export const saying =
  (name: 'shop.propose_reversal' | 'shop.answer_reversal') => async (event: RequestEvent) => {
    const acted = await event.locals.act(name, { tenantCode: await villageOf(event) })
    return acted.ok ? redirect(303, event.url.pathname) : acted.failure
  }
