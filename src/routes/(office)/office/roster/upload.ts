import { createHash } from 'node:crypto'
import { type RequestEvent, redirect } from '@sveltejs/kit'
import * as m from '#paraglide/messages.js'
import { forgetReading, layAside } from '#people/roster/reading.ts'
import { chosenSheet, noSheet, sheetTooLarge } from '#web/chosen-sheet.ts'
import { failureOf } from '#web/doors.ts'
import { wasTooLarge } from '#web/large-form.ts'
import { officeHref } from '../tenant.ts'

/** Reads the sheet beside the main thread, keeps what it says sealed, and shows the dry run. */
export async function upload(event: RequestEvent) {
  const { locals, url } = event
  const tenantCode = locals.tenant
  const form = await event.request.formData()
  const file = chosenSheet(form, m.people_roster_file_missing())
  if (typeof file === 'string') return noSheet(file)
  if (wasTooLarge(file)) return failureOf(event, sheetTooLarge(), form)
  // Asked first: whoever may not keep the roster has no sheet read for them.
  const known = await locals.ask('people.roster_sheets', { tenantCode })
  const bytes = new Uint8Array(await file.arrayBuffer())
  const sheetHash = createHash('sha256').update(bytes).digest('hex')
  const places = { groups: known.groups, grids: known.grids, today: locals.reader.today }
  const reading = await locals.runtime.readRoster(bytes, file.name, places)
  if (!reading.ok) return failureOf(event, reading, form)
  const { kernel } = locals.runtime.app
  const accountId = locals.session.accountId ?? ''
  const readingId = await layAside(kernel, {
    ...{ tenantCode, accountId, sheetHash, reading: reading.value },
  })
  const facts = { tenantCode, sheetHash, fileName: file.name.slice(0, 200), readingId }
  // Each upload is laid aside under an id of its own, so each is an act of its own.
  const acted = await locals.act('people.keep_sheet', facts, new FormData())
  if (!acted.ok) {
    await forgetReading(kernel, facts)
    return acted.failure
  }
  redirect(303, officeHref(url, `/roster/${acted.value.sheetId}`))
}
