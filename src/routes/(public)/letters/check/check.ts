import type { RequestEvent } from '@sveltejs/kit'
import { addDays, plainDateInChina } from '#kernel/clock.ts'
import { refuse } from '#kernel/result.ts'
import { readLetterCode } from '#letters/model.ts'
import { failureOf } from '#web/doors.ts'

/** Puts on record who looks a letter up, and then shows what there is to show. */
export async function checkLetter(event: RequestEvent) {
  const form = await event.request.formData()
  const read = readLetterCode(String(form.get('letterCode') ?? ''))
  if (!read) return failureOf(event, refuse('letters.unknown_letter'), form)
  const acted = await event.locals.act('letters.look_up', read, form)
  if (!acted.ok) return acted.failure
  const { lookId } = acted.value
  const found = await event.locals.ask('letters.shown', { ...read, lookId })
  return { found: { ...found, lastDay: addDays(plainDateInChina(found.expiresAt), -1) } }
}
