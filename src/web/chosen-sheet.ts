import { type ActionFailure, fail } from '@sveltejs/kit'
import { refuse } from '#kernel/result.ts'
import * as m from '#paraglide/messages.js'
import { SHEET_LIMIT_BYTES } from '#people/sheet/model.ts'

/** A sheet that was sent, or the sentence for the field `sheet` that says why there is none. */
export function chosenSheet(form: FormData, ifMissing: string): File | string {
  const file = form.get('sheet')
  // A browser where nothing was chosen sends a file without a name.
  if (!(file instanceof File) || file.name === '') return ifMissing
  return file.size === 0 ? m.web_file_empty() : file
}

export function noSheet(message: string): ActionFailure<{
  fault: { message: string; faults: { name: string; message: string }[] }
  fields: Record<string, string>
  values: Record<string, string>
}> {
  const fault = { message, faults: [{ name: 'sheet', message }] }
  return fail(422, { fault, fields: { sheet: message }, values: {} })
}

export const sheetTooLarge = () =>
  refuse('people.sheet_too_large', { limitMegabytes: SHEET_LIMIT_BYTES / 1024 / 1024 })
