import { type ActionFailure, error, fail, type RequestEvent, redirect } from '@sveltejs/kit'
import type { CommandName, CommandValue, QueryInput, QueryName, QueryValue } from '#app.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import type { Invalid, Outcome } from '#kernel/outcome.ts'
import { statusOf } from '#kernel/problem.ts'
import type { Refusal } from '#kernel/result.ts'
import * as m from '#paraglide/messages.js'
import type { FieldFault } from '#ui/shapes.ts'
import { sayForgotten } from './forgotten-names.ts'
import { inputFromForm } from './form.ts'
import { fieldName, say, sayIssue } from './sentence.ts'

/** What a page needs to say no: the sentence, where in the form, and all that was typed. */
export interface FailureData {
  readonly code: string
  /** For `<Form fault={form?.fault}>`. */
  readonly fault: {
    readonly message: string
    readonly faults: FieldFault[]
  }
  /** For `<Field error={form?.fields?.name}>`. */
  readonly fields: Readonly<Record<string, string>>
  readonly values: Readonly<Record<string, string>>
}

export type Acted<V> =
  | { readonly ok: true; readonly value: V }
  | { readonly ok: false; readonly failure: ActionFailure<FailureData> }

export interface Doors {
  ask<N extends QueryName>(name: N, input: QueryInput<N>): Promise<QueryValue<N>>
  try<N extends QueryName>(name: N, input: QueryInput<N>): Promise<Outcome<QueryValue<N>>>
  act<N extends CommandName>(
    name: N,
    extra?: object,
    form?: FormData,
  ): Promise<Acted<CommandValue<N>>>
}

/** The two doors as pages use them: queries that answer or explain, commands fed by forms. */
export function makeDoors(event: RequestEvent): Doors {
  const { runtime, session, reader } = event.locals
  const inWords = <V>(outcome: Outcome<V>): Outcome<V> =>
    outcome.ok ? { ...outcome, value: sayForgotten(outcome.value, reader.locale) } : outcome
  return {
    try: async (name, input) => inWords(await runtime.app.ask(session, name, input)),
    ask: async (name, input) => {
      const outcome = inWords(await runtime.app.ask(session, name, input))
      if (outcome.ok) return outcome.value
      return explain(event, outcome)
    },
    act: async (name, extra, form) => {
      const fields = form ?? (await event.request.formData())
      return sendForm(event, { name, extra: extra ?? {}, form: fields }) as never
    },
  }
}

/**
 * Guests are asked to sign in; everybody else gets the sentence on a page of its own. What a page
 * asks comes from its address, so a question without sense means that there is no such page.
 */
function explain(event: RequestEvent, refused: Refusal | Invalid): never {
  if (refused.code === 'kernel.not_signed_in') {
    const next = encodeURIComponent(event.url.pathname + event.url.search)
    redirect(303, `/sign-in?next=${next}`)
  }
  if (refused.code === 'kernel.invalid_input') error(404)
  const { locale } = event.locals.reader
  const hidden = refused.code === 'kernel.not_permitted'
  const message = hidden
    ? m.web_not_for_you({}, { locale })
    : say(refused.code, refused.details, locale)
  const status = statusOf(refused.code, event.locals.runtime.statuses)
  error(status, { message, sentence: message })
}

async function sendForm(
  event: RequestEvent,
  act: { name: string; extra: object; form: FormData },
): Promise<Acted<unknown>> {
  const { runtime, session } = event.locals
  const command = runtime.app.kernel.commands.get(act.name)
  if (!command) throw new Error(`There is no command ${act.name}.`)
  const given = act.form.get('envelopeId')
  const input = { ...inputFromForm(command.input, act.form), ...act.extra }
  const id = typeof given === 'string' && given !== '' ? given : newEnvelopeId()
  const outcome = await runtime.app.dispatch(session, { id, name: act.name, input })
  if (outcome.ok) return { ok: true, value: outcome.value }
  return { ok: false, failure: failureOf(event, outcome, act.form) }
}

/** A refusal as a failed form: status, sentence, field messages and everything that was typed. */
export function failureOf(
  event: RequestEvent,
  refused: Refusal | Invalid,
  form: FormData,
): ActionFailure<FailureData> {
  const { reader, runtime } = event.locals
  const { locale } = reader
  const issues = 'issues' in refused ? refused.issues : []
  const message =
    issues.length > 0 ? m.web_invalid({}, { locale }) : say(refused.code, refused.details, locale)
  const faults = issues.map((issue) => {
    const label = fieldName(issue.path, locale)
    const said = { name: issue.path, message: sayIssue(issue, locale) }
    return label ? { ...said, label } : said
  })
  return fail(statusOf(refused.code, runtime.statuses), {
    code: refused.code,
    fault: { message, faults },
    fields: Object.fromEntries(faults.map(({ name, message: text }) => [name, text])),
    values: textsOf(form),
  })
}

/** What must not be sent back to the page: passwords and sign-in codes. */
const secretField = /password|passbook|totp|^(code|again)$/i

/** Everything typed, as it goes back to the page; ticks of one name are listed, `a,b`. */
export function textsOf(form: FormData): Record<string, string> {
  const names = [...new Set(form.keys())].filter((name) => !secretField.test(name))
  const texts = names.map((name) => {
    const typed = form.getAll(name).filter((value) => typeof value === 'string')
    return [name, typed.join(',')] as const
  })
  return Object.fromEntries(texts)
}
