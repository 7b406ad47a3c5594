import { fail, type RequestEvent, redirect } from '@sveltejs/kit'
import { actWithFiles } from '#web/uploads.ts'
import type { Actions, PageServerLoad } from './$types'
import { resultOf } from './result.ts'

export const load: PageServerLoad = async ({ locals, parent, params }) => {
  const { tenantCode } = await parent()
  const deed = await locals.ask('points.deed', { tenantCode, deedId: params.id })
  const { from } = await locals.ask('points.items', { tenantCode })
  return { deed, from, result: await resultOf({ locals }, tenantCode, deed) }
}

const act =
  (name: 'points.amend' | 'points.withdraw' | 'points.state_my_side', done: string) =>
  async (event: RequestEvent) => {
    const acted = await actWithFiles(event, name)
    if (acted.ok) redirect(303, `/deeds/${event.params.id}?done=${done}`)
    const { status, data } = acted.failure
    return fail(status, { ...data, doing: event.url.search.replace(/^.*[/]/, '') })
  }

export const actions: Actions = {
  amend: act('points.amend', 'amended'),
  withdraw: act('points.withdraw', 'withdrawn'),
  state: act('points.state_my_side', 'stated'),
}
