import { type RequestEvent, redirect } from '@sveltejs/kit'
import type { CommandName } from '#app.ts'
import { supervisors } from '#oversight/model.ts'

/** Whether one of these posts is of the village's own supervision committee. */
export const drawsHere = (posts: readonly string[]): boolean =>
  supervisors.some((post) => posts.includes(post))

/** Sends the form as this command and shows the same page again, saying that it is done. */
export const say = (name: CommandName) => async (event: RequestEvent) => {
  const { locals, url } = event
  const acted = await locals.act(name, { tenantCode: locals.tenant })
  if (!acted.ok) return acted.failure
  const at = url.searchParams.get('at')
  redirect(303, `${url.pathname}?${new URLSearchParams({ ...(at ? { at } : {}), done: 'yes' })}`)
}
