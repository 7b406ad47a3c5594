import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { countSyncs } from '#test/sync-counter.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { openDatabase } from './database.ts'

const made = fs.mkdtempSync(path.join(os.tmpdir(), 'xiangyue-test-'))
afterAll(() => fs.rmSync(made, { recursive: true, force: true }))
beforeAll(async () => {
  await using opened = await openDatabase({ dataDir: made })
  await sql`create table note (n int)`.execute(opened.kysely)
})

/** A copy of a data folder with one empty table. */
function folderWithTable(): string {
  const dataDir = path.join(temporaryFolder(), 'data')
  fs.cpSync(made, dataDir, { recursive: true })
  return dataDir
}

async function notes(dataDir: string): Promise<number[]> {
  await using opened = await openDatabase({ dataDir })
  const rows = await opened.kysely.selectFrom('note').select('n').orderBy('n').execute()
  return rows.map((row) => row.n)
}

test('every acknowledged write has been synced to the disk', async () => {
  const dataDir = folderWithTable()
  const log = path.join(dataDir, 'postgres', 'pg_wal')
  await using opened = await openDatabase({ dataDir })
  using syncs = countSyncs()
  for (let n = 0; n < 20; n += 1) {
    const before = syncs.count(log)
    await opened.kysely.insertInto('note').values({ n }).execute()
    expect(syncs.count(log)).toBeGreaterThan(before)
  }
  const before = syncs.count(log)
  await opened.kysely.transaction().execute(async (tx) => {
    await tx.updateTable('note').set({ n: 100 }).where('n', '=', 0).execute()
    await tx.deleteFrom('note').where('n', '=', 1).execute()
  })
  expect(syncs.count(log)).toBeGreaterThan(before)
})

test('a checkpoint syncs the tables too', async () => {
  const dataDir = folderWithTable()
  await using opened = await openDatabase({ dataDir })
  await opened.kysely.insertInto('note').values({ n: 1 }).execute()
  const [{ folder }] = (
    await sql<{
      folder: string
    }>`select split_part(pg_relation_filepath('note'), '/', 2) as folder`.execute(opened.kysely)
  ).rows as [{ folder: string }]
  using syncs = countSyncs()
  await sql`checkpoint`.execute(opened.kysely)
  expect(syncs.count(path.join(dataDir, 'postgres', 'base', folder))).toBeGreaterThan(0)
})

test('PostgreSQL itself believes in syncing, except where asked not to', async () => {
  const dataDir = folderWithTable()
  const settings = async (relaxed: boolean) => {
    await using opened = await openDatabase({ dataDir }, { relaxed })
    const { rows } = await sql`select current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as commit,
      current_setting('full_page_writes') as pages`.execute(opened.kysely)
    return rows[0]
  }
  expect(await settings(false)).toEqual({ fsync: 'on', commit: 'on', pages: 'on' })
  expect(await settings(true)).toMatchObject({ fsync: 'off' })
})

test('what was acknowledged survives kill -9', async () => {
  const dataDir = folderWithTable()
  const script = `
    import { openDatabase } from ${JSON.stringify(path.join(import.meta.dirname, 'database.ts'))}
    const opened = await openDatabase({ dataDir: ${JSON.stringify(dataDir)} })
    for (let n = 0; ; n += 1) {
      await opened.kysely.insertInto('note').values({ n }).execute()
      process.stdout.write(n + '\\n')
    }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let acknowledged = ''
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.stdout.on('data', (chunk) => {
    acknowledged += chunk
    if (acknowledged.split('\n').length > 50) child.kill('SIGKILL')
  })
  await ended
  const told = acknowledged.split('\n').slice(0, -1).map(Number)
  expect(told.length).toBeGreaterThanOrEqual(50)
  expect(await notes(dataDir)).toEqual(expect.arrayContaining(told))
})

test('a full disk is told in a sentence, stops the database, and loses nothing', async () => {
  const dataDir = folderWithTable()
  const opened = await openDatabase({ dataDir })
  await opened.kysely.insertInto('note').values({ n: 1 }).execute()
  const full = vi.spyOn(fs, 'writeSync').mockImplementation(() => {
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
  })
  const write = opened.kysely.insertInto('note').values({ n: 2 }).execute()
  await expect(write).rejects.toThrow(/disk that holds .* is full.*Free some space/)
  full.mockRestore()
  // PGlite itself would never answer this.
  await expect(sql`select 1`.execute(opened.kysely)).rejects.toThrow('is full')
  await expect(opened.pglite!.query('select 1')).rejects.toThrow('is full')
  await opened.close()
  expect(await notes(dataDir)).toEqual([1])
})

test.each([
  ['when it commits', 'commit'],
  ['in the middle', 'middle'],
] as const)('a database that dies in a transaction, %s, answers all that wait', async (_, at) => {
  const dataDir = folderWithTable()
  const opened = await openDatabase({ dataDir })
  const { kysely, pglite } = opened
  const full = vi.spyOn(fs, 'writeSync')
  onTestFinished(() => full.mockRestore())
  const one = sql`select 1`
  const waiting: Promise<unknown>[] = []
  const dies = kysely.transaction().execute(async (tx) => {
    await tx.insertInto('note').values({ n: 2 }).execute()
    waiting.push(kysely.transaction().execute((later) => one.execute(later)))
    waiting.push(
      pglite!.query('select 1'),
      pglite!.transaction((later) => later.query('select 1')),
    )
    full.mockImplementation(() => {
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
    })
    if (at === 'middle') await sql`select pg_switch_wal()`.execute(tx)
  })
  await expect(dies).rejects.toThrow('is full')
  waiting.push(kysely.transaction().execute((tx) => one.execute(tx)))
  for (const answer of await Promise.allSettled(waiting)) {
    expect(answer).toMatchObject({ status: 'rejected', reason: { fullDisk: true } })
  }
  full.mockRestore()
  await opened.close()
  expect(await notes(dataDir)).toEqual([])
})

test('a sync that fails is never an acknowledged write', async () => {
  const dataDir = folderWithTable()
  const opened = await openDatabase({ dataDir })
  const broken = vi.spyOn(fs, 'fsyncSync').mockImplementation(() => {
    throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' })
  })
  const write = opened.kysely.insertInto('note').values({ n: 1 }).execute()
  await expect(write).rejects.toMatchObject({ name: 'DatabaseUnavailable' })
  broken.mockRestore()
  await opened.close()
})

const damages: [string, (folder: string) => void, string][] = [
  ['no version', (folder) => fs.rmSync(path.join(folder, 'PG_VERSION')), 'is damaged'],
  [
    'another PostgreSQL',
    (folder) => fs.writeFileSync(path.join(folder, 'PG_VERSION'), '17\n'),
    'was written by PostgreSQL 17',
  ],
  [
    'a shortened control file',
    (folder) => fs.truncateSync(path.join(folder, 'global', 'pg_control'), 100),
    'cannot be used: could not read file "global/pg_control"',
  ],
  [
    'no log',
    (folder) => fs.rmSync(path.join(folder, 'pg_wal'), { recursive: true }),
    'restore the last backup',
  ],
]

test('a damaged folder is explained briefly, and freed', async () => {
  const whole = folderWithTable()
  for (const [, damage, sentence] of damages) {
    const dataDir = path.join(temporaryFolder(), 'data')
    fs.cpSync(whole, dataDir, { recursive: true })
    damage(path.join(dataDir, 'postgres'))
    const error = await openDatabase({ dataDir }).catch((reason: Error) => reason)
    expect(error).toMatchObject({ name: 'DatabaseUnavailable' })
    expect((error as Error).message).toContain(sentence)
    expect((error as Error).message.length).toBeLessThan(500)
    expect(fs.readdirSync(dataDir)).toEqual(['postgres'])
  }
})

test('a folder half made before a power cut is made anew', async () => {
  const dataDir = temporaryFolder()
  fs.mkdirSync(path.join(dataDir, 'postgres.new', 'base'), { recursive: true })
  fs.writeFileSync(path.join(dataDir, 'postgres.new', 'PG_VERSION'), '18\n')
  await using opened = await openDatabase({ dataDir })
  const { rows } = await sql`select 1 as one`.execute(opened.kysely)
  expect(rows).toEqual([{ one: 1 }])
  expect(fs.existsSync(path.join(dataDir, 'postgres.new'))).toBe(false)
})

test('all files of a new database are synced before it gets its name', async () => {
  const dataDir = temporaryFolder()
  using syncs = countSyncs()
  await using opened = await openDatabase({ dataDir })
  expect(opened.engine).toBe('pglite')
  const global = path.join(dataDir, 'postgres', 'global')
  expect(syncs.count(global)).toBeGreaterThanOrEqual(fs.readdirSync(global).length)
})

test('a relaxed database is saved to the disk when it is closed', async () => {
  const dataDir = folderWithTable()
  const log = path.join(dataDir, 'postgres', 'pg_wal')
  const opened = await openDatabase({ dataDir }, { relaxed: true })
  using syncs = countSyncs()
  await opened.kysely.insertInto('note').values({ n: 1 }).execute()
  expect(syncs.count(log)).toBe(0)
  await opened.close()
  expect(syncs.count(log)).toBeGreaterThan(0)
})

test('a place that cannot be written to is explained', async () => {
  const file = path.join(temporaryFolder(), 'file')
  fs.writeFileSync(file, '')
  const opening = openDatabase({ dataDir: path.join(file, 'data') })
  await expect(opening).rejects.toMatchObject({ name: 'DatabaseUnavailable' })
})
