import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import audit from '#audit/module.ts'
import { openTestApp, type TestApp } from '#test/app.ts'
import { place } from '#test/village.ts'
import { settingKeys } from './catalogue.ts'
import settings from './module.ts'
import type { Shown } from './queries.ts'
import { settingNumber, settingValue } from './queries.ts'

let house: TestApp
beforeAll(async () => {
  house = await openTestApp({ modules: [audit, settings] })
})
afterAll(() => house.close())

const wish = {
  tenantCode: place.village as string,
  key: 'notices.days',
  validFrom: '2026-12-01',
  value: 10 as number | string,
  source: '村民代表会议 2026 年第 3 号决议',
  verified: true,
}
const decide = (who: string, facts: Partial<typeof wish> = {}, id?: string) =>
  house.send(who, 'settings.decide', { ...wish, ...facts }, id)

async function listAt(tenantCode: string, who = 'guest'): Promise<Shown[]> {
  const outcome = await house.see(who, 'settings.list', { tenantCode })
  if (!outcome.ok) throw new Error(outcome.code)
  return outcome.value as Shown[]
}
const shownAt = async (tenantCode: string, key = 'notices.days') =>
  (await listAt(tenantCode)).find((one) => one.key === key)!

describe('settings.decide', () => {
  it('holds from its day on, for the place and all below it, and nowhere else', async () => {
    await decide('county_administrator', {
      tenantCode: place.county,
      value: 8,
      key: 'points.verify_days',
    })
    await decide('township_administrator', {
      ...{ tenantCode: place.township, value: 6, key: 'points.verify_days' },
    })
    expect(await shownAt(place.village, 'points.verify_days')).toMatchObject({
      ...{ value: 3, tenantCode: null },
      upcoming: [{ value: 6 }, { value: 8 }],
    })
    house.clock.set('2026-12-01T02:00:00Z')
    expect(await shownAt(place.village, 'points.verify_days')).toMatchObject({
      ...{ value: 6, tenantCode: place.township, upcoming: [] },
    })
    expect(await shownAt(place.county, 'points.verify_days')).toMatchObject({ value: 8 })
    expect(await shownAt(place.otherVillage, 'points.verify_days')).toMatchObject({ value: 3 })
    house.clock.set('2026-11-22T02:00:00Z')
  })

  it('is recorded with source and mark, and answers a repeated envelope the same', async () => {
    const id = '019a0000-0000-7000-8000-0000000000aa'
    const first = await decide('secretary', { validFrom: '2026-11-22' }, id)
    expect(first).toMatchObject({ ok: true, value: { key: 'notices.days', value: 10 } })
    expect(await decide('secretary', { validFrom: '2026-11-22' }, id)).toMatchObject({
      ...{ ok: true, replayed: true },
    })
    expect(await shownAt(place.village)).toMatchObject({
      ...{ value: 10, verified: true, source: wish.source, tenantCode: place.village },
    })
  })

  it.each([
    [{ validFrom: '2026-11-21' }, 'settings.retroactive'],
    [{ validFrom: '2030-01-01' }, 'settings.date_too_far'],
    [{ value: 4 }, 'settings.out_of_bounds'],
    [{ value: '很久' }, 'settings.not_a_number'],
    [{ key: 'stars.bands_note', value: '星'.repeat(600) }, 'settings.text_too_long'],
    [{ validFrom: '2026-11-22' }, 'settings.already_decided'],
    [{ key: 'notices.colour' }, 'kernel.invalid_input'],
    [{ source: '' }, 'kernel.invalid_input'],
  ])('refuses %o with %s', async (facts, code) => {
    expect(await decide('director', facts)).toMatchObject({ ok: false, code })
  })

  it.each([
    ['guest', 'kernel.not_signed_in'],
    ['villager_001', 'kernel.not_permitted'],
    ['scorekeeper', 'kernel.not_permitted'],
    ['village_administrator', 'kernel.not_permitted'],
    ['township_administrator', 'kernel.not_permitted'],
    ['county_administrator', 'kernel.not_permitted'],
    ['system', 'kernel.not_permitted'],
  ])('is not for %s in the village', async (who, code) => {
    expect(await decide(who, { validFrom: '2026-12-24' })).toMatchObject({ ok: false, code })
  })

  it('is not for the director in the sibling village or above', async () => {
    for (const tenantCode of [place.sibling, place.township, place.county]) {
      expect(await decide('director', { tenantCode })).toMatchObject({
        code: 'kernel.not_permitted',
      })
    }
  })

  it('does not know a place that does not exist', async () => {
    expect(await decide('director', { tenantCode: '999999999999' })).toMatchObject({
      code: 'kernel.unknown_place',
    })
  })
})

describe('settings queries', () => {
  it('show everybody every setting with bounds, source and the mark', async () => {
    const all = await listAt(place.sibling)
    expect(all).toHaveLength(settingKeys.length)
    expect(all.every((one) => one.source !== '' && one.verified === false)).toBe(true)
    expect(all[0]).toMatchObject({ key: 'notices.days', unit: 'days', min: 5, max: 60, value: 7 })
  })

  it('show one setting with its history here and above', async () => {
    const outcome = await house.see('villager_001', 'settings.one', {
      ...{ tenantCode: place.village, key: 'points.verify_days' },
    })
    expect(outcome).toMatchObject({
      ok: true,
      value: { fallback: { value: 3 }, history: [{ distance: 1 }, { distance: 2 }] },
    })
  })

  it('give other modules the value that holds', async () => {
    const { kysely } = house.app.kernel.database
    const at = { tenantCode: place.village, today: '2026-11-22' }
    expect(await settingNumber(kysely, { ...at, key: 'notices.days' })).toBe(10)
    expect(await settingValue(kysely, { ...at, key: 'stars.bands_note' })).toMatchObject({
      ...{ tenantCode: null, verified: false },
    })
  })
})
