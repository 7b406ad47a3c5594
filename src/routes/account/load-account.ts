import { administrators, cardIssuers } from '#auth/model.ts'
import { needSignIn } from '#routes/sign-in/go-on.ts'
import type { PageServerLoadEvent } from './$types'

const seers: readonly string[] = [...administrators, ...cardIssuers]

/** How I sign in, where I am signed in, and for whom I may open accounts. */
export async function loadAccount(event: PageServerLoadEvent) {
  const signIn = needSignIn(event)
  const { auth } = event.locals.runtime
  const { me } = await event.parent()
  const places = (me?.posts ?? []).filter(({ post }) => seers.includes(post))
  return {
    name: me?.name ?? '',
    hasPassword: await auth.password.isOwned(signIn),
    secondFactor: await auth.secondFactor.isOn(signIn),
    passkeys: (await auth.passkeys.list(signIn)).length,
    sessions: await auth.sessions.list(signIn),
    places: [...new Map(places.map((one) => [one.tenantCode, one.place]))].map(
      ([tenantCode, place]) => ({ tenantCode, place }),
    ),
  }
}
