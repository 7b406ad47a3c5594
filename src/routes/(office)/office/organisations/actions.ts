import { type RequestEvent, redirect } from '@sveltejs/kit'
import { officeHref } from '../tenant.ts'

type BodyEvent = RequestEvent<{ id: string }>

/** Opens a body, then shows it, so that people can be appointed. */
export async function found(event: RequestEvent) {
  const acted = await event.locals.act('organisations.found', { tenantCode: event.locals.tenant })
  if (!acted.ok) return acted.failure
  const { organisationId } = acted.value
  redirect(303, officeHref(event.url, `/organisations/${organisationId}`, { done: 'founded' }))
}

/** Enters somebody who lives in no household here, then offers them in the body one came from. */
export async function enter(event: RequestEvent) {
  const acted = await event.locals.act('people.add_official', { tenantCode: event.locals.tenant })
  if (!acted.ok) return acted.failure
  const body = event.url.searchParams.get('body')
  if (!body) redirect(303, officeHref(event.url, '/organisations'))
  const found = { person: acted.value.personId, done: 'entered' }
  redirect(303, officeHref(event.url, `/organisations/${body}`, found))
}

/** Gives a post in the body of the page, then shows who is in office. */
export async function appoint(event: BodyEvent) {
  const facts = { tenantCode: event.locals.tenant, organisationId: event.params.id }
  const acted = await event.locals.act('organisations.appoint', facts)
  if (!acted.ok) return acted.failure
  const done = { done: 'appointed' }
  redirect(303, officeHref(event.url, `/organisations/${event.params.id}`, done))
}

/** Dissolves the body of the page, then shows the bodies that remain. */
export async function dissolve(event: BodyEvent) {
  const facts = { tenantCode: event.locals.tenant, organisationId: event.params.id }
  const acted = await event.locals.act('organisations.dissolve', facts)
  if (!acted.ok) return acted.failure
  redirect(303, officeHref(event.url, '/organisations'))
}
