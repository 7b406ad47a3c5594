import fs from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres, type TestPostgres } from '#test/postgres.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { type OpenedDatabase, openDatabase } from './database.ts'
import { migrate, pendingMigrations, schemaDump } from './migrations.ts'

let server: TestPostgres
let empty: Blob
beforeAll(async () => {
  server = await startPostgres()
  await using opened = await openDatabase({ memory: true })
  empty = await opened.dump()
})
afterAll(() => server.stop())

const engines: Record<string, () => Promise<OpenedDatabase>> = {
  pglite: () => openDatabase({ memory: true }, { from: empty }),
  postgres: async () => openDatabase({ url: await server.createDatabase() }),
}

const FIRST = `
  create schema kernel;
  grant usage on schema kernel to xiangyue_app;
  create table kernel.note (
    tenant_code text not null,
    id uuid not null,
    body text default 'x' check (body <> ''),
    primary key (tenant_code, id)
  );
  create index note_body on kernel.note (tenant_code, body);
  create function kernel.own(code text) returns boolean language sql stable as $$
    select code = current_setting('xiangyue.scope', true) $$;
  alter table kernel.note enable row level security;
  create policy own on kernel.note using (kernel.own(tenant_code));
  grant select, insert on kernel.note to xiangyue_app;
  grant update (body) on kernel.note to xiangyue_app;`
const SECOND = `
  create table kernel.second (n bigint primary key, price numeric(8, 2) not null);
  create view kernel.names with (security_invoker) as select id, body from kernel.note;`

function folderWith(files: Record<string, string>): string {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text)
  return folder
}

const twoSteps = () => folderWith({ '0002-second.sql': SECOND, '0001-first.sql': FIRST })

describe.each(Object.keys(engines))('on %s', (engine) => {
  test('applies each file once, in order', async () => {
    await using opened = await engines[engine]!()
    const folder = folderWith({ '0001-first.sql': FIRST })
    expect(await migrate(opened, folder)).toEqual(['0001-first.sql'])
    fs.writeFileSync(path.join(folder, '0002-second.sql'), SECOND)
    expect(await pendingMigrations(opened, folder)).toEqual(['0002-second.sql'])
    expect(await migrate(opened, folder)).toEqual(['0002-second.sql'])
    expect(await migrate(opened, folder)).toEqual([])
    expect(await pendingMigrations(opened, folder)).toEqual([])
    const rows = await opened.kysely
      .selectFrom('kernel.migration')
      .select(['number', 'name', sql`length(sha256)`.as('length')])
      .orderBy('number')
      .execute()
    expect(rows).toEqual([
      { number: 1, name: '0001-first.sql', length: 64 },
      { number: 2, name: '0002-second.sql', length: 64 },
    ])
  })

  test('refuses an applied file that was changed, but not other line ends', async () => {
    await using opened = await engines[engine]!()
    const folder = twoSteps()
    await migrate(opened, folder)
    const file = path.join(folder, '0001-first.sql')
    fs.writeFileSync(file, FIRST.replaceAll('\n', '\r\n'))
    expect(await migrate(opened, folder)).toEqual([])
    fs.writeFileSync(file, `${FIRST}\n-- one more word`)
    await expect(migrate(opened, folder)).rejects.toThrow(
      'The migration 0001-first.sql was changed after it had been applied',
    )
  })

  test('refuses a database that a newer version has changed', async () => {
    await using opened = await engines[engine]!()
    await migrate(opened, twoSteps())
    const older = folderWith({ '0001-first.sql': FIRST })
    const refusal = migrate(opened, older)
    await expect(refusal).rejects.toMatchObject({ name: 'DatabaseUnavailable' })
    await expect(refusal).rejects.toThrow('newer Xiangyue (0002-second.sql)')
  })

  test('undoes a file that fails and says where it fails', async () => {
    await using opened = await engines[engine]!()
    const broken = `create table kernel.third (n int);\n\nselect nonsense;`
    const folder = folderWith({ '0001-first.sql': FIRST, '0002-broken.sql': broken })
    await expect(migrate(opened, folder)).rejects.toThrow(
      '0002-broken.sql, line 3: column "nonsense" does not exist',
    )
    const { rows } = await sql<{
      third: unknown
    }>`select to_regclass('kernel.third') as third`.execute(opened.kysely)
    expect(rows).toEqual([{ third: null }])
    expect(await pendingMigrations(opened, folder)).toEqual(['0002-broken.sql'])
  })

  test('the owner may become the unprivileged roles, which row security binds', async () => {
    await using opened = await engines[engine]!()
    await migrate(opened, twoSteps())
    const id = '00000000-0000-0000-0000-000000000001'
    const note = { tenant_code: 'a', id, body: 'b' }
    await opened.kysely.insertInto('kernel.note').values(note).execute()
    const seen = (scope: string) =>
      opened.kysely.transaction().execute(async (tx) => {
        await sql`set local role xiangyue_app`.execute(tx)
        await sql`select set_config('xiangyue.scope', ${scope}, true)`.execute(tx)
        return tx.selectFrom('kernel.note').select('body').execute()
      })
    expect(await seen('a')).toEqual([{ body: 'b' }])
    expect(await seen('b')).toEqual([])
    const { rows } = await sql`select rolname, rolcanlogin, rolsuper, rolbypassrls from pg_roles
      where rolname like 'xiangyue%' order by rolname`.execute(opened.kysely)
    const harmless = { rolcanlogin: false, rolsuper: false, rolbypassrls: false }
    expect(rows).toEqual([
      { rolname: 'xiangyue_app', ...harmless },
      { rolname: 'xiangyue_public', ...harmless },
    ])
  })

  test('describes the schema', async () => {
    await using opened = await engines[engine]!()
    await migrate(opened, twoSteps())
    const text = await schemaDump(opened)
    await expect(text).toMatchFileSnapshot('migrations.schema.snap')
    expect(await schemaDump(opened)).toBe(text)
    await sql`revoke execute on function kernel.own from public`.execute(opened.kysely)
    expect(await schemaDump(opened)).not.toBe(text)
  })
})

test('refuses a role that may do more than it should', async () => {
  await using opened = await engines.pglite!()
  await sql`create role xiangyue_app bypassrls`.execute(opened.kysely)
  await expect(migrate(opened, twoSteps())).rejects.toThrow('may do more than it should')
})

test('refuses files it cannot order', async () => {
  await using opened = await engines.pglite!()
  const twice = folderWith({ '0001-a.sql': '', '0001-b.sql': '' })
  await expect(migrate(opened, twice)).rejects.toThrow('two migrations have the number')
  const odd = folderWith({ 'first.sql': '' })
  await expect(migrate(opened, odd)).rejects.toThrow('is not named like 0001-name.sql')
})

test('four programs that start together on one server migrate it once', async () => {
  const url = await server.createDatabase()
  const folder = twoSteps()
  const done = await Promise.all(
    Array.from({ length: 4 }, async () => {
      await using opened = await openDatabase({ url })
      return await migrate(opened, folder)
    }),
  )
  expect(done.flat().sort()).toEqual(['0001-first.sql', '0002-second.sql'])
})

test('an owner who may not make roles is told what to ask for', async () => {
  const url = new URL(await server.createDatabase())
  await using admin = await openDatabase({ url: url.href })
  await migrate(admin, twoSteps())
  await sql`create role modest_owner login`.execute(admin.kysely)
  await sql.raw(`create database modest_db owner modest_owner`).execute(admin.kysely)
  url.username = 'modest_owner'
  url.pathname = '/modest_db'
  await using modest = await openDatabase({ url: url.href })
  await expect(migrate(modest, twoSteps())).rejects.toThrow(
    'Ask the database administrator to run: grant xiangyue_app to',
  )
  await sql`grant xiangyue_app, xiangyue_public to modest_owner with inherit false, set true`.execute(
    admin.kysely,
  )
  expect(await migrate(modest, twoSteps())).toHaveLength(2)
})
