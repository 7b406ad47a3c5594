import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

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
  /** A data folder that outlives the program; one of its own, that is removed, when left out. */
  readonly data?: string
  /** Further surroundings: `LOG_LEVEL`. */
  readonly env?: Record<string, string>
}

/** Starts the program as a person would: a demonstration, or empty. */
export async function startRunning({ nature, on, data: given, env }: Start): Promise<Running> {
  if (!existsSync(path.join(root, 'build/handler.js'))) {
    throw new Error('The web pages are not built. Build them first: npm run build')
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'xiangyue-journey-'))
  const data = given ?? path.join(folder, 'data')
  const port = await anyPort()
  const wish = nature === 'empty' ? ['--empty'] : []
  const args = ['serve', '--data', data, '--port', String(port), ...wish]
  const child = launch(args, { ...environment(on), ...env })
  const printed = collect(child)
  await ready(child, printed)
  const origin = /https?:\/\/localhost:\d+/.exec(printed())![0]
  return { origin, printed, stop: () => stop(child, folder) }
}

/** Every program a test starts: it may live on another day, and find no room on its disk. */
function launch(args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const before = ['shifted-clock.ts', 'full-disk.ts'].flatMap((file) => [
    '--import',
    `./test/support/${file}`,
  ])
  return spawn(process.execPath, [...before, 'build/program/main.js', ...args], {
    ...{ cwd: root, env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Runs the program until it ends by itself: what it printed, and with which code it ended. */
export async function runToEnd(
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly printed: string }> {
  const child = launch(args, environment(undefined))
  onTestFinished(() => void child.kill('SIGKILL'))
  const printed = collect(child)
  const code = await new Promise<number | null>((done) => child.once('close', done))
  return { code, printed: printed() }
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

export function anyPort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })
}
