import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kinds } from './model.ts'
import { householdsWithin, relativesWithin, reverseOf } from './rules.ts'

const living = [
  { personId: 'li', householdId: '001' },
  { personId: 'li wife', householdId: '001' },
  { personId: 'wang', householdId: '002' },
  { personId: 'wang wife', householdId: '002' },
  { personId: 'zhao', householdId: '003' },
]
const ties = [
  { personId: 'li wife', relativeId: 'wang' },
  { personId: 'zhao', relativeId: 'sun' },
]

describe('recusal', () => {
  it.each([
    ['li', ['li wife', 'wang', 'wang wife'], ['001', '002']],
    ['wang wife', ['li', 'li wife', 'wang'], ['001', '002']],
    ['zhao', ['sun'], ['003']],
    ['sun', ['zhao'], ['003']],
    ['stranger', [], []],
  ])('%s stays out of what concerns %j', (person, relatives, households) => {
    expect([...relativesWithin(person, { ties, living })].sort()).toEqual(relatives)
    expect([...householdsWithin(person, { ties, living })].sort()).toEqual(households)
  })

  it('holds in both directions, and never for oneself', () => {
    const person = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
    const facts = fc.record({
      ties: fc.array(fc.record({ personId: person, relativeId: person })),
      living: fc.uniqueArray(
        fc.record({ personId: person, householdId: fc.constantFrom('1', '2', '3') }),
        { selector: (one) => one.personId },
      ),
    })
    fc.assert(
      fc.property(facts, person, person, (known, one, other) => {
        expect(relativesWithin(one, known).has(one)).toBe(false)
        if (one === other) return
        expect(relativesWithin(one, known).has(other)).toBe(relativesWithin(other, known).has(one))
      }),
    )
  })

  it('a tie read twice from the other side is the tie itself', () => {
    for (const kind of kinds) expect(reverseOf(reverseOf(kind))).toBe(kind)
    expect(reverseOf('parent')).toBe('child')
  })
})
