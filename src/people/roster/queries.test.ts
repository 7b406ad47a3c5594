import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newEnvelopeId } from '#kernel/id.ts'
import people from '#people/module.ts'
import { readRoster } from '#people/sheet/roster.ts'
import { openTestApp, type TestApp } from '../../../test/support/app.ts'
import { place } from '../../../test/support/village.ts'
import type { PlanOfSheet } from './queries.ts'
import { layAside } from './reading.ts'

let app: TestApp
const tenantCode = place.village
const sheetHash = 'b'.repeat(64)
const file = [
  '户编号,户主姓名,姓名,性别,与户主关系,出生日期,村民小组,参加积分',
  '201,演示孙一,演示孙一,男,户主,1970-01-01,第1组,是',
  '201,演示孙一,演示孙二,女,配偶,1971-01-01,第1组,否',
  '202,演示周一,演示周一,男,户主,1970-13-01,第1组,是',
].join('\n')

beforeAll(async () => {
  app = await openTestApp({ modules: [people] })
})
afterAll(() => app.close())

async function keep(who = 'scorekeeper', change: object = {}) {
  const known = { groups: ['第1组', '第2组'], grids: [], today: '2026-11-22' }
  const reading = readRoster(Buffer.from(file), 'roster.csv', known)
  if (!reading.ok) throw new Error(reading.code)
  const laid = { tenantCode, accountId: `account-${who}`, sheetHash, reading: reading.value }
  const readingId = await layAside(app.app.kernel, laid)
  const input = { tenantCode, sheetHash, fileName: '花名册.csv', readingId, ...change }
  return app.send(who, 'people.keep_sheet', input, newEnvelopeId())
}

async function planOf(sheetId: string): Promise<PlanOfSheet> {
  const outcome = await app.see('scorekeeper', 'people.roster_plan', { tenantCode, sheetId })
  if (!outcome.ok) throw new Error(outcome.code)
  return outcome.value as PlanOfSheet
}

describe('a kept sheet', () => {
  it('tells what an import would do, imports, and tells what it did', async () => {
    const kept = await keep()
    const { sheetId } = (kept.ok ? kept.value : {}) as { sheetId: string }
    const before = await planOf(sheetId)
    expect(before.planned).toMatchObject({ added: 2, householdsAdded: 1, consents: 1 })
    expect(before.reading).toMatchObject({ counts: { persons: 3, withErrors: 1 } })
    expect(before.reading?.problems.map((problem) => problem.row)).toEqual([4])
    const input = { tenantCode, sheetHash, sheetId }
    expect(await app.send('scorekeeper', 'people.import_roster', input)).toMatchObject({
      ok: true,
      value: { added: 2 },
    })
    const after = await planOf(sheetId)
    expect(after).toMatchObject({
      ...{ report: { added: 2, consents: 1 }, reading: null, planned: null, changes: [] },
    })
    const list = await app.see('director', 'people.roster_sheets', { tenantCode })
    expect(list).toMatchObject({
      value: {
        sheets: [{ id: sheetId, fileName: '花名册.csv' }],
        groups: ['第1组', '第2组', '第3组'],
      },
    })
  })

  it('forgets what it said when a later one is kept', async () => {
    const first = await keep()
    const later = await keep()
    const { sheetId } = (first.ok ? first.value : {}) as { sheetId: string }
    expect((await planOf(sheetId)).reading).toBeNull()
    const input = { tenantCode, sheetHash, sheetId }
    expect(await app.send('scorekeeper', 'people.import_roster', input)).toMatchObject({
      code: 'people.unknown_sheet',
    })
    const { sheetId: laterId } = (later.ok ? later.value : {}) as { sheetId: string }
    const altered = { tenantCode, sheetHash: 'c'.repeat(64), sheetId: laterId }
    expect(await app.send('scorekeeper', 'people.import_roster', altered)).toMatchObject({
      code: 'people.roster_changed_meanwhile',
    })
  })

  it('is handed back with its numbers to whoever uploaded it only, and its people see that', async () => {
    const kept = await keep()
    const { sheetId } = (kept.ok ? kept.value : {}) as { sheetId: string }
    const sheet = { tenantCode, sheetId }
    const handed = await app.see('scorekeeper', 'people.roster_sheet', sheet)
    expect(handed).toMatchObject({ ok: true, value: { sheet: { rows: { length: 3 } } } })
    expect(await planOf(sheetId)).toMatchObject({ mine: true })
    for (const who of ['director', 'secretary', 'village_administrator']) {
      expect(await app.see(who, 'people.roster_sheet', sheet)).toMatchObject({
        code: 'people.sheet_of_another',
      })
    }
    const { rows } = await sql<{ name: string; post: string }>`
      select p.name, l.by_post as post from audit.look l
      join people.person p on p.id = l.person_id where l.query = 'people.roster_sheet'
      order by p.name`.execute(app.app.kernel.database.kysely)
    expect(rows).toEqual([
      { name: '演示孙一', post: 'scorekeeper' },
      { name: '演示孙二', post: 'scorekeeper' },
    ])
  })

  it('leaves no row of a roster in the record, whether it was replaced or imported', async () => {
    const first = await keep()
    const second = await keep()
    const { sheetId } = (second.ok ? second.value : {}) as { sheetId: string }
    const imported = { tenantCode, sheetHash, sheetId }
    await app.send('scorekeeper', 'people.import_roster', imported)
    const { database, secrets } = app.app.kernel
    const content = await sql<{ sealed: string }>`select sealed from audit.content`.execute(
      database.kysely,
    )
    const outcomes = await sql<{ sealed: string }>`select outcome as sealed from kernel.envelope
      `.execute(database.kysely)
    const written = [...content.rows, ...outcomes.rows].map((row) => secrets.open(row.sealed))
    expect(written.join('\n')).toContain(
      (first.ok ? (first.value as { sheetId: string }) : null)?.sheetId,
    )
    expect(written.join('\n')).not.toMatch(/演示孙|演示周/)
    const { rows } = await sql`select 1 from people.roster_reading`.execute(database.kysely)
    expect(rows).toEqual([])
  })

  it('must be the one that was laid aside, by the same person and from the same file', async () => {
    const unknown = { code: 'people.unknown_sheet' }
    expect(await keep('scorekeeper', { readingId: newEnvelopeId() })).toMatchObject(unknown)
    expect(await keep('scorekeeper', { sheetHash: 'd'.repeat(64) })).toMatchObject(unknown)
    const others = await keep('director')
    const { sheetId } = (others.ok ? others.value : {}) as { sheetId: string }
    expect(await keep('scorekeeper', { readingId: sheetId })).toMatchObject(unknown)
  })

  it.each(['villager_001', 'grid_worker', 'township_administrator'])('%s may not', async (who) => {
    expect(await keep(who)).toMatchObject({ code: 'kernel.not_permitted' })
  })
})
