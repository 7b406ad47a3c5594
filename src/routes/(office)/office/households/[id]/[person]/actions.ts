import { type RequestEvent, redirect } from '@sveltejs/kit'
import type { CommandName } from '#app.ts'
import { refuse } from '#kernel/result.ts'
import { failureOf } from '#web/doors.ts'
import { officeHref } from '../../../tenant.ts'
import { findByCode } from '../../by-code.ts'
import { sentBy } from '../change/actions.ts'

type Event = RequestEvent<{ id: string; person: string }>

interface Sending {
  readonly sent: string
  readonly command: CommandName
  readonly extra?: object
  readonly form?: FormData
}

/** Carries one form of the page out and shows the page anew. */
async function send(event: Event, { sent, command, extra = {}, form }: Sending) {
  const { locals, params } = event
  const facts = { tenantCode: locals.tenant, personId: params.person, ...extra }
  const acted = await locals.act(command, facts, form)
  return acted.ok ? { sent } : sentBy(acted.failure, sent)
}

export const phone = (event: Event) =>
  send(event, { sent: 'phone', command: 'people.change_phone' })
export const correct = (event: Event) =>
  send(event, { sent: 'correct', command: 'people.change_person' })
export const unkin = (event: Event) => send(event, { sent: 'unkin', command: 'people.end_kinship' })

export async function paper(event: Event) {
  const form = await event.request.formData()
  const grants = form.get('choice') === 'grant'
  const command = grants ? 'people.grant_consent' : 'people.withdraw_consent'
  return send(event, { sent: 'paper', command, form })
}

/** Somebody named as people name them: full name, and the household when there are several. */
async function named({ locals }: Event, form: FormData) {
  const [name, householdCode] = ['name', 'householdCode'].map((key) => String(form.get(key) ?? ''))
  const where = householdCode ? { householdCode } : {}
  return locals.try('people.find_person', { tenantCode: locals.tenant, name: name!, ...where })
}

export async function kin(event: Event) {
  const form = await event.request.formData()
  const found = await named(event, form)
  if (!found.ok) return sentBy(failureOf(event, found, form), 'kin')
  const extra = { relativeId: found.value.personId }
  return send(event, { sent: 'kin', command: 'people.record_kinship', extra, form })
}

export async function guardian(event: Event) {
  const form = await event.request.formData()
  const found = await named(event, form)
  if (!found.ok) return sentBy(failureOf(event, found, form), 'guardian')
  const extra = { wardId: event.params.person, guardianId: found.value.personId }
  return send(event, { sent: 'guardian', command: 'people.name_guardian', extra, form })
}

/** The household somebody comes to live with is named by its number; its page shows them next. */
export async function join(event: Event) {
  const form = await event.request.formData()
  const into = await findByCode(event.locals, String(form.get('into') ?? ''))
  if (!into) return sentBy(failureOf(event, refuse('people.unknown_household'), form), 'join')
  const extra = { householdId: into.id }
  const outcome = await send(event, {
    ...{ sent: 'join', command: 'people.join_household', extra, form },
  })
  if ('status' in outcome) return outcome
  redirect(303, officeHref(event.url, `/households/${into.id}`))
}

export const depart = (event: Event) =>
  send(event, { sent: 'depart', command: 'people.leave_household' })

export async function leave(event: Event) {
  const form = await event.request.formData()
  const on = String(form.get('on') ?? '')
  const died = form.get('reason') === 'died'
  const command = died ? 'people.record_death' : 'people.close_person'
  const extra = died ? { diedOn: on } : { closedOn: on }
  const outcome = await send(event, { sent: 'leave', command, extra, form })
  if (outcome && 'status' in outcome) return outcome
  redirect(303, officeHref(event.url, `/households/${event.params.id}`))
}

/** A full number is shown once, in the answer to the form; it stands in no address. */
export async function reveal(event: Event) {
  const form = await event.request.formData()
  const asked = { field: form.get('field'), purpose: form.get('purpose') } as never
  const { tenant: tenantCode } = event.locals
  const who = { tenantCode, personId: event.params.person }
  const found = await event.locals.try('people.reveal_identity', {
    ...who,
    ...(asked as object),
  } as never)
  if (!found.ok) return sentBy(failureOf(event, found, form), 'reveal')
  return { sent: 'reveal', revealed: found.value.value }
}
