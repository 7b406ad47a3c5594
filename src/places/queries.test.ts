import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import audit from '#audit/module.ts'
import { openTestApp, type TestApp } from '#test/app.ts'
import { readCensus } from './census/sheet.ts'
import places from './module.ts'
import { ancestorsOf, levelOf, placeName } from './queries.ts'
import type { Branch, Leaf } from './tree.ts'

interface TreeValue {
  place: { name: string } | null
  ancestors: Leaf[]
  branches: Branch[]
  matches: (Leaf & { inside: string })[]
  total: number
}

let house: TestApp
beforeAll(async () => {
  house = await openTestApp({ modules: [audit, places], village: false })
  for (const county of ['zhaodong', 'daguan'] as const) {
    const input = { rows: readCensus(county), openedOn: '2023-06-30', source: 'census' }
    await house.send('system', 'places.import_tree', input)
  }
})
afterAll(() => house.close())

async function tree(input: object): Promise<TreeValue> {
  const outcome = await house.see('guest', 'places.tree', input)
  if (!outcome.ok) throw new Error(outcome.code)
  return outcome.value as TreeValue
}

describe('places.tree', () => {
  it('begins with the counties of the installation', async () => {
    const { branches, total } = await tree({})
    expect(total).toBe(2)
    expect(branches).toMatchObject([
      { code: '231282000000', name: '肇东市', places: 27, villages: 224 },
      { code: '340803000000', name: '大观区' },
    ])
  })

  it('opens a county, a township, and ends at the villages', async () => {
    const county = await tree({ parentCode: '231282000000' })
    expect(county.branches).toHaveLength(27)
    expect(county.ancestors.map((one) => one.name)).toEqual(['黑龙江省', '绥化市'])
    const township = await tree({ parentCode: '231282106000' })
    expect(township.branches.map((one) => one.code)).toContain('231282106202')
    expect(township.branches.every((one) => one.level === 'village' && one.places === 0)).toBe(true)
    expect((await tree({ parentCode: '231282106202' })).branches).toEqual([])
  })

  it.each(['永丰', 'yongfeng', 'yf', 'YF'])('finds the village by %s', async (search) => {
    const { matches } = await tree({ parentCode: '231282000000', search })
    expect(matches.map((one) => one.code)).toContain('231282106202')
  })

  it('searches below the given place only, and takes signs for what they are', async () => {
    const elsewhere = await tree({ parentCode: '340803000000', search: '永丰' })
    expect(elsewhere.matches.map((one) => one.code)).not.toContain('231282106202')
    expect((await tree({ search: '%' })).total).toBe(0)
    expect((await tree({ search: '镇江村' })).matches[0]).toMatchObject({
      ...{ code: '340803100206', inside: '海口镇' },
    })
  })

  it('is paged', async () => {
    expect((await tree({ parentCode: '231282000000', offset: 100 })).branches).toEqual([])
  })

  it('does not know a place that does not exist', async () => {
    await expect(tree({ parentCode: '999999999999' })).rejects.toThrow('places.unknown_place')
  })
})

describe('places.villages', () => {
  it('says of every village of a county in which township it lies', async () => {
    const outcome = await house.see('guest', 'places.villages', { parentCode: '231282000000' })
    const villages = (outcome as unknown as { value: { code: string; top: string }[] }).value
    expect(villages).toHaveLength(224)
    expect(villages).toContainEqual({ code: '231282106202', top: '231282106000' })
  })
})

describe('what other modules ask', () => {
  it('is answered as of the day', async () => {
    const { kysely } = house.app.kernel.database
    expect(await placeName(kysely, '231282106202', '2026-11-22')).toContain('永丰')
    expect(await placeName(kysely, '231282106202', '2001-01-01')).toBe('231282106202')
    expect(await levelOf(kysely, '231282106000')).toBe('township')
    expect(await levelOf(kysely, '000000000000')).toBeNull()
    const above = await ancestorsOf(kysely, '231282106202', '2026-11-22')
    expect(above.map((one) => one.level)).toEqual(['province', 'prefecture', 'county', 'township'])
  })
})
