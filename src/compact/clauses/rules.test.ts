import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { starHousehold } from '../templates/star-household.ts'
import { clausesOf, compareClauses, nextClause } from './rules.ts'

const sound = starHousehold.content

describe('clauses stand in the order in which people cite them', () => {
  it.each([
    ['2.9', '2.10', -1],
    ['10.1', '9.9', 1],
    ['3', '3.1', -1],
    ['4.1', '4.1', 0],
  ])('%s and %s', (a, b, sign) => {
    expect(Math.sign(compareClauses(a, b))).toBe(sign)
  })

  const clause = fc
    .array(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 3 })
    .map((numbers) => numbers.join('.'))
  it('one order for all, whichever way one asks', () => {
    fc.assert(
      fc.property(clause, clause, clause, (a, b, c) => {
        expect(Math.sign(compareClauses(a, b))).toBe(-Math.sign(compareClauses(b, a)) + 0)
        if (compareClauses(a, b) <= 0 && compareClauses(b, c) <= 0)
          expect(compareClauses(a, c)).toBeLessThanOrEqual(0)
      }),
    )
  })

  it('within their aspect', () => {
    const shuffled = { ...sound, items: [...sound.items].reverse() }
    const numbers = clausesOf(shuffled, 'volunteering').map((item) => item.clause)
    expect(numbers).toEqual(['11.1', '11.2'])
  })
})

describe('the next clause', () => {
  it('follows the last one of its aspect, and a new aspect opens a new chapter', () => {
    expect(nextClause(sound, 'volunteering')).toBe('11.3')
    expect(nextClause(sound, null)).toBe('14.1')
  })

  it('is never one that there is already', () => {
    const merged = { ...sound.items[0]!, key: 'moved', clause: '11.3', aspectKey: 'industry' }
    const content = { ...sound, items: [...sound.items, merged] }
    expect(nextClause(content, 'volunteering')).toBe('11.4')
    for (const aspect of content.aspects) {
      const next = nextClause(content, aspect.key)
      expect(content.items.map((item) => item.clause)).not.toContain(next)
    }
  })
})
