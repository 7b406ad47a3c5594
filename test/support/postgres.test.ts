import fs from 'node:fs'
import os from 'node:os'
import pg from 'pg'
import { expect, test } from 'vitest'
import { startPostgres, withPostgres } from './postgres.ts'

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

test('two sessions really wait for each other', async () => {
  await withPostgres(async (url) => {
    const [one, two] = [await connect(url), await connect(url)]
    await one.query('create table head (n int); insert into head values (0)')
    await one.query('begin; select * from head for update')
    let through = false
    const waiting = two.query('update head set n = n + 1').then(() => {
      through = true
    })
    const blocked = `select count(*)::int as n from pg_locks where not granted`
    const waiters = async () => (await one.query(blocked)).rows[0].n
    while ((await waiters()) === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(through).toBe(false)
    await one.query('commit')
    await waiting
    expect(through).toBe(true)
    await one.end()
    await two.end()
  })
})

test('databases are apart, and nothing is left behind', async () => {
  const mine = () => {
    const own = new RegExp(`^xiangyue-postgres-${process.pid}-(?!bin)`)
    return fs.readdirSync(os.tmpdir()).filter((name) => own.test(name))
  }
  const before = mine()
  const server = await startPostgres()
  const [first, second] = [await server.createDatabase(), await server.createDatabase()]
  const one = await connect(first)
  await one.query('create table only_here (n int)')
  const two = await connect(second)
  const { rows } = await two.query(`select to_regclass('only_here') as found`)
  expect(rows).toEqual([{ found: null }])
  await one.end()
  await two.end()
  await server.stop()
  expect(mine()).toEqual(before)
  await expect(connect(first)).rejects.toThrow()
})
