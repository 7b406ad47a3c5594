import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMemory } from './pglite.ts'

/** One that keeps its statements, and one as it comes. */
let [kept, plain]: PGlite[] = []
beforeAll(async () => {
  kept = await openMemory()
  plain = await PGlite.create()
})
afterAll(async () => {
  await kept?.close()
  await plain?.close()
})

const inside = <T>(text: string, values: unknown[] = []) =>
  kept!.transaction((tx) => tx.query<T>(text, values))

describe('statements kept prepared', () => {
  it.each([
    ['select $1::text as a, $2::int as b, $3::boolean as c', ['村', 3, true]],
    ['select $1::jsonb as a, $2::text[] as b, $3::uuid[] as c', [{ x: [1] }, ['a,"b', null], []]],
    ['select $1::bytea as a, null as b, $2::float8 as c', [new Uint8Array([0, 255]), 1.5]],
    ['select 1 as a where false', []],
    ['set local work_mem = 4096', []],
  ])('%s answers as it would unkept, again and again', async (text, values) => {
    const expected = await plain!.query(text, values)
    for (let run = 0; run < 7; run += 1) {
      expect((await inside(text, values)).rows).toEqual(expected.rows)
    }
  })

  it('counts the rows that were written, and none that were read', async () => {
    await kept!.exec('create table counted (n int)')
    const insert = await inside('insert into counted select generate_series(1, $1::int)', [5])
    expect(insert.affectedRows).toBe(5)
    expect((await inside('update counted set n = n + 1 where n > $1', [3])).affectedRows).toBe(2)
    expect((await inside('delete from counted where n = $1', [1])).affectedRows).toBe(1)
    expect((await inside('select n from counted')).affectedRows).toBeUndefined()
  })

  it('survives its own errors, at reading and at running', async () => {
    for (const run of [1, 2]) {
      await expect(inside('select nothing from nowhere')).rejects.toMatchObject({ code: '42P01' })
      await expect(inside('select 1 / $1::int as n', [0])).rejects.toMatchObject({ code: '22012' })
      expect((await inside('select 1 / $1::int as n', [1])).rows, String(run)).toEqual([{ n: 1 }])
    }
  })

  it('follows a script that changes what a statement answers', async () => {
    await kept!.exec('create table changing (n int)')
    const read = () => inside('select * from changing')
    await inside('insert into changing values ($1)', [1])
    expect((await read()).rows).toEqual([{ n: 1 }])
    await kept!.transaction((tx) => tx.exec('alter table changing alter n type text, add m int'))
    expect((await read()).rows).toEqual([{ n: '1', m: null }])
  })

  it('keeps no more than it should, and still knows the first', async () => {
    for (let n = 0; n < 450; n += 1) {
      expect((await inside(`select ${n} as n`)).rows).toEqual([{ n }])
    }
    expect((await inside('select 0 as n')).rows).toEqual([{ n: 0 }])
    const { rows } = await inside<{ held: number }>(
      'select count(*)::int as held from pg_prepared_statements',
    )
    expect(rows[0]!.held).toBe(400)
  })

  it('answers nothing after the end of its transaction', async () => {
    let late: (() => Promise<unknown>) | undefined
    await kept!.transaction(async (tx) => {
      late = () => tx.query('select 1')
    })
    await expect(late!()).rejects.toThrow('closed')
  })
})
