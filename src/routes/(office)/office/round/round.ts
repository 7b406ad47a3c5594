import type { RequestEvent } from '@sveltejs/kit'
import type { CommandValue } from '#app.ts'
import { say } from '#web/sentence.ts'

/** The households ticked, each with the value chosen beside it. */
export function householdsIn(form: FormData) {
  const ticked = form.getAll('household').map(String)
  return {
    households: ticked.map((householdId) => {
      const value = form.get(`value-${householdId}`)
      return value ? { householdId, valueHundredths: Number(value) } : { householdId }
    }),
  }
}

/** How many were entered, and for each of the others the sentence that says why not. */
export async function reportOf(
  event: RequestEvent,
  { entered, refused }: CommandValue<'points.declare_round'>,
) {
  const { locals } = event
  const list = await locals.ask('points.round_list', { tenantCode: locals.tenant })
  const codes = new Map(list.map((household) => [household.householdId, household.code]))
  const why = refused.map(({ householdId, code, details }) => ({
    code: codes.get(householdId) ?? '',
    message: say(code, details, locals.reader.locale),
  }))
  return { entered: entered.length, refused: why }
}
