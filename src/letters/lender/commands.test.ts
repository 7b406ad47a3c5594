import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newEnvelopeId } from '#kernel/id.ts'
import { bank, type Lettered, openLettered } from '#test/lettered.ts'
import { place } from '#test/village.ts'

let q: Lettered
beforeEach(async () => {
  q = await openLettered()
})
afterEach(() => q.close())

const keeper = 'village_administrator'
interface Lenders {
  lenders: { name: string; version: number; tenantCode: string; products: object[] }[]
  ended: { name: string }[]
}
const lenders = (who: string) => q.get<Lenders>(who, 'lenders')

describe('lenders', () => {
  it('are kept in versions, in their own words', async () => {
    const products = [{ name: '惠农贷', terms: '最高三万元。' }]
    const changed = await q.must(keeper, 'keep_lender', { ...bank, lenderId: q.lenderId, products })
    expect(changed).toEqual({ lenderId: q.lenderId, version: 2 })
    expect(await lenders('villager_001')).toMatchObject({
      lenders: [{ name: '演示农商行', version: 2, products }],
    })
  })

  it('of the county can be chosen in the village, and are changed by the county alone', async () => {
    const county = { ...bank, tenantCode: place.county, name: '演示县联社' }
    const kept = await q.send('county_administrator', 'letters.keep_lender', county)
    const { lenderId } = (kept as { value: { lenderId: string } }).value
    const { lenders: found } = await lenders('villager_001')
    expect(found.map(({ name }) => name).sort()).toEqual(['演示农商行', '演示县联社'].sort())
    expect(await q.act(keeper, 'keep_lender', { ...bank, lenderId, name: '改名' })).toBe(
      'letters.unknown_lender',
    )
    expect(await q.act(keeper, 'end_lender', { lenderId })).toBe('letters.unknown_lender')
  })

  it('are refused when unknown, named alike or ended already', async () => {
    expect(await q.act(keeper, 'keep_lender', bank)).toBe('letters.lender_known')
    expect(await q.act(keeper, 'end_lender', { lenderId: newEnvelopeId() })).toBe(
      'letters.unknown_lender',
    )
    expect(await q.act(keeper, 'end_lender', { lenderId: q.lenderId })).toBe('ok')
    expect(await q.act(keeper, 'end_lender', { lenderId: q.lenderId })).toBe('letters.lender_ended')
    expect(await lenders(keeper)).toMatchObject({ lenders: [], ended: [{ name: '演示农商行' }] })
    expect(await lenders('villager_001')).toMatchObject({ lenders: [], ended: [] })
  })

  it.each(['director', 'secretary', 'villager_001', 'township_administrator'])(
    'are not kept by %s',
    async (who) => {
      expect(await q.act(who, 'keep_lender', bank)).toBe('kernel.not_permitted')
    },
  )
})
