import { createHash } from 'node:crypto'
import * as disk from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openVault, type Vault, type VaultDisk } from './vault.ts'

let folder = ''
const bytes = Buffer.from('a photo')
const hash = createHash('sha256').update(bytes).digest('hex')

beforeEach(async () => {
  folder = await disk.mkdtemp(join(tmpdir(), 'vault-'))
})

afterEach(() => disk.rm(folder, { recursive: true, force: true }))

/** A disk whose new files answer every write with this error. */
function failing(code: string): VaultDisk {
  const open: VaultDisk['open'] = async (...given) => {
    const handle = await disk.open(...given)
    const writeFile = async () => {
      throw Object.assign(new Error(code), { code })
    }
    return Object.assign(handle, { writeFile })
  }
  return { ...disk, open }
}

it('keeps bytes under their own hash and gives them back', async () => {
  const vault = openVault(folder)
  expect(await vault.put(bytes)).toEqual({ ok: true, value: { hash, byteLength: 7 } })
  const path = join(folder, 'attachments', hash.slice(0, 2), hash.slice(2, 4), hash)
  expect(await disk.readFile(path)).toEqual(bytes)
  expect(await vault.read(hash)).toEqual(bytes)
})

it('keeps the same bytes once, however often and at the same time they come', async () => {
  const vault = openVault(folder)
  const results = await Promise.all([1, 2, 3].map(() => vault.put(bytes)))
  for (const result of results) expect(result).toMatchObject({ ok: true, value: { hash } })
  const { mtimeMs } = await disk.stat(join(folder, 'attachments', hash.slice(0, 2)))
  await vault.put(bytes)
  const after = await disk.stat(join(folder, 'attachments', hash.slice(0, 2)))
  expect(after.mtimeMs).toBe(mtimeMs)
  expect(await disk.readdir(join(folder, 'attachments', 'incoming'))).toEqual([])
})

it('gives nothing for an unknown hash, a path, or bytes that were altered', async () => {
  const vault = openVault(folder)
  await vault.put(bytes)
  expect(await vault.read('0'.repeat(64))).toBeNull()
  expect(await vault.read('../../secret')).toBeNull()
  const path = join(folder, 'attachments', hash.slice(0, 2), hash.slice(2, 4), hash)
  await disk.writeFile(path, 'altered')
  expect(await vault.read(hash)).toBeNull()
  await vault.put(bytes)
  expect(await vault.read(hash)).toEqual(bytes)
})

it.each(['ENOSPC', 'EDQUOT'])(
  'answers a full disk (%s) with a refusal, leaving nothing',
  async (code) => {
    const vault = openVault(folder, failing(code))
    expect(await vault.put(bytes)).toMatchObject({ ok: false, code: 'attachments.disk_full' })
    expect(await disk.readdir(join(folder, 'attachments', 'incoming'))).toEqual([])
    expect(await vault.read(hash)).toBeNull()
  },
)

it('does not hide any other fault of the disk', async () => {
  await expect(openVault(folder, failing('EIO')).put(bytes)).rejects.toThrow('EIO')
})

it('syncs the file and its folder before it answers', async () => {
  const synced: string[] = []
  const open: VaultDisk['open'] = async (path, ...rest) => {
    const handle = await disk.open(path, ...rest)
    const sync = handle.sync.bind(handle)
    return Object.assign(handle, {
      sync: async () => {
        synced.push(String(path))
        await sync()
      },
    })
  }
  await openVault(folder, { ...disk, open }).put(bytes)
  expect(synced[0]).toContain(hash)
  expect(synced.slice(1)).toContain(join(folder, 'attachments', hash.slice(0, 2), hash.slice(2, 4)))
})

it('sweeps away what an interrupted upload left and what nobody refers to any more', async () => {
  const vault = openVault(folder)
  const lone = await kept(vault, new TextEncoder().encode('nobody wants this'))
  await kept(vault, bytes)
  const left = join(folder, 'attachments', 'incoming', 'left')
  await disk.writeFile(left, 'half')
  const wanted = async (hashes: readonly string[]) => new Set(hashes.filter((one) => one === hash))
  expect(await vault.sweep(new Date('2026-01-02'), wanted)).toBe(0)
  for (const path of [left, pathOf(lone), pathOf(hash)]) await disk.utimes(path, ...longAgo)
  expect(await vault.sweep(new Date('2026-01-02'), wanted)).toBe(2)
  expect(await vault.sweep(new Date('2026-01-02'), wanted)).toBe(0)
  expect(await vault.read(lone)).toBeNull()
  expect(await vault.read(hash)).toEqual(Buffer.from(bytes))
})

it('leaves what was handed in once more to whoever is about to refer to it', async () => {
  const vault = openVault(folder)
  await kept(vault, bytes)
  await disk.utimes(pathOf(hash), ...longAgo)
  await kept(vault, bytes)
  expect(await vault.sweep(new Date('2026-01-02'), async () => new Set())).toBe(0)
})

const longAgo = [new Date('2026-01-01'), new Date('2026-01-01')] as const
const pathOf = (name: string) =>
  join(folder, 'attachments', name.slice(0, 2), name.slice(2, 4), name)

async function kept(vault: Vault, content: Uint8Array): Promise<string> {
  const done = await vault.put(content)
  if (!done.ok) throw new Error(done.code)
  return done.value.hash
}
