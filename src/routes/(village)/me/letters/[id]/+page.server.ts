import { back, step } from '../actions.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, params, url }) => {
  const { tenantCode } = await parent()
  const letter = await locals.ask('letters.letter', { tenantCode, letterId: params.id })
  const { origin } = locals.runtime.config
  const link = letter.code && `${origin}/letters/check?code=${letter.code}`
  return { letter, link, done: url.searchParams.has('done'), back: back() }
}

export const actions: Actions = {
  answer: step('letters.answer'),
  issue: step('letters.issue', '?done=1'),
  discard: step('letters.discard', '?done=1'),
  revoke: step('letters.revoke'),
}
