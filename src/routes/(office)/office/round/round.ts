import type { RequestEvent } from '@sveltejs/kit'
import type { CommandValue } from '#app.ts'
import { say } from '#web/sentence.ts'

/** The answers that are the same for all households of a round; undefined without a table. */
function commonInputs(form: FormData): Record<string, string | number> | undefined {
  const given = [...form].flatMap(([name, value]) => {
    const text = String(value).normalize('NFKC').trim()
    if (!name.startsWith('inputs.') || text === '') return []
    return [[name.slice('inputs.'.length), /^\d+$/.test(text) ? Number(text) : text] as const]
  })
  return given.length > 0 || form.get('ability') ? Object.fromEntries(given) : undefined
}

/** The households ticked, each with the value chosen beside it or with the answers to a table. */
export function householdsIn(form: FormData) {
  const ticked = form.getAll('household').map(String)
  const common = commonInputs(form)
  const ability = String(form.get('ability') ?? '')
  return {
    households: ticked.map((householdId) => {
      const able = ability && form.has(`able-${householdId}`) ? { [ability]: 'yes' } : {}
      if (common) return { householdId, inputs: { ...common, ...able } }
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
