import { type RequestEvent, redirect } from '@sveltejs/kit'
import * as m from '#paraglide/messages.js'
import { villageOf } from '../../tenant.ts'

export const back = () => ({ href: '/me/letters', label: m.letters_back() })

/** Begins a letter and goes to its preview. */
export async function begin(event: RequestEvent) {
  const acted = await event.locals.act('letters.begin', { tenantCode: await villageOf(event) })
  if (!acted.ok) return acted.failure
  redirect(303, `/me/letters/${acted.value.letterId}`)
}

type Step = 'letters.answer' | 'letters.issue' | 'letters.discard' | 'letters.revoke'

/** Takes one step of a letter and shows where it stands then. */
export const step = (name: Step, then = '') =>
  async function take(event: RequestEvent) {
    const acted = await event.locals.act(name, { tenantCode: await villageOf(event) })
    if (!acted.ok) return acted.failure
    const page = name === 'letters.discard' ? '' : `/${acted.value.letterId}`
    redirect(303, `/me/letters${page}${then}`)
  }
