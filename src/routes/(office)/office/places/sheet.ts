import { type RequestEvent, redirect } from '@sveltejs/kit'
import * as m from '#paraglide/messages.js'
import { decodeText } from '#people/sheet/encoding.ts'
import { readSheet } from '#places/census/sheet.ts'
import { chosenSheet, noSheet, sheetTooLarge } from '#web/chosen-sheet.ts'
import { failureOf } from '#web/doors.ts'
import { wasTooLarge } from '#web/large-form.ts'
import { officeHref } from '../tenant.ts'

/** Reads the sheet that was sent and brings its places in; then shows the list and what is new. */
export async function importPlaces(event: RequestEvent) {
  const { locals, url } = event
  const form = await event.request.formData()
  const file = chosenSheet(form, m.places_import_sheet_missing())
  if (typeof file === 'string') return noSheet(file)
  if (wasTooLarge(file)) return failureOf(event, sheetTooLarge(), form)
  const text = decodeText(new Uint8Array(await file.arrayBuffer()))
  const sheet = text.ok ? readSheet(text.value) : text
  if (!sheet.ok) return failureOf(event, sheet, form)
  const acted = await locals.act('places.import_tree', { rows: sheet.value }, form)
  if (!acted.ok) return acted.failure
  const { created, unchanged } = acted.value
  const report = { created: String(created), unchanged: String(unchanged) }
  redirect(303, officeHref(url, '/places', report))
}

/** What an import did, as the address after it says. */
export function importReport({ searchParams }: URL) {
  const created = searchParams.get('created')
  if (created === null) return null
  return { created: Number(created) || 0, unchanged: Number(searchParams.get('unchanged')) || 0 }
}
