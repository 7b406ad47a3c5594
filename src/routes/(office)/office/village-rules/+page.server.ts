import type { Actions, PageServerLoad } from './$types'
import { acting, loadDesk } from './desk.ts'

export const load: PageServerLoad = loadDesk

export const actions: Actions = {
  consult: acting('compact.consult_on_rules'),
  answer: acting('compact.answer_comment'),
  ask: acting('compact.ask_rules_review'),
  review: acting('compact.review_rules'),
  adopt: acting('compact.adopt_village_rules'),
  file: acting('compact.file_rules'),
}
