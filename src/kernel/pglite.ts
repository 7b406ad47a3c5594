import fs from 'node:fs'
import path from 'node:path'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { parsers } from './column-values.ts'
import { DatabaseUnavailable, explainFolder } from './database-unavailable.ts'
import { guarded } from './guarded.ts'
import { prepared } from './prepared.ts'

/** The PostgreSQL inside PGlite; a folder made by another major version cannot be opened. */
const MAJOR_VERSION = '18'

/** Few buffers: files are read through the machine's own cache anyway, and memory is scarce. */
const settings = [
  ...['-c', 'timezone=UTC', '-c', 'datestyle=ISO'],
  ...['-c', 'shared_buffers=16MB'],
]

/** Fast and forgetful: for memory, and for a demonstration nobody has been told about yet. */
const relaxedParams = [...PGlite.defaultStartParams, ...settings]

/**
 * As shipped PGlite starts with `-F`, which turns every fsync off. Among the sync methods only
 * `fsync` reaches the file layer: the others end in calls that do nothing in WebAssembly.
 */
const durableParams = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  ...settings,
  '-c',
  'wal_sync_method=fsync',
]

type Stream = { nfd: number; node: { mode: number } }
type StreamOperations = { fsync?: (stream: Stream) => number }
type FileModule = {
  FS: { ErrnoError: new (errno: number) => Error; isDir(mode: number): boolean }
  NODEFS: { stream_ops: StreamOperations }
}
const INPUT_OUTPUT_ERROR = 29

/** PGlite's file layer, with the fsync it lacks: what PostgreSQL calls saved is on the disk. */
class SyncedFiles extends NodeFS {
  override async init(...[pg, options]: Parameters<NodeFS['init']>) {
    const { emscriptenOpts } = await super.init(pg, options)
    const addSync = (module: unknown) => {
      const { FS, NODEFS } = module as FileModule
      NODEFS.stream_ops.fsync = (stream) => {
        try {
          fs.fsyncSync(stream.nfd)
        } catch {
          // Windows cannot sync a folder; NTFS journals its entries by itself.
          if (FS.isDir(stream.node.mode) && process.platform === 'win32') return 0
          throw new FS.ErrnoError(INPUT_OUTPUT_ERROR)
        }
        return 0
      }
    }
    const preRun = [emscriptenOpts.preRun ?? []].flat() as ((module: unknown) => void)[]
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [addSync, ...preRun] as never } }
  }
}

/** Saves every file and name under a folder to the disk. */
export function syncTree(folder: string): void {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name)
    if (entry.isDirectory()) syncTree(full)
    else if (entry.isFile()) syncPath(full, 'r+')
  }
  syncFolder(folder)
}

function syncPath(file: string, flags: string): void {
  const descriptor = fs.openSync(file, flags)
  try {
    fs.fsyncSync(descriptor)
  } finally {
    fs.closeSync(descriptor)
  }
}

/** Makes the names in a folder survive a power cut; Windows does this by itself and refuses. */
export function syncFolder(folder: string): void {
  if (process.platform !== 'win32') syncPath(folder, 'r')
}

/**
 * Makes the files of a new database under another name, saves them to the disk, and only then
 * gives them their name, so that a folder half made before a power cut is never opened.
 */
async function create(folder: string): Promise<void> {
  const unfinished = `${folder}.new`
  fs.rmSync(unfinished, { recursive: true, force: true })
  const pg = await PGlite.create({ fs: new NodeFS(unfinished), startParams: relaxedParams })
  await pg.close()
  syncTree(unfinished)
  fs.renameSync(unfinished, folder)
  syncFolder(path.dirname(folder))
}

function checkVersion(folder: string): void {
  const file = path.join(folder, 'PG_VERSION')
  if (!fs.existsSync(file)) {
    throw new DatabaseUnavailable(
      `The folder ${folder} is damaged: its version file is missing. ` +
        'Keep a copy of it, and restore the last backup into an empty folder.',
    )
  }
  const version = fs.readFileSync(file, 'utf8').trim()
  if (version === MAJOR_VERSION) return
  throw new DatabaseUnavailable(
    `The data in ${folder} was written by PostgreSQL ${version}, ` +
      `but this Xiangyue contains PostgreSQL ${MAJOR_VERSION}. ` +
      'Open it with the Xiangyue that wrote it, make a backup there, and restore it here.',
  )
}

/** Opens the embedded database whose files lie in `folder`, making them if there are none. */
export async function openFolder(folder: string, relaxed: boolean): Promise<PGlite> {
  try {
    if (!fs.existsSync(folder)) await create(folder)
    checkVersion(folder)
    const options: PGliteOptions = relaxed
      ? { fs: new NodeFS(folder), startParams: relaxedParams }
      : { fs: new SyncedFiles(folder), startParams: durableParams }
    return prepared(guarded(await quietly(options), folder))
  } catch (error) {
    throw explainFolder(folder, error)
  }
}

/** Opens a database in memory, empty or from a saved dump. For tests. */
export async function openMemory(from?: Blob): Promise<PGlite> {
  const options: PGliteOptions = { startParams: relaxedParams }
  if (from) options.loadDataDir = from
  return prepared(guarded(await quietly(options), 'memory'))
}

/** What PostgreSQL says while it starts goes into the error, not onto the screen. */
async function quietly(options: PGliteOptions): Promise<PGlite> {
  const said: string[] = []
  const listen = (text: string) => said.push(text) > 0
  try {
    return await PGlite.create({ ...options, parsers, onStderr: listen, onStdout: listen })
  } catch (error) {
    const reason = said.filter((line) => /FATAL|PANIC|ERROR/.test(line)).at(-1)
    throw reason ? new Error(reason.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '').trim()) : error
  }
}
