import { type ActionFailure, fail, type RequestEvent, redirect } from '@sveltejs/kit'
import { type FailureData, failureOf, textsOf } from '#web/doors.ts'
import { villageOf } from '../tenant.ts'

interface Named {
  readonly name: string
  readonly household: string
  /** The questions that are asked for the two, to lead back to the one whose answer was wrong. */
  readonly asked: readonly [name: string, household: string]
}

/** An answer to one question of those that are asked one at a time: all typed goes back to the page. */
export async function next({ request }: RequestEvent) {
  const values = textsOf(await request.formData())
  return { values, question: values.question }
}

/** Finds the two people by name, records how they agreed, and begins to act for the one helped. */
export async function begin(event: RequestEvent) {
  const form = await event.request.formData()
  const text = (key: string) => String(form.get(key) ?? '').trim()
  const wanted = { name: text('name'), household: text('household') }
  const helped = await find(event, { ...wanted, asked: ['name', 'household'] }, form)
  if ('failure' in helped) return helped.failure
  const extra: Record<string, unknown> = {
    tenantCode: helped.tenantCode,
    personId: helped.personId,
  }
  if (text('method') === 'spoken_with_witness' && text('witness')) {
    const named = { name: text('witness'), household: text('witnessHousehold') }
    const witness = await find(event, { ...named, asked: ['witness', 'witnessHousehold'] }, form)
    if ('failure' in witness) return witness.failure
    extra.witnessPersonId = witness.personId
  }
  const acted = await event.locals.act('people.record_assistance', extra, form)
  if (!acted.ok) return acted.failure
  await event.locals.runtime.auth.actFor(event, acted.value.assistanceId)
  redirect(303, '/home')
}

type Unfound = ActionFailure<FailureData & { question: string }>
type Found = { tenantCode: string; personId: string } | { failure: Unfound }

async function find(event: RequestEvent, named: Named, form: FormData): Promise<Found> {
  const tenantCode = await villageOf(event)
  const { name, household, asked } = named
  const wanted = { tenantCode, name, ...(household ? { householdCode: household } : {}) }
  const found = await event.locals.try('people.find_person', wanted)
  if (!found.ok) {
    const { status, data } = failureOf(event, found, form)
    const question = found.code === 'people.several_found' || household ? asked[1] : asked[0]
    return { failure: fail(status, { ...data, question }) }
  }
  return { tenantCode, personId: found.value.personId }
}

export async function end(event: RequestEvent) {
  const tenantCode = await villageOf(event)
  const acted = await event.locals.act('people.end_assistance', { tenantCode })
  if (!acted.ok && acted.failure.data.code !== 'people.assistance_ended') return acted.failure
  await event.locals.runtime.auth.actFor(event, null)
  redirect(303, '/help?ended=1')
}
