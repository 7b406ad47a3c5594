import { whoIs } from '#web/me.ts'
import { refuseForeignPlace } from '#web/office.ts'
import type { LayoutServerLoad } from './$types'

/** Below the layout that draws the shell, so that a refusal stands inside it. */
export const load: LayoutServerLoad = async (event) => {
  const me = await whoIs(event)
  if (me) refuseForeignPlace(event, me)
}
