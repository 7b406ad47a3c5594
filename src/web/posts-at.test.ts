import { describe, expect, it } from 'vitest'
import { isFromAbove, postsAt } from './posts-at.ts'

const county = { tenantCode: '231282000000', post: 'county_administrator', reach: ['231282'] }
const village = { tenantCode: '231282106202', post: 'director', reach: ['231282106202'] }

describe('the posts that count at a place', () => {
  it('are those held there', () => {
    expect(postsAt([county, village], '231282000000')).toEqual(['county_administrator'])
    expect(postsAt([village], '231282106202')).toEqual(['director'])
  })
  it('and those above it, marked so', () => {
    const both = postsAt([county, village], '231282106202')
    expect(both).toEqual(['director', 'county_administrator@above'])
    expect(isFromAbove(both)).toBe(false)
    const one = postsAt([county], '231282106000')
    expect(one).toEqual(['county_administrator@above'])
    expect(isFromAbove(one)).toBe(true)
  })
  it('follow the reach of the day, not the digits of the code', () => {
    const moved = { ...county, reach: ['231282106', '340803100206'] }
    expect(postsAt([moved], '340803100206')).toEqual(['county_administrator@above'])
    expect(postsAt([moved], '231282101210')).toEqual([])
  })
  it('are none in another county, in a sibling village, or above', () => {
    expect(postsAt([county], '340803100206')).toEqual([])
    expect(postsAt([village], '231282106203')).toEqual([])
    expect(postsAt([village], '231282106000')).toEqual([])
  })
})
