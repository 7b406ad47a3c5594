import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newEnvelopeId } from '#kernel/id.ts'
import people from '#people/module.ts'
import { readRoster } from '#people/sheet/roster.ts'
import { openTestApp, type TestApp } from '../../../test/support/app.ts'
import { place } from '../../../test/support/village.ts'
import type { PlanOfSheet } from './queries.ts'
import { sealReading } from './sealed.ts'

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
  const sealed = sealReading(app.app.kernel.secrets, reading.value)
  const input = { tenantCode, sheetHash, fileName: '花名册.csv', sealed, ...change }
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
      report: { added: 2, consents: 1 },
      planned: { added: 0, unchanged: 2, consents: 0 },
    })
    const handed = await app.see('director', 'people.roster_sheet', { tenantCode, sheetId })
    expect(handed).toMatchObject({ ok: true, value: { sheet: { rows: { length: 3 } } } })
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

  it('must have been sealed here', async () => {
    expect(await keep('scorekeeper', { sealed: 'bm90aGluZw' })).toMatchObject({
      code: 'people.unknown_sheet',
    })
    const foreign = app.app.kernel.secrets.seal(JSON.stringify({ rows: [{ name: 1 }] }))
    expect(await keep('scorekeeper', { sealed: foreign })).toMatchObject({
      code: 'people.unknown_sheet',
    })
  })

  it.each(['villager_001', 'grid_worker', 'township_administrator'])('%s may not', async (who) => {
    expect(await keep(who)).toMatchObject({ code: 'kernel.not_permitted' })
  })
})
