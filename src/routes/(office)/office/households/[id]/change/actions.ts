import { type ActionFailure, fail, type RequestEvent, redirect } from '@sveltejs/kit'
import { refuse } from '#kernel/result.ts'
import { type FailureData, failureOf } from '#web/doors.ts'
import { officeHref } from '../../../tenant.ts'
import { findByCode } from '../../by-code.ts'

const commands = {
  place: 'people.place_household',
  split: 'people.split_household',
  move: 'people.move_household',
} as const

type Event = RequestEvent<{ id: string }>

/** Carries one of the forms out and goes back to the household, or to the new one. */
export async function change(event: Event, sent: keyof typeof commands) {
  const { locals, params } = event
  const facts = { tenantCode: locals.tenant, householdId: params.id }
  const acted = await locals.act(commands[sent], facts)
  if (!acted.ok) return sentBy(acted.failure, sent)
  const to = sent === 'split' ? acted.value.householdId : params.id
  redirect(303, officeHref(event.url, `/households/${to}`))
}

/** The other household is named by its number. */
export async function merge(event: Event) {
  const { locals, params } = event
  const form = await event.request.formData()
  const into = await findByCode(locals, String(form.get('into') ?? ''))
  if (!into) return sentBy(failureOf(event, refuse('people.unknown_household'), form), 'merge')
  const both = { fromHouseholdId: params.id, intoHouseholdId: into.id }
  const facts = { tenantCode: locals.tenant, ...both }
  const acted = await locals.act('people.merge_households', facts, form)
  if (!acted.ok) return sentBy(acted.failure, 'merge')
  redirect(303, officeHref(event.url, `/households/${into.id}`))
}

/** Says which of the page's forms a failure belongs to. */
export function sentBy(failure: ActionFailure<FailureData>, sent: string) {
  return fail(failure.status, { ...failure.data, sent })
}
