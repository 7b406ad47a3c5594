import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guest } from '#kernel/actor.ts'
import { leafHash, rootOf } from '#kernel/merkle.ts'
import { enterScope } from '#kernel/scope.ts'
import settings from '#settings/module.ts'
import { openTestApp, type TestApp } from '#test/app.ts'
import { place } from '#test/village.ts'
import audit from './module.ts'

let house: TestApp
beforeAll(async () => {
  house = await openTestApp({ modules: [audit, settings] })
  const input = { key: 'notices.days', validFrom: '2026-12-01', value: 9, source: '村民代表会议' }
  await house.send('director', 'settings.decide', { tenantCode: place.village, ...input })
})
afterAll(() => house.close())

/** Tries a statement as the application's own role, in the scope of the village. */
async function asApplication(statement: string): Promise<unknown> {
  return house.app.kernel.database.kysely.transaction().execute(async (tx) => {
    const scope = {
      role: 'xiangyue_app',
      actor: guest,
      scope: [place.village],
      today: '2026-11-22',
    }
    await enterScope(tx, scope as never)
    return sql.raw(statement).execute(tx)
  })
}

describe('the audit tables', () => {
  it.each([
    'update audit.entry set command = command',
    'delete from audit.entry',
    'truncate audit.entry',
    'update audit.content set salt = salt',
    'delete from audit.content',
    'update audit.look set purpose = purpose',
    'delete from audit.look',
    'update kernel.envelope set outcome = outcome',
    'delete from kernel.envelope',
    'delete from audit.head',
    'update audit.head set tenant_code = tenant_code',
  ])('refuse the application: %s', async (statement) => {
    await expect(asApplication(statement)).rejects.toMatchObject({ code: '42501' })
  })

  it('show the application no entry of another place', async () => {
    const other = {
      role: 'xiangyue_app',
      actor: guest,
      scope: [place.sibling],
      today: '2026-11-22',
    }
    const count = await house.app.kernel.database.kysely.transaction().execute(async (tx) => {
      await enterScope(tx, other as never)
      return sql<{ n: number }>`select count(*)::int as n from audit.entry`.execute(tx)
    })
    expect(count.rows[0]?.n).toBe(0)
  })

  it('keep a head that is the root of the entries written', async () => {
    const { rows: entries } = await sql<{ entry: string }>`select entry from audit.entry
      where tenant_code = ${place.village} order by sequence`.execute(
      house.app.kernel.database.kysely,
    )
    const { rows: heads } = await sql<{ size: number; frontier: string }>`
      select size, frontier from audit.head where tenant_code = ${place.village}`.execute(
      house.app.kernel.database.kysely,
    )
    expect(entries).toHaveLength(1)
    expect(heads[0]?.size).toBe(1)
    expect(rootOf(heads[0]!.frontier.split(','))).toBe(leafHash(entries[0]!.entry))
  })
})
