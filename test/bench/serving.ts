import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figure, quantile, round, timed } from './figures.ts'
import { getRequestListener } from './hello.ts'

const root = join(import.meta.dirname, '../..')

interface Served {
  readonly base: string
  readonly pid: number
  readonly seconds: number
  stop(): Promise<void>
}

/** Starts the program as people do and waits until it says it is ready. */
function serve(dataDir: string): Promise<Served> {
  const started = performance.now()
  const args = ['scripts/ready.mjs', 'serve', '--data', dataDir, '--port', '8377']
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((done, fail) => {
    child.on('exit', (code) => fail(new Error(`The program ended with ${code}.`)))
    let said = ''
    child.stdout.on('data', (text: Buffer) => {
      said += text
      const base = said.match(/is ready[^\n]*(http:\/\/localhost:\d+)/)?.[1]
      if (!base) return
      child.stdout.removeAllListeners('data').resume()
      const seconds = (performance.now() - started) / 1000
      const stop = () =>
        new Promise<void>((stopped) => {
          child.removeAllListeners('exit')
          child.on('exit', () => stopped())
          child.kill('SIGTERM')
        })
      done({ base, pid: programOf(child.pid!), seconds, stop })
    })
  })
}

/** The program itself, which the start script has started. */
function programOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').at(-1))
}

/** Signs in as the first villager of the demonstration; answers the cookie. */
async function signIn(base: string): Promise<string> {
  const page = await (await fetch(`${base}/demonstration`)).text()
  const fields = page
    .match(/<form[^>]*>[\s\S]*?<\/form>/g)
    ?.find((form) => form.includes('personId'))
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
async function bytesOf(url: string, cookie: string): Promise<{ total: number; script: number }> {
  const accept = { cookie, 'accept-encoding': 'gzip, br' }
  const page = await fetch(url, { headers: accept })
  const html = await page.text()
  const linked = [...html.matchAll(/(?:href|src)="(\/[^"]+\.(?:css|js))"/g)].map((m) => m[1]!)
  let [total, script] = [Buffer.byteLength(html), 0]
  for (const file of new Set(linked)) {
    const size = Number(
      (await fetch(new URL(file, url), { method: 'HEAD', headers: accept })).headers.get(
        'content-length',
      ),
    )
    total += size
    if (file.endsWith('.js')) script += size
  }
  return { total, script }
}

async function hello(): Promise<number[]> {
  const server = createServer(getRequestListener())
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const times = await read(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, '')
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
  try {
    const cold = await serve(dataDir)
    await cold.stop()
    const warm = await serve(dataDir)
    try {
      await new Promise((rest) => setTimeout(rest, 3000))
      return [...standing(cold, warm), ...(await pages(warm.base))]
    } finally {
      await warm.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function standing(cold: Served, warm: Served): Figure[] {
  return [
    {
      what: 'first start with the demonstration (without install and build)',
      value: round(cold.seconds, 1),
      unit: 's',
      bound: '≤ 60 with build',
    },
    { what: 'later start', value: round(warm.seconds, 1), unit: 's', bound: '≤ 3' },
    { what: 'memory at rest', value: round(memoryOf(warm.pid), 0), unit: 'MB', bound: '≤ 400' },
  ]
}

async function pages(base: string): Promise<Figure[]> {
  const cookie = await signIn(base)
  const board = await (await fetch(`${base}/v/231282101210/notices`)).text()
  const notice = board.match(/\/v\/\d+\/notices\/[0-9a-f-]{36}/)?.[0]
  if (!notice) throw new Error('The board shows no notice.')
  await hello()
  const bare = await hello()
  const bareNote = `bare Hono p50 ${round(quantile(bare, 0.5), 1)}, p95 ${round(quantile(bare, 0.95), 1)} ms`
  const figures: Figure[] = []
  for (const [name, path] of [['villager home', '/home'] as const, ['notice', notice] as const]) {
    const url = base + path
    const { total, script } = await bytesOf(url, cookie)
    await read(url, cookie)
    const times = await read(url, cookie)
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
        value: round(quantile(times, 0.5), 1),
        unit: 'ms p50',
        note: `p95 ${round(quantile(times, 0.95), 1)} ms; ${bareNote}`,
      },
    )
  }
  return figures
}
