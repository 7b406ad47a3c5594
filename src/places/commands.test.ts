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
        parentCode: '231282109000',
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
