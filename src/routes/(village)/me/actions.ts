import { fail, type RequestEvent } from '@sveltejs/kit'
import { villageOf } from '../tenant.ts'

const commands = {
  granted: 'people.grant_consent',
  withdrawn: 'people.withdraw_consent',
} as const

/** Says yes or no to one purpose. */
export async function choose(event: RequestEvent, done: keyof typeof commands) {
  const tenantCode = await villageOf(event)
  const form = await event.request.formData()
  const purpose = String(form.get('purpose') ?? '')
  const acted = await event.locals.act(commands[done], { tenantCode }, form)
  if (!acted.ok) return fail(acted.failure.status, { ...acted.failure.data, sent: purpose })
  return { done, purpose, sent: purpose }
}

export async function changePhone(event: RequestEvent) {
  const acted = await event.locals.act('people.change_phone', {
    tenantCode: await villageOf(event),
  })
  if (acted.ok) return { done: 'phone' as const, sent: 'phone' }
  return fail(acted.failure.status, { ...acted.failure.data, sent: 'phone' })
}

export async function endHelp(event: RequestEvent) {
  const acted = await event.locals.act('people.end_assistance', {
    tenantCode: await villageOf(event),
  })
  if (!acted.ok) return acted.failure
}
