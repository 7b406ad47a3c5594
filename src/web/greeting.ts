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
  readonly name: string
  readonly place: string
  readonly post: string
}

const roles: readonly [post: string, chinese: string, english: string][] = [
  ['villager', '村民', 'villager'],
  ['grid_worker', '网格员', 'grid worker'],
  ['reviewer', '评议员', 'reviewer'],
  ['leading_head', '领导小组组长', 'head of the leading group'],
  ['scorekeeper', '记分员', 'scorekeeper'],
  ['supervision_chair', '村务监督委员会主任', 'chair of the supervision committee'],
  ['village_administrator', '村管理员', 'village administrator'],
  ['township_official', '乡镇工作人员', 'township official'],
  ['county_official', '县级工作人员', 'county official'],
]

/**
 * One person for each role, so that every side of the program can be tried at once, and a villager of
 * the village whose notice hangs, who may object.
 */
function representatives(people: readonly Person[]): string[] {
  const lines = roles.flatMap(([post, chinese, english]) => {
    const person =
      people.find((one) => one.post === post && one.place.startsWith('永丰')) ??
      people.find((one) => one.post === post)
    return person ? [`${person.name}  ${person.place}  ${chinese} ${english}`] : []
  })
  const objecting = people.find(
    ({ post, place }) => post === 'villager' && place.startsWith('昌盛'),
  )
  const role = '村民，公示期内可提异议 villager who may object to a notice'
  return objecting ? [...lines, `${objecting.name}  ${objecting.place}  ${role}`] : lines
}
