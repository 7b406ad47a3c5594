import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../..')

/** A program that really runs: its own process, its own folder, its own port. */
export interface Running {
  readonly origin: string
  /** Everything it has printed so far. */
  printed(): string
  stop(): Promise<void>
}

export interface Start {
  readonly nature: 'demonstration' | 'empty'
  /** The instant at which the program believes to be started; now when left out. */
  readonly on?: string
}

/**
 * Starts the program as a person would: a demonstration, or empty. `XIANGYUE_TEST_DEMONSTRATION`
 * may name a demonstration made before; it is copied, so that the folder stays as it was.
 */
export async function startRunning({ nature, on }: Start): Promise<Running> {
  if (!existsSync(path.join(root, 'build/handler.js'))) {
    throw new Error('The web pages are not built. Build them first: npm run build')
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'xiangyue-journey-'))
  const data = path.join(folder, 'data')
  const before = process.env.XIANGYUE_TEST_DEMONSTRATION
  if (nature === 'demonstration' && before) cpSync(before, data, { recursive: true })
  const port = await anyPort()
  const wish = nature === 'empty' ? ['--empty'] : []
  const child = spawn(
    process.execPath,
    ['--import', './test/support/shifted-clock.ts', 'src/main.ts', 'serve', '--data', data]
      .concat(['--port', String(port)])
      .concat(wish),
    { cwd: root, env: environment(on), stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const printed = collect(child)
  await ready(child, printed)
  const origin = /https?:\/\/localhost:\d+/.exec(printed())![0]
  return { origin, printed, stop: () => stop(child, folder) }
}

/** The program decides by its arguments alone: nothing of the test's own surroundings leaks in. */
function environment(on: string | undefined): NodeJS.ProcessEnv {
  const { DATABASE_URL: _database, NODE_ENV: _mode, VITEST: _vitest, ...rest } = process.env
  const shift = on ? Date.parse(on) - Date.now() : 0
  return { ...rest, XIANGYUE_TEST_CLOCK_SHIFT: String(shift) }
}

function collect(child: ChildProcess): () => string {
  let text = ''
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
  }
  return () => text
}

function ready(child: ChildProcess, printed: () => string): Promise<void> {
  return new Promise((done, fail) => {
    child.stdout!.on('data', () => printed().includes('Stop with Ctrl-C') && done())
    child.once('exit', (code) => fail(new Error(`It ended with ${code}:\n${printed()}`)))
  })
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done))
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
    await ended
    clearTimeout(late)
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

function anyPort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })
}
