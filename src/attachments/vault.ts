import { createHash, randomBytes } from 'node:crypto'
import * as disk from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ok, type Result, refuse } from '#kernel/result.ts'

export type StoredContent = { readonly hash: string; readonly byteLength: number }

/** The few file operations the vault needs; a test puts a full disk in their place. */
export type VaultDisk = Pick<
  typeof disk,
  'mkdir' | 'open' | 'rename' | 'readFile' | 'readdir' | 'stat' | 'rm'
>

export type Vault = {
  /** Keeps the bytes under their own hash; keeping them twice is keeping them once. */
  put(bytes: Uint8Array): Promise<Result<StoredContent, 'attachments.disk_full'>>
  /** The bytes, or null when they are not there or no longer what their name says. */
  read(hash: string): Promise<Uint8Array | null>
  /** Takes the bytes away for good, when nothing refers to them any more. */
  remove(hash: string): Promise<void>
  /** Clears away what an interrupted upload left before this moment; says how many files. */
  sweep(before: Date): Promise<number>
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const HASH = /^[0-9a-f]{64}$/

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Syncs a folder so that a new name in it survives a power cut. Windows cannot and need not. */
async function syncFolder(files: VaultDisk, folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await files.open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function writeSynced(files: VaultDisk, path: string, bytes: Uint8Array): Promise<void> {
  const handle = await files.open(path, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Where things lie inside a data folder. */
type Rooms = { readonly files: VaultDisk; readonly data: string }

function rootOf({ data }: Rooms): string {
  return join(data, 'attachments')
}

function incomingOf(rooms: Rooms): string {
  return join(rootOf(rooms), 'incoming')
}

function placeOf(rooms: Rooms, hash: string): string {
  return join(rootOf(rooms), hash.slice(0, 2), hash.slice(2, 4), hash)
}

async function readStored(rooms: Rooms, hash: string): Promise<Uint8Array | null> {
  if (!HASH.test(hash)) return null
  try {
    const bytes = await rooms.files.readFile(placeOf(rooms, hash))
    return hashOf(bytes) === hash ? bytes : null
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** Written beside, synced, then renamed: a name in the vault always has its whole content. */
async function store(rooms: Rooms, hash: string, bytes: Uint8Array): Promise<void> {
  const { files, data } = rooms
  const target = placeOf(rooms, hash)
  const draft = join(incomingOf(rooms), `${hash}.${randomBytes(6).toString('hex')}`)
  await files.mkdir(incomingOf(rooms), { recursive: true })
  await files.mkdir(dirname(target), { recursive: true })
  try {
    await writeSynced(files, draft, bytes)
    await files.rename(draft, target)
  } catch (error) {
    await files.rm(draft, { force: true })
    throw error
  }
  const folder = dirname(target)
  for (const each of [folder, dirname(folder), rootOf(rooms), data]) await syncFolder(files, each)
}

/** Opens the folder `attachments` inside a data folder, outside everything that is served. */
export function openVault(dataFolder: string, files: VaultDisk = disk): Vault {
  const rooms: Rooms = { files, data: dataFolder }
  return {
    read: (hash) => readStored(rooms, hash),
    async put(bytes) {
      const hash = hashOf(bytes)
      try {
        if ((await readStored(rooms, hash)) === null) await store(rooms, hash, bytes)
      } catch (error) {
        if (FULL.has(codeOf(error))) return refuse('attachments.disk_full')
        throw error
      }
      return ok({ hash, byteLength: bytes.length })
    },
    async remove(hash) {
      if (HASH.test(hash)) await files.rm(placeOf(rooms, hash), { force: true })
    },
    sweep: (before) => sweepFolder(files, incomingOf(rooms), before),
  }
}

async function sweepFolder(files: VaultDisk, folder: string, before: Date): Promise<number> {
  await files.mkdir(folder, { recursive: true })
  let removed = 0
  for (const name of await files.readdir(folder)) {
    const path = join(folder, name)
    if ((await files.stat(path)).mtimeMs >= before.getTime()) continue
    await files.rm(path, { force: true })
    removed += 1
  }
  return removed
}
