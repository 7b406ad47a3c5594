import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseUnavailable } from './database-unavailable.ts'

/** Who holds a data folder. Written into the lock file as JSON. */
interface Holder {
  readonly pid: number
  readonly host: string
  /** Tells this process from a later one that got the same number; null where unknown. */
  readonly started: string | null
}

export interface FolderLock {
  /** Frees the folder. A second call does nothing. */
  release(): void
}

const BEAT_MS = 5_000
/** A holder on another computer (or in another container) cannot be asked; its beat is watched. */
const SILENT_MS = 60_000
/** A lock file is written right after it is made: an empty one older than this has no writer. */
const UNWRITTEN_MS = 5_000

/**
 * Takes a data folder for this process: two programs writing the same files destroy them.
 * A lock left behind by a process that no longer runs is taken over.
 * @throws DatabaseUnavailable when another Xiangyue uses the folder.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = path.join(folder, 'xiangyue.lock')
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (tryCreate(file)) return held(file)
    const found = read(file)
    if (found && isHeld(found)) throw refusal(found.holder)
    if (found) removeStale(file, found.text)
    await pause(20 + Math.random() * 30)
  }
  throw new DatabaseUnavailable(
    `The lock ${file} cannot be taken. If no Xiangyue is running, delete this file and try again.`,
  )
}

function refusal(holder: Holder | null): DatabaseUnavailable {
  const who = holder ? `process ${holder.pid}` : 'just starting'
  const where = holder && holder.host !== os.hostname() ? ` on ${holder.host}` : ''
  return new DatabaseUnavailable(
    `Another Xiangyue is already using this data folder (${who}${where}). ` +
      'Stop it first, or choose another folder with --data.',
  )
}

function me(): Holder {
  return { pid: process.pid, host: os.hostname(), started: startOf(process.pid) }
}

function tryCreate(file: string): boolean {
  try {
    fs.writeFileSync(file, JSON.stringify(me()), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

interface Found {
  readonly text: string
  readonly holder: Holder | null
  readonly ageMs: number
}

/** Null when the file has gone meanwhile. */
function read(file: string): Found | null {
  try {
    const { mtimeMs } = fs.statSync(file)
    const text = fs.readFileSync(file, 'utf8')
    return { text, holder: parse(text), ageMs: Date.now() - mtimeMs }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function parse(text: string): Holder | null {
  try {
    const holder = JSON.parse(text) as Holder
    return Number.isInteger(holder.pid) ? holder : null
  } catch {
    return null
  }
}

function isHeld({ holder, ageMs }: Found): boolean {
  if (!holder) return ageMs < UNWRITTEN_MS
  if (holder.host !== os.hostname()) return ageMs < SILENT_MS
  if (!isRunning(holder.pid)) return false
  const started = startOf(holder.pid)
  return started === null || holder.started === null || sameStart(started, holder.started)
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process began, in words of its system that do not change while it runs. */
function startOf(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      const boot = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The name in parentheses may hold spaces; the start time is the 20th field after it.
      return `${boot} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
    }
    const seconds =
      pid === process.pid ? performance.timeOrigin / 1000 : Date.parse(askSystem(pid)) / 1000
    return Number.isFinite(seconds) ? `${Math.round(seconds)}` : null
  } catch {
    return null
  }
}

function askSystem(pid: number): string {
  const options = { encoding: 'utf8', timeout: 10_000 } as const
  if (process.platform !== 'win32') {
    return execFileSync('ps', ['-o', 'lstart=', '-p', `${pid}`], {
      ...options,
      env: { ...process.env, LC_ALL: 'C' },
    })
  }
  const script = `(Get-Process -Id ${pid}).StartTime.ToUniversalTime().ToString('o')`
  return execFileSync('powershell', ['-NoProfile', '-Command', script], options)
}

function sameStart(one: string, other: string): boolean {
  if (one === other) return true
  return process.platform !== 'linux' && Math.abs(Number(one) - Number(other)) < 10
}

/** Removes a stale lock, one process at a time, and only if it is still the one that was judged. */
function removeStale(file: string, judged: string): void {
  const turn = `${file}.turn`
  try {
    fs.closeSync(fs.openSync(turn, 'wx'))
  } catch {
    const found = read(turn)
    if (found && found.ageMs > UNWRITTEN_MS) fs.rmSync(turn, { force: true })
    return
  }
  try {
    if (read(file)?.text === judged) fs.rmSync(file, { force: true })
  } finally {
    fs.rmSync(turn, { force: true })
  }
}

function held(file: string): FolderLock {
  const mine = fs.readFileSync(file, 'utf8')
  const beat = setInterval(() => touch(file), BEAT_MS)
  beat.unref()
  let released = false
  return {
    release() {
      if (released) return
      released = true
      clearInterval(beat)
      if (read(file)?.text === mine) fs.rmSync(file, { force: true })
    },
  }
}

function touch(file: string): void {
  try {
    const now = new Date()
    fs.utimesSync(file, now, now)
  } catch {
    // A missed beat does no harm: on this computer the process itself is asked.
  }
}
