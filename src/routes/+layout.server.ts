import { whoIsIfKnown } from '#web/me.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async (event) => {
  const { reader, runtime, sought } = event.locals
  const me = await whoIsIfKnown(event)
  return { reader, sought, me, demonstration: runtime.config.demonstration }
}
