import { spawn } from 'node:child_process'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startPostgres, type TestPostgres } from '#test/postgres.ts'
import { type DatabasePlace, openDatabase } from './database.ts'
import { type JobHandler, type JobLog, openJobs } from './jobs.ts'

let server: TestPostgres
let base: Blob
beforeAll(async () => {
  server = await startPostgres()
  await using opened = await openDatabase({ memory: true })
  base = await opened.dump()
})
afterAll(() => server.stop())

const places: Record<string, () => Promise<DatabasePlace>> = {
  pglite: async () => ({ memory: true }),
  postgres: async () => ({ url: await server.createDatabase() }),
}

function silentLog() {
  return { warn: vi.fn<JobLog['warn']>(), error: vi.fn<JobLog['error']>() }
}

async function opening(engine: string) {
  const place = await places[engine]!()
  return openDatabase(place, engine === 'pglite' ? { from: base } : {})
}

describe.each(Object.keys(places))('on %s', (engine) => {
  test('does what was queued, with the database at hand', async () => {
    await using opened = await opening(engine)
    const log = silentLog()
    const jobs = openJobs(opened, log)
    const done: unknown[] = []
    jobs.define('points.expire', async (data: { n: number }) => {
      const { rows } = await sql`select ${data.n}::int as n`.execute(opened.kysely)
      done.push(...rows)
    })
    await jobs.start()
    expect(await jobs.send('points.expire', { n: 1 })).toBe(true)
    expect(await jobs.send('points.expire', { n: 2 })).toBe(true)
    await vi.waitFor(() => expect(done).toHaveLength(2), 20_000)
    expect(done).toEqual(expect.arrayContaining([{ n: 1 }, { n: 2 }]))
    await jobs.stop()
    expect(log.error).not.toHaveBeenCalled()
  })

  test('a job of a transaction is queued only if that commits, by a role that may not', async () => {
    await using opened = await opening(engine)
    await sql`do $$ begin create role narrow nologin;
      exception when duplicate_object then null; end $$`.execute(opened.kysely)
    const jobs = openJobs(opened, silentLog())
    const done: string[] = []
    jobs.define('notices.open', async (data: { word: string }) => void done.push(data.word))
    await jobs.start()
    const act = (word: string, fails: boolean) =>
      opened.kysely.transaction().execute(async (tx) => {
        await sql`set local role narrow`.execute(tx)
        await jobs.send('notices.open', { word }, { db: tx })
        const { rows } = await sql`select current_user as role`.execute(tx)
        expect(rows).toEqual([{ role: 'narrow' }])
        if (fails) throw new Error('refused')
      })
    await expect(act('lost', true)).rejects.toThrow('refused')
    await act('kept', false)
    await vi.waitFor(() => expect(done).toEqual(['kept']), 20_000)
    await jobs.stop()
    expect(done).toEqual(['kept'])
  })

  test('many jobs of one transaction are all done soon', async () => {
    await using opened = await opening(engine)
    const jobs = openJobs(opened, silentLog())
    const done = new Set<number>()
    jobs.define('notices.tell', async (data: { n: number }) => void done.add(data.n))
    await jobs.start()
    await opened.kysely.transaction().execute(async (db) => {
      for (let n = 0; n < 30; n += 1) await jobs.send('notices.tell', { n }, { db })
    })
    await vi.waitFor(() => expect(done.size).toBe(30), 20_000)
    await jobs.stop()
  })

  test('of jobs with one key, one waits; a later one waits for its time', async () => {
    await using opened = await opening(engine)
    const jobs = openJobs(opened, silentLog())
    const done = vi.fn<JobHandler>()
    jobs.define('stars.recompute', done)
    await jobs.start()
    const later = { startAfter: '2099-01-01T00:00:00.000Z', singletonKey: 'household-1' }
    expect(await jobs.send('stars.recompute', {}, later)).toBe(true)
    expect(await jobs.send('stars.recompute', {}, later)).toBe(false)
    expect(await jobs.send('stars.recompute', {}, { ...later, singletonKey: 'two' })).toBe(true)
    await jobs.send('stars.recompute', { now: true })
    await vi.waitFor(() => expect(done).toHaveBeenCalledTimes(1), 20_000)
    expect(done.mock.calls[0]![0]).toEqual({ now: true })
    await jobs.stop()
  })

  test('keeps what is queued for the next start, and the timetable as defined last', async () => {
    await using opened = await opening(engine)
    const schedules = () =>
      opened.kysely.selectFrom('jobs.schedule').select(['name', 'cron', 'timezone']).execute()
    const first = openJobs(opened, silentLog())
    first.define('a.nightly', async () => {}, { cron: '0 3 * * *' })
    first.define('a.weekly', async () => {}, { cron: '0 4 * * 1' })
    first.define('a.waiting', async () => {})
    await first.start({ work: false })
    await first.send('a.waiting', { n: 1 })
    expect(await schedules()).toEqual([])
    await first.stop()
    const done = vi.fn<JobHandler>()
    const second = openJobs(opened, silentLog())
    second.define('a.nightly', async () => {}, { cron: '30 3 * * *' })
    second.define('a.waiting', done)
    await second.start()
    await vi.waitFor(() => expect(done).toHaveBeenCalledTimes(1), 20_000)
    expect(await schedules()).toEqual([
      { name: 'a.nightly', cron: '30 3 * * *', timezone: 'Asia/Shanghai' },
    ])
    await second.stop()
    const third = openJobs(opened, silentLog())
    third.define('a.waiting', done)
    await third.start()
    expect(await schedules()).toEqual([])
    await third.stop()
  })

  test('a job that fails is logged and kept for another try', async () => {
    await using opened = await opening(engine)
    const log = silentLog()
    const jobs = openJobs(opened, log)
    jobs.define('a.fails', async () => {
      throw new Error('no paper in the printer')
    })
    await jobs.start()
    await jobs.send('a.fails')
    await vi.waitFor(() => expect(log.error).toHaveBeenCalled(), 20_000)
    expect(log.error.mock.calls[0]![0]).toMatchObject({
      ...{ job: 'a.fails', fault: 'Error' },
      frames: expect.arrayContaining([expect.stringContaining('jobs.test.ts')]),
    })
    expect(JSON.stringify(log.error.mock.calls)).not.toContain('printer')
    const states = () => opened.kysely.selectFrom('jobs.job').select('state').execute()
    await vi.waitFor(async () => expect(await states()).toEqual([{ state: 'retry' }]), 20_000)
    await jobs.stop()
  })
})

test('on PGlite jobs run one after the other', async () => {
  await using opened = await opening('pglite')
  const jobs = openJobs(opened, silentLog())
  const steps: string[] = []
  for (const name of ['a.one', 'a.two']) {
    jobs.define(name, async () => {
      steps.push('begin')
      await new Promise((resolve) => setTimeout(resolve, 50))
      steps.push('end')
    })
  }
  await jobs.start()
  await jobs.send('a.one')
  await jobs.send('a.two')
  await vi.waitFor(() => expect(steps).toHaveLength(4), 20_000)
  await jobs.stop()
  expect(steps).toEqual(['begin', 'end', 'begin', 'end'])
})

test('mistakes in using it are told at once', async () => {
  await using opened = await opening('pglite')
  const jobs = openJobs(opened, silentLog())
  jobs.define('a.one', async () => {})
  expect(() => jobs.define('a.one', async () => {})).toThrow('defined twice')
  await expect(jobs.send('a.one')).rejects.toThrow('not started')
  await jobs.start()
  expect(() => jobs.define('a.two', async () => {})).toThrow('after the start')
  await expect(jobs.send('a.two')).rejects.toThrow('not defined')
  await jobs.stop()
  await jobs.stop()
})

test('the process ends by itself after stop and close', async () => {
  const file = (name: string) => JSON.stringify(path.join(import.meta.dirname, name))
  const script = `
    import { openDatabase } from ${file('database.ts')}
    import { openJobs } from ${file('jobs.ts')}
    const opened = await openDatabase({ memory: true })
    const jobs = openJobs(opened, console)
    jobs.define('a.one', async () => {}, { cron: '* * * * *' })
    await jobs.start()
    await jobs.send('a.one')
    await jobs.stop()
    await opened.close()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'pipe' })
  let said = ''
  child.stdout.on('data', (chunk) => (said += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  const code = await new Promise((resolve) => child.once('exit', resolve))
  expect({ code, said }).toEqual({ code: 0, said: '' })
})
