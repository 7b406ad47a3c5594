import { oneForEachRole } from '#auth/pages/demonstration-roles.ts'
import * as m from '#paraglide/messages.js'
import { roleWord } from './role-word.ts'
import type { Runtime } from './runtime.ts'
import { lanAddresses } from './serve.ts'

/** What the terminal says once the pages are served: where, and how to come in. */
export async function greet(
  runtime: Runtime,
  started: { port: number; seconds: number },
): Promise<void> {
  const { config } = runtime
  const lines = [
    '',
    `  Xiangyue 乡约 is ready (${started.seconds.toFixed(1)} s): ${config.origin}`,
    ...(config.lan ? lanLines(started.port) : []),
    ...(config.demonstration ? await demonstrationLines(runtime) : await firstLines(runtime)),
    '  Stop with Ctrl-C.',
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

function lanLines(port: number): string[] {
  return [
    '  WARNING: --lan serves this network without encryption. Sign-ins can be read by others on it;',
    '  recording, offline use and passkeys need localhost or HTTPS. Put a reverse proxy in front (README).',
    ...lanAddresses().map((address) => `    http://${address}:${port}`),
  ]
}

async function demonstrationLines(runtime: Runtime): Promise<string[]> {
  const { config, app } = runtime
  const found = await app.ask({ accountId: null }, 'auth.demonstration_people', {})
  const people = found.ok ? representatives(found.value) : []
  return [
    '',
    '  演示 Demonstration: every person and deed is invented. Pick who to be, without a password:',
    `    ${config.origin}/demonstration`,
    ...people.map((line) => `      ${line}`),
  ]
}

async function firstLines(runtime: Runtime): Promise<string[]> {
  const link = await runtime.auth.firstAdministrator.makeLink()
  if (!link) return []
  return ['', '  First administrator: open this link once, within 24 hours:', `    ${link}`]
}

interface Person {
  readonly tenantCode: string
  readonly personId: string
  readonly name: string
  readonly place: string
  readonly post: string
}

/** One person for each role, named in both languages: whoever started the program reads either. */
function representatives(people: readonly Person[]): string[] {
  const others = { villager: m.auth_post_villager, elder: m.auth_post_elder }
  const said = (post: string, locale: 'zh-CN' | 'en') =>
    Object.hasOwn(others, post)
      ? others[post as keyof typeof others]({}, { locale })
      : roleWord(post, locale)
  return oneForEachRole(people).map(
    ({ name, place, post }) => `${name}  ${place}  ${said(post, 'zh-CN')} ${said(post, 'en')}`,
  )
}
