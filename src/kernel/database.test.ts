import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres, type TestPostgres } from '#test/postgres.ts'
import {
  type DatabasePlace,
  jsonb,
  type OpenedDatabase,
  openDatabase,
  withDateObjects,
} from './database.ts'

let server: TestPostgres
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

const engines: Record<string, () => Promise<DatabasePlace>> = {
  pglite: async () => ({ memory: true }),
  postgres: async () => ({ url: await server.createDatabase() }),
}

describe.each(Object.keys(engines))('on %s', (engine) => {
  let opened: OpenedDatabase
  beforeAll(async () => {
    opened = await openDatabase(await engines[engine]!())
  })
  afterAll(() => opened.close())

  async function one(expression: string): Promise<unknown> {
    const { rows } = await sql<{ v: unknown }>`select ${sql.raw(expression)} as v`.execute(
      opened.kysely,
    )
    return rows[0]!.v
  }

  test('says which engine it is', () => {
    expect(opened.engine).toBe(engine)
  })

  test.each([
    [`timestamptz '2026-11-22 09:02:03.456789+08'`, '2026-11-22T01:02:03.456Z'],
    [`timestamptz '2026-11-22 01:02:03Z'`, '2026-11-22T01:02:03.000Z'],
    [`timestamp '2026-11-22 01:02:03'`, '2026-11-22T01:02:03'],
    [`date '2026-11-22'`, '2026-11-22'],
    ['9007199254740991::int8', Number.MAX_SAFE_INTEGER],
    ['-5::int8', -5],
    ['7::int4', 7],
    ['1.50::numeric', '1.50'],
    [`'{"a": [1, "x", null]}'::jsonb`, { a: [1, 'x', null] }],
    [`array[5, null]::int8[]`, [5, null]],
    [`array[date '2026-11-22']`, ['2026-11-22']],
    [`array[timestamptz '2026-11-22 01:02:03Z']`, ['2026-11-22T01:02:03.000Z']],
    [`array['a,b', 'c']`, ['a,b', 'c']],
    ['null::timestamptz', null],
    ['true', true],
  ])('reads %s', async (expression, expected) => {
    expect(await one(expression)).toEqual(expected)
  })

  test('reads bytes', async () => {
    const bytes = await one(`'\\x01ff'::bytea`)
    expect(bytes).toBeInstanceOf(Uint8Array)
    expect([...(bytes as Uint8Array)]).toEqual([1, 255])
  })

  test('refuses an integer that a number cannot hold', async () => {
    await expect(one('9007199254740992::int8')).rejects.toThrow('out of safe range')
  })

  test('writes what it reads', async () => {
    const row = {
      at: '2026-11-22T01:02:03.456Z',
      day: '2026-02-28',
      amount: 12_345_678_901,
      price: '0.10',
      words: ['甲', '乙'],
      bytes: new Uint8Array([0, 7]),
    }
    await sql`create table written (at timestamptz, day date, amount int8, price numeric,
      words text[], bytes bytea, list jsonb, word jsonb)`.execute(opened.kysely)
    await opened.kysely
      .insertInto('written')
      .values({ ...row, list: jsonb([1, { a: '二' }]), word: jsonb('字') })
      .execute()
    const read = await opened.kysely.selectFrom('written').selectAll().executeTakeFirstOrThrow()
    expect({ ...read, bytes: new Uint8Array(read.bytes) }).toEqual({
      ...row,
      list: [1, { a: '二' }],
      word: '字',
    })
  })

  test('gives instants as Date to a library that expects them', async () => {
    const { rows } =
      await sql`select timestamptz '2026-11-22 01:02:03Z' as at, 'x' as text`.execute(
        withDateObjects(opened.kysely),
      )
    expect(rows).toEqual([{ at: new Date('2026-11-22T01:02:03Z'), text: 'x' }])
  })

  test('keeps concurrent transactions apart', async () => {
    await sql`create table counted (n int)`.execute(opened.kysely)
    const add = (n: number) =>
      opened.kysely.transaction().execute(async (tx) => {
        await tx.insertInto('counted').values({ n }).execute()
        if (n % 2) throw new Error('odd')
      })
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map(add))
    expect(results.map(({ status }) => status === 'fulfilled')).toEqual([
      false,
      true,
      false,
      true,
      false,
    ])
    const rows = await opened.kysely.selectFrom('counted').select('n').orderBy('n').execute()
    expect(rows).toEqual([{ n: 2 }, { n: 4 }])
  })

  test('undoes a whole script when one statement fails', async () => {
    const script = opened.ownerTransaction((session) =>
      session.script('create table half (n int); insert into half values (1); select 1 / 0;'),
    )
    await expect(script).rejects.toThrow('division by zero')
    expect(await one(`to_regclass('half')`)).toBeNull()
    const value = await opened.ownerTransaction(async (session) => {
      await session.script('create table whole (n int); insert into whole values (1), (2);')
      return session.query<{ n: number }>('select n from whole where n > $1', [1])
    })
    expect(value).toEqual([{ n: 2 }])
  })
})

test('a closed database stays closed, and closing it again does nothing', async () => {
  for (const place of Object.values(engines)) {
    const opened = await openDatabase(await place())
    await opened.close()
    await opened.close()
    await expect(sql`select 1`.execute(opened.kysely)).rejects.toThrow()
  }
})

test('a dump opens as a copy that goes its own way', async () => {
  const first = await openDatabase({ memory: true })
  await sql`create table kept (n int)`.execute(first.kysely)
  await first.kysely.insertInto('kept').values({ n: 1 }).execute()
  const dump = await first.dump()
  await using copy = await openDatabase({ memory: true }, { from: dump })
  await copy.kysely.insertInto('kept').values({ n: 2 }).execute()
  expect(await copy.kysely.selectFrom('kept').selectAll().execute()).toEqual([{ n: 1 }, { n: 2 }])
  expect(await first.kysely.selectFrom('kept').selectAll().execute()).toEqual([{ n: 1 }])
  await first.close()
})

test.each([
  ['postgres://nobody@127.0.0.1:9/none', 'does not answer'],
  ['not an address', 'DATABASE_URL'],
])('an unreachable server is explained: %s', async (url, sentence) => {
  const opening = openDatabase({ url })
  await expect(opening).rejects.toMatchObject({ name: 'DatabaseUnavailable' })
  await expect(opening).rejects.toThrow(sentence)
})

test('a missing database is explained without its password', async () => {
  const url = new URL(await server.createDatabase())
  url.password = 'hidden'
  url.pathname = '/missing'
  const error = await openDatabase({ url: url.href }).catch((reason: Error) => reason)
  expect(error).toMatchObject({ name: 'DatabaseUnavailable' })
  expect(String(error)).toContain('Correct the user, password or database name')
  expect(String(error)).not.toContain('hidden')
})
