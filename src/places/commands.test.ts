import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import audit from '#audit/module.ts'
import settings from '#settings/module.ts'
import { openTestApp, type TestApp } from '#test/app.ts'
import { place } from '#test/village.ts'
import { readCensus } from './census/sheet.ts'
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

describe('places.import_tree', () => {
  it('creates both real counties on an empty installation, once', async () => {
    const empty = await openTestApp({ modules: [audit, places], village: false })
    for (const county of ['zhaodong', 'daguan'] as const) {
      const input = { rows: readCensus(county), openedOn: '2023-06-30', source: 'census' }
      const created = input.rows.length
      expect(await empty.send('system', 'places.import_tree', input)).toMatchObject({
        ...{ ok: true, value: { created, unchanged: 0 } },
      })
      expect(await empty.send('system', 'places.import_tree', input)).toMatchObject({
        ...{ ok: true, value: { created: 0, unchanged: created } },
      })
    }
    const { rows } = await sql<{ heads: number; places: number }>`select
      (select count(*) from audit.head) as heads,
      (select count(*) from places.place) as places`.execute(empty.app.kernel.database.kysely)
    expect(rows[0]).toEqual({ places: 331, heads: 332 })
    await empty.close()
  })

  it('lets a county administrator add to the own county, with its sequence', async () => {
    const rows = [
      row('231282109000', '新城镇', 'township', place.county),
      row('231282109201', '新城村', 'village', '231282109000'),
    ]
    expect(await importAs('county_administrator', rows)).toMatchObject({ value: { created: 2 } })
    const renamed = await send('county_administrator', 'rename', {
      ...{ tenantCode: '231282109201', name: '新兴村', since, source },
    })
    expect(renamed).toMatchObject({ ok: true, sequence: 0 })
    expect((await placeAt('231282109201')).name).toBe('新兴村')
  })

  it.each([
    [row('340803109000', '外镇', 'township', place.otherCounty), 'kernel.not_permitted'],
    [row('150000000000', '外省', 'province', null), 'kernel.not_permitted'],
  ])('does not let them write elsewhere: %o', async (foreign, code) => {
    expect(await importAs('county_administrator', [foreign])).toMatchObject({ ok: false, code })
  })

  it('does not let them create what lies above their county', async () => {
    const rows = [
      row('150000000000', '外省', 'province', null),
      row('231282108000', '甲镇', 'township', place.county),
    ]
    expect(await importAs('county_administrator', rows)).toMatchObject({
      code: 'places.above_your_county',
    })
  })

  it.each([
    [row('23128299', '短', 'village', place.township), 'places.row_bad_code'],
    [row('231282106299', '错', 'township', place.county), 'places.row_wrong_level'],
    [row('231282777201', '孤', 'village', '231282777000'), 'places.row_unknown_parent'],
    [row('231282106299', '平', 'village', place.village), 'places.row_wrong_parent'],
    [row(place.village, '改名村', 'village', place.township), 'places.row_differs'],
  ])('says which row is wrong: %o', async (wrong, code) => {
    const fine = row('231282106298', '好村', 'village', place.township)
    expect(await importAs('system', [fine, wrong])).toMatchObject({ code, details: { row: 2 } })
    expect(await importAs('system', [fine, fine])).toMatchObject({ code: 'places.row_duplicate' })
    await expect(placeAt('231282106298')).rejects.toThrow('places.unknown_place')
  })

  it.each([
    ['guest', 'kernel.not_signed_in'],
    ['villager_001', 'kernel.not_permitted'],
    ['director', 'kernel.not_permitted'],
    ['township_administrator', 'kernel.not_permitted'],
    ['county_official', 'kernel.not_permitted'],
  ])('is not for %s', async (who, code) => {
    const rows = [row('231282106297', '某村', 'village', place.township)]
    expect(await importAs(who, rows)).toMatchObject({ ok: false, code })
  })

  it('refuses an empty sheet', async () => {
    expect(await importAs('system', [])).toMatchObject({ code: 'kernel.invalid_input' })
  })
})

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

describe('places.rename and places.close_place', () => {
  it('keep the old name readable by its day', async () => {
    house.clock.set('2026-12-02T02:00:00Z')
    const wish = { tenantCode: place.otherVillage, name: '镇江新村', since: '2026-12-10', source }
    expect(await send('system', 'rename', wish)).toMatchObject({ ok: true })
    const nameOn = async (on: string) => {
      const outcome = await house.see('guest', 'places.place', { code: place.otherVillage, on })
      return (outcome as unknown as { value: Place }).value.name
    }
    expect(await nameOn('2026-12-09')).toBe('镇江村')
    expect(await nameOn('2026-12-10')).toBe('镇江新村')
  })

  it.each([
    [{ name: '永丰村' }, 'places.nothing_changes'],
    [{ name: '永兴村', since: '2020-01-01' }, 'places.date_too_early'],
    [{ name: '永兴村', since: '2030-01-01' }, 'places.date_too_far'],
  ])('refuse the name %o with %s', async (facts, code) => {
    const wish = { tenantCode: place.village, since: '2026-12-10', source, ...facts }
    expect(await send('county_administrator', 'rename', wish)).toMatchObject({ code })
  })

  it('close only what is empty, and once', async () => {
    const close = (tenantCode: string) =>
      send('county_administrator', 'close_place', { tenantCode, closedOn: '2026-12-31', source })
    expect(await close(place.township)).toMatchObject({ code: 'places.not_empty' })
    expect(await close('231282109201')).toMatchObject({ ok: true })
    expect(await close('231282109201')).toMatchObject({ code: 'places.closed' })
    house.clock.set('2027-01-01T02:00:00Z')
    await expect(placeAt('231282109201')).rejects.toThrow('places.unknown_place')
  })

  it('leaves nothing to add in a closed village', async () => {
    const tenantCode = '231282106220'
    await importAs('system', [row(tenantCode, '撤并村', 'village', place.township)])
    const close = { tenantCode, closedOn: '2027-01-02', source }
    expect(await send('county_administrator', 'close_place', close)).toMatchObject({ ok: true })
    const division = { tenantCode, kind: 'grid', code: '1', name: '甲网格', since: '2027-01-01' }
    expect(await send('township_administrator', 'add_division', division)).toMatchObject({
      code: 'places.closed',
    })
    expect(
      await send('system', 'move', {
        tenantCode,
        parentCode: '231282107000',
        since: '2027-02-01',
        source,
      }),
    ).toMatchObject({
      code: 'places.closed',
    })
  })

  it.each(['director', 'township_administrator', 'county_official', 'villager_001'])(
    'are not for %s',
    async (who) => {
      const wish = {
        tenantCode: place.village,
        since: '2027-02-01',
        closedOn: '2027-02-01',
        source,
      }
      for (const verb of ['rename', 'close_place']) {
        const outcome = await send(who, verb, { ...wish, name: '永兴村' })
        expect(outcome).toMatchObject({ code: 'kernel.not_permitted' })
      }
    },
  )
})

describe('groups and grids', () => {
  const group = {
    ...{ tenantCode: place.village, kind: 'villagers_group', code: '4', name: '第四组' },
    since: '2027-01-01',
  }

  it('are added and ended by the village', async () => {
    const added = await send('village_administrator', 'add_division', group)
    expect(added).toMatchObject({ ok: true })
    const { divisionId } = (added as unknown as { value: { divisionId: string } }).value
    const end = { tenantCode: place.village, divisionId, until: '2027-06-01' }
    expect(await send('director', 'end_division', end)).toMatchObject({ ok: true })
    expect(await send('director', 'end_division', end)).toMatchObject({
      code: 'places.division_ended',
    })
    const outcome = await house.see('guest', 'places.divisions', { tenantCode: place.village })
    expect(outcome).toMatchObject({ ok: true })
    expect(JSON.stringify(outcome)).toContain('第四组')
  })

  it.each([
    [{ code: '1' }, 'places.division_code_taken'],
    [{ code: '7', name: '第1组' }, 'places.division_name_taken'],
    [{ code: '7', name: '远', since: '2029-01-01' }, 'places.date_too_far'],
    [{ kind: 'street' }, 'kernel.invalid_input'],
  ])('refuse %o with %s', async (facts, code) => {
    expect(await send('secretary', 'add_division', { ...group, ...facts })).toMatchObject({ code })
  })

  it('exist in villages only, and unknown ones cannot end', async () => {
    const office = { ...group, tenantCode: place.township }
    expect(await send('county_administrator', 'add_division', office)).toMatchObject({
      code: 'kernel.not_permitted',
    })
    const divisionId = '019a0000-0000-7000-8000-0000000000bb'
    const end = { tenantCode: place.village, divisionId, until: '2027-06-01' }
    expect(await send('director', 'end_division', end)).toMatchObject({
      code: 'places.unknown_division',
    })
  })
})
