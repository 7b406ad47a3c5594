import { redirect } from '@sveltejs/kit'
import type { Actions, PageServerLoad } from './$types'

/** Objects to a decision about one's own household: `/appeals/about/points.deed/ID`. */
export const load: PageServerLoad = ({ params }) => ({
  subject: { kind: params.kind, id: params.id },
})

export const actions: Actions = {
  default: async ({ locals }) => {
    const acted = await locals.act('appeals.file')
    if (!acted.ok) return acted.failure
    redirect(303, `/appeals/${acted.value.appealId}?done=sent`)
  },
}
