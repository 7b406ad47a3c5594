import { json } from '@sveltejs/kit'
import type { RequestHandler } from './$types'

/** What the browser needs to show a passkey; the challenge answers once. */
export const POST: RequestHandler = async (event) => {
  const asked = await event.locals.runtime.auth.passkeys.ask(event)
  return asked.ok ? json(asked.value) : json({ code: asked.code }, { status: 429 })
}
