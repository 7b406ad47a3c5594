import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '#kernel/canonical.ts'
import { factKinds, isHouseholdFact, readLetterCode } from './model.ts'
import { codeFrom, factsOf, type Sayable, stateOf } from './rules.ts'

const cycleId = '0192aaaa-0000-7000-8000-000000000000'
const sayable: Sayable = {
  adult: true,
  own: {
    ...{ name: '演示甲', household: '001', since: '2026-01-01' },
    posts: [{ body: '村民委员会', post: 'clerk', since: '2025-03-01' }],
  },
  cycles: [
    {
      ...{ cycleId, unit: 'quarter', year: 2026, number: 3, stars: 3, points: 3000 },
      deeds: [['公共劳动', 2]],
    },
  ],
}
const kindsChosen = fc.uniqueArray(fc.constantFrom(...factKinds))
const choose = (facts: readonly (typeof factKinds)[number][], allAgree = true) =>
  factsOf(sayable, { facts, cycleIds: [cycleId], allAgree })

/** Where each kind would be read in a letter. */
const marks = {
  ...{ name: '"name"', household: '"household"', since: '"since":"2026-01-01"' },
  ...{ posts: '"posts"', stars: '"stars"', points: '"points"', deeds: '"deeds"' },
}

describe('what stands in a letter', () => {
  it('is what was chosen, and nothing else', () => {
    fc.assert(
      fc.property(kindsChosen, (facts) => {
        const text = canonicalJson(choose(facts))
        for (const kind of factKinds) expect(text.includes(marks[kind])).toBe(facts.includes(kind))
      }),
    )
  })

  it('is nothing about the household while somebody has not agreed', () => {
    fc.assert(
      fc.property(kindsChosen, (facts) => {
        const own = facts.filter((kind) => !isHouseholdFact(kind))
        expect(choose(facts, false)).toEqual(choose(own))
      }),
    )
  })

  it('is no nought: no star, no point and no deed is not said', () => {
    const [cycle] = sayable.cycles
    const poor = { ...sayable, cycles: [{ ...cycle!, stars: 0, points: 0, deeds: [] }] }
    const facts = ['stars', 'points', 'deeds'] as const
    expect(factsOf(poor, { facts, cycleIds: [cycleId], allAgree: true })).toEqual({})
  })
})

describe('a code', () => {
  it('is read back however it is typed, and only whole', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 120n) - 1n }), (bits) => {
        const code = codeFrom(bits.toString(16).padStart(30, '0'))
        const typed = ` 231282106202-${code.toLowerCase().replaceAll('-', '—')} `
        expect(readLetterCode(typed)).toEqual({ tenantCode: '231282106202', code })
        expect(readLetterCode(typed.slice(0, -3))).toBeNull()
      }),
    )
  })
})

describe('a letter', () => {
  const issuedAt = '2026-11-22T02:00:00.000Z'
  const expiresAt = '2026-12-02T16:00:00.000Z'
  it.each([
    ['draft', { issuedAt: null, expiresAt: null, revokedAt: null }, issuedAt],
    ['valid', { issuedAt, expiresAt, revokedAt: null }, '2026-12-02T15:59:59.999Z'],
    ['expired', { issuedAt, expiresAt, revokedAt: null }, expiresAt],
    ['revoked', { issuedAt, expiresAt, revokedAt: issuedAt }, '2027-01-01T00:00:00.000Z'],
  ] as const)('is %s', (state, times, now) => {
    expect(stateOf(times, now)).toBe(state)
  })
})
