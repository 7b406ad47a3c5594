import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRuleBook, place, type RuleBookApp } from '#test/rule-book.ts'

let app: RuleBookApp
beforeAll(async () => {
  app = await openRuleBook()
})
afterAll(() => app.close())

interface Silent {
  readonly cycle: object | null
  readonly households: readonly { readonly code: string }[]
}
const codesFor = async (who: string) => {
  const found = await app.get<Silent>(who, 'oversight.silent', {})
  return found.cycle === null ? null : found.households.map((one) => one.code)
}

test('only after a whole period, each grid worker for the own grid, and nobody else', async () => {
  expect(await codesFor('supervision_chair')).toBeNull()
  await app.declare('003')
  const db = app.app.kernel.database.kysely
  await sql`update points.cycle set ends_on = '2026-11-21'`.execute(db)
  const all = Array.from({ length: 12 }, (_, n) => String(n + 1).padStart(3, '0'))
  const silent = all.filter((code) => code !== '003')
  expect(await codesFor('supervision_chair')).toEqual(silent)
  expect(await codesFor('grid_leader')).toEqual(silent)
  const own = [await codesFor('grid_worker'), await codesFor('grid_worker_2')]
  expect(own.flat().toSorted()).toEqual(silent)
  expect(own[0]).toEqual(['002', '004', '006', '008', '010', '012'])
  for (const who of ['director', 'secretary', 'reviewer', 'township_official', 'villager_001']) {
    expect(await app.see(who, 'oversight.silent', { tenantCode: place.village })).toMatchObject({
      code: 'kernel.not_permitted',
    })
  }
})
