import { describeApi } from '#web/api-page.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => ({ modules: describeApi(locals.runtime.app) })
