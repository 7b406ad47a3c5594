import { json } from '@sveltejs/kit'
import { needSignIn } from '#routes/sign-in/go-on.ts'
import type { RequestHandler } from './$types'

/** What the browser needs to make a passkey; the challenge answers once. */
export const POST: RequestHandler = async (event) => {
  const offered = await event.locals.runtime.auth.passkeys.offer(event, needSignIn(event))
  return offered.ok ? json(offered.value) : json({ code: offered.code }, { status: 429 })
}
