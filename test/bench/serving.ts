import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figure, quantile, round, timed } from './figures.ts'
import { getRequestListener } from './hello.ts'

const root = join(import.meta.dirname, '../..')
const port = 8377

interface Served {
  readonly pid: number
  readonly seconds: number
  stop(): Promise<void>
}

/** Starts the program as people do and waits until it says it is ready. */
function serve(dataDir: string): Promise<Served> {
  const started = performance.now()
  const args = ['src/main.ts', 'serve', '--data', dataDir, '--port', String(port)]
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((done, fail) => {
    child.on('exit', (code) => fail(new Error(`The program ended with ${code}.`)))
    child.stdout.on('data', (text: Buffer) => {
      if (!text.toString().includes('is ready')) return
      const seconds = (performance.now() - started) / 1000
      const stop = () =>
        new Promise<void>((stopped) => {
          child.removeAllListeners('exit')
          child.on('exit', () => stopped())
          child.kill('SIGTERM')
        })
      done({ pid: child.pid!, seconds, stop })
    })
  })
}

const base = `http://localhost:${port}`

/** Signs in as the first villager of the demonstration; answers the cookie. */
async function signIn(): Promise<string> {
  const page = await (await fetch(`${base}/demonstration`)).text()
  const fields = page
    .match(/<form[^>]*>[\s\S]*?<\/form>/g)
    ?.find((form) => /household/i.test(form) || /villager/i.test(form))
  const inputs = [...(fields ?? '').matchAll(/name="([^"]+)"\s+value="([^"]*)"/g)].map(
    (m) => [m[1]!, m[2]!] as [string, string],
  )
  const action = fields?.match(/action="([^"]+)"/)?.[1] ?? '/demonstration'
  const response = await fetch(new URL(action, `${base}/demonstration`), {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: base, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(inputs),
  })
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** Twenty readers at once, ten pages each: time a page, in milliseconds. */
async function read(url: string, cookie: string): Promise<number[]> {
  const times: number[] = []
  const reader = async () => {
    for (let n = 0; n < 10; n += 1) {
      const { ms, value } = await timed(async () =>
        (await fetch(url, { headers: { cookie } })).arrayBuffer(),
      )
      if (value.byteLength === 0) throw new Error(`${url} is empty`)
      times.push(ms)
    }
  }
  await Promise.all(Array.from({ length: 20 }, reader))
  return times
}

/** Everything a first view transfers, scripts and styles included, photos excluded. */
async function bytesOf(path: string, cookie: string): Promise<{ total: number; script: number }> {
  const accept = { cookie, 'accept-encoding': 'gzip, br' }
  const page = await fetch(base + path, { headers: accept })
  const html = await page.text()
  const linked = [...html.matchAll(/(?:href|src)="(\/[^"]+\.(?:css|js))"/g)].map((m) => m[1]!)
  let [total, script] = [Buffer.byteLength(html), 0]
  for (const file of new Set(linked)) {
    const size = Number(
      (await fetch(base + file, { method: 'HEAD', headers: accept })).headers.get('content-length'),
    )
    total += size
    if (file.endsWith('.js')) script += size
  }
  return { total, script }
}

async function hello(): Promise<number[]> {
  const server = createServer(getRequestListener())
  await new Promise<void>((done) => server.listen(port + 1, '127.0.0.1', done))
  const times = await read(`http://127.0.0.1:${port + 1}/`, '')
  await new Promise((done) => server.close(done))
  return times
}

function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(status.match(/VmRSS:\s+(\d+)/)?.[1]) / 1024
}

export async function serving(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'xiangyue-bench-'))
  const dataDir = join(folder, 'data')
  const cold = await serve(dataDir)
  await cold.stop()
  const warm = await serve(dataDir)
  await new Promise((rest) => setTimeout(rest, 3000))
  const memory = memoryOf(warm.pid)
  const cookie = await signIn()
  const board = '/v/231282106202/notices'
  const notice =
    (await (await fetch(base + board)).text()).match(/\/v\/\d+\/notices\/[0-9a-f-]{36}/)?.[0] ??
    board
  const figures: Figure[] = [
    {
      what: 'first start with the demonstration (without install and build)',
      value: round(cold.seconds, 1),
      unit: 's',
      bound: '≤ 60 with build',
    },
    { what: 'later start', value: round(warm.seconds, 1), unit: 's', bound: '≤ 3' },
    { what: 'memory at rest', value: round(memory, 0), unit: 'MB', bound: '≤ 400' },
  ]
  await hello()
  const bare = await hello()
  for (const [name, path] of [
    ['villager home', '/home'],
    ['notice', notice],
  ] as const) {
    const { total, script } = await bytesOf(path, cookie)
    await read(base + path, cookie)
    const times = await read(base + path, cookie)
    const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)]
    figures.push(
      {
        what: `first view of ${name}`,
        value: round(total / 1024, 1),
        unit: 'KB',
        bound: '≤ 60',
        note: `script ${round(script / 1024, 1)} KB, optional`,
      },
      {
        what: `${name}, 20 readers`,
        value: round(p50, 1),
        unit: 'ms p50',
        note: `p95 ${round(p95, 1)} ms; bare Hono p50 ${round(quantile(bare, 0.5), 1)}, p95 ${round(quantile(bare, 0.95), 1)} ms`,
      },
    )
  }
  await warm.stop()
  rmSync(folder, { recursive: true, force: true })
  return figures
}
