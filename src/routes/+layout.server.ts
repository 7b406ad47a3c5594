import { whoIsIfKnown } from '#web/me.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async (event) => {
  const { reader, runtime } = event.locals
  return { reader, me: await whoIsIfKnown(event), demonstration: runtime.config.demonstration }
}
