import { createHash, randomBytes } from 'node:crypto'
import * as disk from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ok, type Result, refuse } from '#kernel/result.ts'

export type StoredContent = { readonly hash: string; readonly byteLength: number }

/** The few file operations the vault needs; a test puts a full disk in their place. */
export type VaultDisk = Pick<
  typeof disk,
  'mkdir' | 'open' | 'rename' | 'readFile' | 'readdir' | 'stat' | 'rm' | 'utimes'
>

export type Vault = {
  /** Keeps the bytes under their own hash; keeping them twice is keeping them once. */
  put(bytes: Uint8Array): Promise<Result<StoredContent, 'attachments.disk_full'>>
  /** The bytes, or null when they are not there or no longer what their name says. */
  read(hash: string): Promise<Uint8Array | null>
  /**
   * Clears away what an interrupted upload left before this moment, and what was kept before it and
   * is not wanted: whatever `wanted` leaves out of the hashes it is given. Says how many files went.
   */
  sweep(before: Date, wanted: Wanted): Promise<number>
}

/** Which of these hashes something still refers to. */
export type Wanted = (hashes: readonly string[]) => Promise<ReadonlySet<string>>

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
        // As good as new: a sweep leaves it to whoever is about to refer to it.
        else await files.utimes(placeOf(rooms, hash), new Date(), new Date())
      } catch (error) {
        if (FULL.has(codeOf(error))) return refuse('attachments.disk_full')
        throw error
      }
      return ok({ hash, byteLength: bytes.length })
    },
    async sweep(before, wanted) {
      const left = await removeOld(files, await filesIn(files, incomingOf(rooms)), before)
      const lone = await unwanted(await storedIn(rooms), wanted)
      const paths = lone.map((hash) => placeOf(rooms, hash))
      return left + (await removeOld(files, paths, before))
    },
  }
}

async function filesIn(files: VaultDisk, folder: string): Promise<string[]> {
  await files.mkdir(folder, { recursive: true })
  return (await files.readdir(folder)).map((name) => join(folder, name))
}

/** Every hash that has a file. */
async function storedIn({ files, data }: Rooms): Promise<string[]> {
  const names = await files.readdir(rootOf({ files, data }), { recursive: true })
  return names.map((name) => basename(name)).filter((name) => HASH.test(name))
}

async function unwanted(hashes: readonly string[], wanted: Wanted): Promise<string[]> {
  const lone: string[] = []
  for (let at = 0; at < hashes.length; at += 1000) {
    const some = hashes.slice(at, at + 1000)
    const kept = await wanted(some)
    lone.push(...some.filter((hash) => !kept.has(hash)))
  }
  return lone
}

async function removeOld(
  files: VaultDisk,
  paths: readonly string[],
  before: Date,
): Promise<number> {
  let removed = 0
  for (const path of paths) {
    if ((await files.stat(path)).mtimeMs >= before.getTime()) continue
    await files.rm(path, { force: true })
    removed += 1
  }
  return removed
}
