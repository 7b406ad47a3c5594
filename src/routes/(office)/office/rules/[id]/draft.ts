import { error, type RequestEvent, redirect } from '@sveltejs/kit'
import type { CommandName } from '#app.ts'
import { say } from '#web/sentence.ts'
import { keepAt, officeHref } from '../../tenant.ts'

type DraftEvent = RequestEvent<{ id: string; key?: string }>

/** The version of the page's address, as its office may see it. */
export async function loadVersion({
  locals,
  params,
  url,
}: Pick<DraftEvent, 'locals' | 'params' | 'url'>) {
  const at = { tenantCode: locals.tenant, versionId: params.id }
  const version = await locals.ask('compact.draft_version', at)
  return { version, at: keepAt(url, locals.tenant) }
}

/** The same where it can be changed; anybody else is shown how it stands. */
export async function loadDraft(event: Pick<DraftEvent, 'locals' | 'params' | 'url'>) {
  const loaded = await loadVersion(event)
  if (loaded.version.adoptedAt || !loaded.version.mayDraft) redirect(303, deskOf(event))
  return loaded
}

const deskOf = ({ url, params }: Pick<DraftEvent, 'params' | 'url'>, more = {}) =>
  officeHref(url, `/rules/${params.id}`, more)

/** Says that the clause or aspect of the address is not in this version. */
export function notInVersion({ locals }: Pick<DraftEvent, 'locals'>): never {
  const message = say('compact.unknown_item', {}, locals.reader.locale)
  error(404, { message, sentence: message })
}

/** Sends the page's form as a change of the draft, then shows the draft. */
export function changing(
  name: Extract<CommandName, `compact.${string}`>,
  facts: { done: string; keyed?: string; more?: object },
) {
  return async (event: DraftEvent) => {
    const key = facts.keyed && event.params.key !== 'new' ? { [facts.keyed]: event.params.key } : {}
    const at = {
      tenantCode: event.locals.tenant,
      versionId: event.params.id,
      ...key,
      ...facts.more,
    }
    const acted = await event.locals.act(name, at)
    if (!acted.ok) return acted.failure
    redirect(303, deskOf(event, { done: facts.done }))
  }
}
