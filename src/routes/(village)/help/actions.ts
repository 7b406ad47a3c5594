import { type ActionFailure, type RequestEvent, redirect } from '@sveltejs/kit'
import { type FailureData, failureOf } from '#web/doors.ts'
import { villageOf } from '../tenant.ts'

interface Named {
  readonly name: string
  readonly household: string
}

/** Finds the two people by name, records how they agreed, and begins to act for the one helped. */
export async function begin(event: RequestEvent) {
  const form = await event.request.formData()
  const text = (key: string) => String(form.get(key) ?? '').trim()
  const helped = await find(event, { name: text('name'), household: text('household') }, form)
  if ('failure' in helped) return helped.failure
  const extra: Record<string, unknown> = {
    tenantCode: helped.tenantCode,
    personId: helped.personId,
  }
  if (text('method') === 'spoken_with_witness' && text('witness')) {
    const named = { name: text('witness'), household: text('witnessHousehold') }
    const witness = await find(event, named, form)
    if ('failure' in witness) return witness.failure
    extra.witnessPersonId = witness.personId
  }
  const acted = await event.locals.act('people.record_assistance', extra, form)
  if (!acted.ok) return acted.failure
  await event.locals.runtime.auth.actFor(event, acted.value.assistanceId)
  redirect(303, '/home')
}

type Found = { tenantCode: string; personId: string } | { failure: ActionFailure<FailureData> }

async function find(event: RequestEvent, named: Named, form: FormData): Promise<Found> {
  const tenantCode = await villageOf(event)
  const { name, household } = named
  const wanted = { tenantCode, name, ...(household ? { householdCode: household } : {}) }
  const found = await event.locals.try('people.find_person', wanted)
  if (!found.ok) return { failure: failureOf(event, found, form) }
  return { tenantCode, personId: found.value.personId }
}

export async function end(event: RequestEvent) {
  const tenantCode = await villageOf(event)
  const acted = await event.locals.act('people.end_assistance', { tenantCode })
  if (!acted.ok && acted.failure.data.code !== 'people.assistance_ended') return acted.failure
  await event.locals.runtime.auth.actFor(event, null)
  redirect(303, '/help?ended=1')
}
