import { type RequestEvent, redirect } from '@sveltejs/kit'
import type { QueryValue } from '#app.ts'
import { sentBy } from '../../households/[id]/change/actions.ts'
import { officeHref } from '../../tenant.ts'

type Place = QueryValue<'places.place'>

const commands = {
  rename: 'places.rename',
  move: 'places.move',
  close: 'places.close_place',
} as const

/** Carries one of the page's forms out and shows the place anew. */
export const change =
  (sent: keyof typeof commands) => async (event: RequestEvent<{ code: string }>) => {
    const { code } = event.params
    const acted = await event.locals.act(commands[sent], { tenantCode: code })
    if (!acted.ok) return sentBy(acted.failure, sent)
    // A place that is closed today has no page of its own any more.
    const to = sent === 'close' ? '/places' : `/places/${code}`
    redirect(303, officeHref(event.url, to, { done: sent }))
  }

/** Where a village could be put instead: the townships of its county, and the county itself. */
export async function parentsFor(locals: App.Locals, place: Place) {
  const county = place.ancestors.find(({ level }) => level === 'county')
  if (place.level !== 'village' || !county) return []
  const { branches } = await locals.ask('places.tree', { parentCode: county.code })
  const wider = branches.filter(({ level }) => level === 'township')
  return [...wider, county]
    .filter(({ code }) => code !== place.parentCode)
    .map(({ code, name }) => ({ code, name }))
}

/** The names of all places it lies or lay in, as they were called when it came there. */
export async function parentNames(locals: App.Locals, place: Place) {
  const names: Record<string, string> = {}
  for (const { parentCode: code, since: on } of place.history) {
    const parent = code && !names[code] ? await locals.try('places.place', { code, on }) : null
    if (code && parent?.ok) names[code] = parent.value.name
  }
  return names
}
