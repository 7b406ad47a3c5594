import { seek } from '#web/sought.ts'
import type { RequestHandler } from './$types'

/** A search for people is posted, so that what is typed never stands in an address. */
export const POST: RequestHandler = (event) => seek(event)
