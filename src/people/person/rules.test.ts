import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkCharacter } from '#people/sheet/id-number.ts'
import { decidePersonFacts } from './rules.ts'

const facts = { birthDate: '1970-05-01', sex: 'male' as const }
const right = `23128219700501001${checkCharacter('23128219700501001')}`

describe('what is entered about a person', () => {
  it.each([
    [{}, null],
    [{ idNumber: right }, null],
    [{ birthDate: '2026-11-23' }, 'people.birth_date_in_future'],
    [{ idNumber: right.replace('1970', '1971') }, 'people.id_number_wrong'],
    [{ idNumber: right, birthDate: '1970-05-02' }, 'people.id_number_disagrees'],
    [{ idNumber: right, sex: 'female' as const }, 'people.id_number_disagrees'],
  ])('%j gives %s', (change, code) => {
    const decision = decidePersonFacts({ ...facts, ...change }, '2026-11-22')
    expect(decision.ok ? null : decision.code).toBe(code)
  })

  it('one mistyped digit never passes', () => {
    fc.assert(
      fc.property(fc.nat(16), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digit = (Number(right[at]) + by) % 10
        const typed = right.slice(0, at) + digit + right.slice(at + 1)
        expect(decidePersonFacts({ ...facts, idNumber: typed }, '2026-11-22').ok).toBe(false)
      }),
    )
  })
})
