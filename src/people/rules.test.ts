import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { relations, sexes } from './model.ts'
import {
  ageOn,
  decideLeaving,
  isAdult,
  maskIdNumber,
  maskPhone,
  normaliseHouseholdCode,
  relationsUnder,
} from './rules.ts'

describe('adulthood', () => {
  it.each([
    ['2008-11-22', '2026-11-22', true],
    ['2008-11-23', '2026-11-22', false],
    ['2008-02-29', '2026-02-28', false],
    ['2008-02-29', '2026-03-01', true],
    ['1970-05-01', '2026-11-22', true],
  ])('born %s is grown up on %s: %s', (born, day, grownUp) => {
    expect(isAdult(born, day)).toBe(grownUp)
  })

  it('agrees with age in whole years', () => {
    const day = fc
      .date({ min: new Date('1930-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
    fc.assert(
      fc.property(day, day, (born, today) => {
        expect(isAdult(born, today)).toBe(ageOn(born, today) >= 18)
      }),
    )
  })
})

describe('masks', () => {
  it.each([
    ['231282197005011234', '****************34'],
    ['23128219700501123X', '****************3X'],
  ])('hides %s as %s', (number, shown) => {
    expect(maskIdNumber(number)).toBe(shown)
  })

  it.each([
    ['13800138000', '138****8000'],
    ['045112345678', '045*****5678'],
    ['1234567', '*******'],
  ])('hides %s as %s', (phone, shown) => {
    expect(maskPhone(phone)).toBe(shown)
  })

  it('keeps the length and never shows birthday, county or the middle', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{17}[0-9X]$/), (number) => {
        const shown = maskIdNumber(number)
        expect(shown).toHaveLength(18)
        expect(shown.slice(0, 16)).toBe('*'.repeat(16))
      }),
    )
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{8,14}$/), (phone) => {
        const hidden = maskPhone(phone).replace(/[^*]/g, '').length
        expect(hidden).toBeGreaterThanOrEqual(phone.length - 7)
      }),
    )
  })
})

describe('household codes', () => {
  it.each([
    ['12', '012'],
    ['012号', '012'],
    ['第０１２户', '012'],
    [' 1024 ', '1024'],
    ['000120', '120'],
    ['', null],
    ['12a', null],
    ['1234567', null],
  ])('%s is %s', (text, code) => {
    expect(normaliseHouseholdCode(text)).toBe(code)
  })

  it('says the same of its own answer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (n) => {
        const code = normaliseHouseholdCode(String(n))!
        expect(normaliseHouseholdCode(code)).toBe(code)
        expect(code).toMatch(/^[0-9]{3,6}$/)
      }),
    )
  })
})

const family = [
  { id: 'father', relation: 'head', sex: 'male' },
  { id: 'mother', relation: 'spouse', sex: 'female' },
  { id: 'son', relation: 'son', sex: 'male' },
  { id: 'daughter', relation: 'daughter', sex: 'female' },
] as const

describe('leaving a household', () => {
  it.each([
    [['son'], undefined, { closes: false, newHeadId: null }],
    [['father'], 'mother', { closes: false, newHeadId: 'mother' }],
    [['father', 'mother', 'son', 'daughter'], undefined, { closes: true, newHeadId: null }],
  ])('%j leaves, head then %s', (leaving, newHeadId, value) => {
    expect(decideLeaving({ members: family, leaving, newHeadId })).toEqual({ ok: true, value })
  })

  it.each([
    [['father'], undefined, 'people.head_needed'],
    [['father'], 'father', 'people.not_a_member'],
    [['stranger'], undefined, 'people.not_a_member'],
  ])('%j cannot leave with head %s: %s', (leaving, newHeadId, code) => {
    expect(decideLeaving({ members: family, leaving, newHeadId })).toMatchObject({
      ok: false,
      code,
    })
  })
})

describe('relations under a new head', () => {
  it.each([
    ['mother', { father: 'spouse', mother: 'head', son: 'son', daughter: 'daughter' }],
    ['son', { father: 'father', mother: 'mother', son: 'head', daughter: 'sister' }],
    ['father', { father: 'head', mother: 'spouse', son: 'son', daughter: 'daughter' }],
  ])('when %s is head', (headId, relation) => {
    expect(Object.fromEntries(relationsUnder(family, headId))).toEqual(relation)
  })

  it('a parent who becomes head has sons, in-laws and grandchildren', () => {
    const house = [
      { id: 'a', relation: 'head', sex: 'male' },
      { id: 'b', relation: 'spouse', sex: 'female' },
      { id: 'c', relation: 'mother', sex: 'female' },
      { id: 'd', relation: 'father', sex: 'male' },
      { id: 'e', relation: 'daughter', sex: 'female' },
    ] as const
    expect(Object.fromEntries(relationsUnder(house, 'c'))).toEqual({
      ...{ a: 'son', b: 'daughter_in_law', c: 'head', d: 'spouse', e: 'granddaughter' },
    })
  })

  it('always names exactly the new head, whoever they were', () => {
    const member = fc.record({
      id: fc.uuid(),
      relation: fc.constantFrom(...relations),
      sex: fc.constantFrom(...sexes),
    })
    const members = fc.uniqueArray(member, { minLength: 1, selector: (one) => one.id })
    fc.assert(
      fc.property(members, fc.nat(), (house, n) => {
        const headId = house[n % house.length]!.id
        const heads = house.filter((one) => one.relation === 'head')
        const under = [...relationsUnder(house, headId)]
        expect(under).toHaveLength(house.length)
        if (heads.length > 1) return
        expect(under.filter(([, relation]) => relation === 'head').map(([id]) => id)).toEqual([
          headId,
        ])
      }),
    )
  })
})
