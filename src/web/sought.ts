import { type RequestEvent, redirect } from '@sveltejs/kit'
import type { Secrets } from '#kernel/secrets.ts'
import { isNumber, type Sought } from '#ui/list-state.ts'
import { samePlace } from '#ui/reader.ts'

type Asking = Pick<RequestEvent, 'locals' | 'url'>

/**
 * The words somebody looks for in lists of people, by the list's prefix. In the address they stand
 * sealed, so that no name gets into histories, logs and shared links; and a link that is passed on
 * opens them for nobody else.
 */
export function soughtIn({ url, locals }: Asking): Sought {
  const { secrets } = locals.runtime.app.kernel
  const found = [...url.searchParams].filter(([name]) => /^(\w+_)?sought$/.test(name))
  return Object.fromEntries(
    found.map(([name, sealed]) => [
      name.replace(/sought$/, ''),
      opened(secrets, sealed, locals.session.accountId),
    ]),
  )
}

/** Takes the words of a posted search along to the list it came from; a household's number as it is. */
export async function seek({ locals, request }: RequestEvent): Promise<never> {
  const form = await request.formData()
  const back = new URL(samePlace(String(form.get('back') ?? '')), 'http://here.invalid')
  for (const [name, value] of form) {
    if (typeof value !== 'string' || ['back', 'envelopeId'].includes(name)) continue
    const [prefix, word] = [/^(\w+_)?q$/.exec(name)?.[1] ?? '', value.trim().slice(0, 100)]
    if (!/^(\w+_)?q$/.test(name)) back.searchParams.set(name, value)
    else if (isNumber(word)) back.searchParams.set(`${prefix}q`, word)
    else if (word) back.searchParams.set(`${prefix}sought`, sealedFor(locals, word))
  }
  for (const [name, value] of [...back.searchParams]) if (!value) back.searchParams.delete(name)
  redirect(303, back.pathname + back.search)
}

function sealedFor({ runtime, session }: App.Locals, word: string): string {
  return runtime.app.kernel.secrets.seal(JSON.stringify([session.accountId, word]))
}

/** An address that was altered, or is somebody else's, looks for nothing. */
function opened(secrets: Secrets, sealed: string, accountId: string | null): string {
  try {
    const [whose, word] = JSON.parse(secrets.open(sealed)) as [string | null, string]
    return whose === accountId ? word : ''
  } catch {
    return ''
  }
}
