import type { RequestEvent } from '@sveltejs/kit'
import { newEnvelopeId } from '#kernel/id.ts'

interface Whose {
  readonly tenant: string
  readonly person: string
}

/** The form with its envelope's id, from which everything that is printed follows. */
async function enveloped(event: RequestEvent): Promise<{ form: FormData; id: string }> {
  const form = await event.request.formData()
  const given = form.get('envelopeId')
  const id = typeof given === 'string' && given !== '' ? given : newEnvelopeId()
  form.set('envelopeId', id)
  return { form, id }
}

const target = ({ tenant, person }: Whose) => ({ tenantCode: tenant, personId: person })

export async function openAccount(event: RequestEvent, whose: Whose) {
  const { form, id } = await enveloped(event)
  const { password, passwordHash } = await event.locals.runtime.auth.printPassword(id)
  const extra = { ...target(whose), passwordHash }
  const acted = await event.locals.act('auth.open_account', extra, form)
  return acted.ok ? { slip: { kind: 'password', secret: password } } : acted.failure
}

export async function resetPassword(event: RequestEvent, whose: Whose) {
  const { form, id } = await enveloped(event)
  const { password, passwordHash } = await event.locals.runtime.auth.printPassword(id)
  const extra = { ...target(whose), passwordHash }
  const acted = await event.locals.act('auth.reset_password', extra, form)
  return acted.ok ? { slip: { kind: 'password', secret: password } } : acted.failure
}

export async function issueCard(event: RequestEvent, whose: Whose) {
  const { form, id } = await enveloped(event)
  const { code, locator, codeHash } = await event.locals.runtime.auth.printCard(id)
  const extra = { ...target(whose), locator, codeHash }
  const acted = await event.locals.act('auth.issue_passbook', extra, form)
  return acted.ok ? { slip: { kind: 'card', secret: code } } : acted.failure
}

export async function endSessions(event: RequestEvent, whose: Whose) {
  const acted = await event.locals.act('auth.end_sessions', target(whose))
  return acted.ok ? { ended: true } : acted.failure
}

export async function closeAccount(event: RequestEvent, whose: Whose) {
  const acted = await event.locals.act('auth.close_account', target(whose))
  return acted.ok ? { closed: true } : acted.failure
}
