import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import audit from '#audit/module.ts'
import settings from '#settings/module.ts'
import { openTestApp, type TestApp } from '#test/app.ts'
import { place } from '#test/village.ts'
import type { Place } from './model.ts'
import places from './module.ts'

let house: TestApp
beforeAll(async () => {
  house = await openTestApp({ modules: [audit, settings, places] })
})
afterAll(() => house.close())

const since = '2026-11-22'
const source = '肇东市人民政府批复〔2026〕3 号'
const send = (who: string, verb: string, input: object) => house.send(who, `places.${verb}`, input)
const row = (code: string, name: string, level: string, parentCode: string | null) => ({
  ...{ code, name, level, parentCode },
})
const importAs = (who: string, rows: readonly object[]) =>
  send(who, 'import_tree', { rows, openedOn: '2023-06-30', source: 'test' })
async function placeAt(code: string): Promise<Place & { ancestors: { code: string }[] }> {
  const outcome = await house.see('guest', 'places.place', { code })
  if (!outcome.ok) throw new Error(outcome.code)
  return outcome.value as never
}
async function reach(code: string, day: string): Promise<string[]> {
  const { rows } = await sql<{ reach: string[] }>`
    select places.reach(${code}, ${day}::date) as reach`.execute(house.app.kernel.database.kysely)
  return rows[0]!.reach
}

describe('places.move', () => {
  const moved = '231282106210'
  const to = '231282107000'
  const from = '2026-12-01'

  beforeAll(async () => {
    await importAs('system', [
      row(to, '黎明镇', 'township', place.county),
      row('231282107200', '黎明村', 'village', to),
      row(moved, '迁移村', 'village', place.township),
    ])
  })

  it('reaches by one prefix as long as nothing has moved', async () => {
    expect(await reach(place.township, since)).toEqual(['231282106'])
    expect(await reach(place.county, since)).toEqual(['231282'])
    expect(await reach(place.village, since)).toEqual([place.village])
  })

  it('takes the village out of one reach and lists it by its own code in the other', async () => {
    const wish = { tenantCode: moved, parentCode: to, since: from, source }
    expect(await send('county_administrator', 'move', wish)).toMatchObject({ ok: true })
    expect(await reach(place.township, '2026-11-30')).toEqual(['231282106'])
    const old = await reach(place.township, from)
    expect(old).not.toContain(moved)
    expect(old).toEqual(expect.arrayContaining([place.township, place.village, place.sibling]))
    expect(await reach(to, from)).toEqual([moved, to, '231282107200'])
    expect(await reach(place.county, from)).toEqual(['231282'])
  })

  it('changes who may act for it from its day on', async () => {
    const add = (code: string) =>
      send('township_administrator', 'add_division', {
        ...{ tenantCode: moved, kind: 'grid', code, name: `网格${code}`, since: from },
      })
    expect(await add('1')).toMatchObject({ ok: true })
    house.clock.set('2026-12-01T02:00:00Z')
    expect(await add('2')).toMatchObject({ code: 'kernel.not_permitted' })
    const own = { tenantCode: place.village, kind: 'grid', code: '9', name: '九网格', since: from }
    expect(await send('township_administrator', 'add_division', own)).toMatchObject({ ok: true })
  })

  it('inherits the settings of its new parent', async () => {
    const decided = { tenantCode: place.township, key: 'notices.days', value: 9, source }
    await house.send('township_administrator', 'settings.decide', { ...decided, validFrom: from })
    const valueAt = async (tenantCode: string) => {
      const outcome = await house.see('guest', 'settings.one', { tenantCode, key: 'notices.days' })
      return (outcome as unknown as { value: { value: number } }).value.value
    }
    expect(await valueAt(place.village)).toBe(9)
    expect(await valueAt(moved)).toBe(7)
  })

  it('is shown in the tree of its new parent', async () => {
    expect((await placeAt(moved)).ancestors.at(-1)).toMatchObject({ code: to })
  })

  it('leaves an entry in both places', async () => {
    const { rows } = await sql<{ tenant_code: string }>`select tenant_code from audit.entry
      where command = 'places.move' order by 1`.execute(house.app.kernel.database.kysely)
    expect(rows.map((entry) => entry.tenant_code)).toEqual([moved, to])
  })

  it.each([
    [{ tenantCode: moved, parentCode: to }, 'places.already_there'],
    [{ tenantCode: moved, parentCode: place.village }, 'places.wrong_parent'],
    [
      { tenantCode: moved, parentCode: place.township, since: '2026-12-01' },
      'places.date_too_early',
    ],
    [{ tenantCode: moved, parentCode: place.township, since: '2028-12-01' }, 'places.date_too_far'],
    [{ tenantCode: '231282106999', parentCode: to }, 'kernel.unknown_place'],
  ])('refuses %o with %s', async (facts, code) => {
    const wish = { since: '2026-12-24', source, ...facts }
    expect(await send('county_administrator', 'move', wish)).toMatchObject({ ok: false, code })
  })

  it.each([
    ['system', place.otherTownship, true],
    ['county_administrator', place.otherTownship, false],
    ['township_administrator', to, false],
  ])('by %s under %s: %s', async (who, parentCode, allowed) => {
    const wish = { tenantCode: place.sibling, parentCode, since: '2027-01-01', source }
    const outcome = await send(who, 'move', wish)
    expect(outcome.ok).toBe(allowed)
    if (!allowed) expect(outcome).toMatchObject({ code: 'kernel.not_permitted' })
  })

  it('across a county border leaves the one county and enters the other', async () => {
    expect(await reach(place.county, '2026-12-31')).toEqual(['231282'])
    expect(await reach(place.county, '2027-01-01')).not.toContain(place.sibling)
    expect(await reach(place.otherCounty, '2027-01-01')).toContain(place.sibling)
    expect(await reach(place.otherTownship, '2027-01-01')).toContain(place.sibling)
  })
})
