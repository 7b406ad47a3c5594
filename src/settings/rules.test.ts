import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue, definitionOf, settingKeys } from './catalogue.ts'
import type { Decision } from './model.ts'
import { decideBeginning, decideValue, inForce, orFallback } from './rules.ts'

const decision = (facts: Partial<Decision>): Decision => ({
  id: 'id',
  tenantCode: '231282106202',
  key: 'notices.days',
  validFrom: '2026-01-01',
  value: 7,
  source: 'test',
  verified: false,
  decidedAt: '2026-01-01T00:00:00.000Z',
  distance: 0,
  ...facts,
})

describe('the nearest place and the latest date win', () => {
  it('prefers the village to the township and the township to the county', () => {
    const all = [
      decision({ distance: 2, value: 10, validFrom: '2026-11-01' }),
      decision({ distance: 1, value: 9, validFrom: '2026-06-01' }),
      decision({ distance: 0, value: 8, validFrom: '2026-02-01' }),
    ]
    expect(inForce(all, '2026-11-22')?.value).toBe(8)
    expect(inForce(all.slice(0, 2), '2026-11-22')?.value).toBe(9)
  })

  it('leaves out what has not begun', () => {
    const all = [decision({ value: 8 }), decision({ value: 12, validFrom: '2026-11-23' })]
    expect(inForce(all, '2026-11-22')?.value).toBe(8)
    expect(inForce(all, '2026-11-23')?.value).toBe(12)
    expect(inForce(all, '2025-12-31')).toBeNull()
  })

  const decisions = fc.uniqueArray(
    fc.record({ distance: fc.integer({ min: 0, max: 4 }), day: fc.integer({ min: 1, max: 28 }) }),
    { selector: (one) => `${one.distance}/${one.day}`, maxLength: 20 },
  )
  const dated = (day: number) => `2026-11-${String(day).padStart(2, '0')}`

  it('finds no nearer and no later one, in whatever order they are given', () => {
    fc.assert(
      fc.property(decisions, fc.integer({ min: 1, max: 28 }), (facts, today) => {
        const all = facts.map(({ distance, day }) => decision({ distance, validFrom: dated(day) }))
        const best = inForce(all, dated(today))
        const begun = all.filter((one) => one.validFrom <= dated(today))
        expect(best === null).toBe(begun.length === 0)
        for (const one of begun) {
          expect(one.distance).toBeGreaterThanOrEqual(best!.distance)
          if (one.distance === best!.distance) expect(one.validFrom <= best!.validFrom).toBe(true)
        }
        expect(inForce([...all].reverse(), dated(today))).toEqual(best)
      }),
    )
  })
})

describe('the catalogue', () => {
  it.each(settingKeys)('%s has a default within its own bounds and names its source', (key) => {
    const definition = definitionOf(key)
    expect(decideValue(definition, definition.fallback)).toEqual({
      ok: true,
      value: definition.fallback,
    })
    expect(orFallback(null, definition)).toMatchObject({ tenantCode: null, verified: false })
    expect(definition.source.length).toBeGreaterThan(3)
  })
})

describe('a value', () => {
  it.each([
    [4, 'settings.out_of_bounds'],
    [61, 'settings.out_of_bounds'],
    [7.5, 'settings.out_of_bounds'],
    ['', 'settings.not_a_number'],
    ['七', 'settings.not_a_number'],
  ])('of %s days of notice is refused', (given, code) => {
    expect(decideValue(catalogue['notices.days'], given)).toMatchObject({ ok: false, code })
  })

  it('may be typed as text', () => {
    expect(decideValue(catalogue['notices.days'], ' 10 ')).toEqual({ ok: true, value: 10 })
    expect(decideValue(catalogue['stars.bands_note'], 60)).toEqual({ ok: true, value: '60' })
  })

  it('of a choice is one of those offered', () => {
    const quorum = catalogue['compact.representatives_quorum']
    expect(decideValue(quorum, '3/4')).toEqual({ ok: true, value: '3/4' })
    expect(decideValue(quorum, '1/2')).toMatchObject({
      ...{ ok: false, code: 'settings.not_a_choice', details: { given: '1/2' } },
    })
    expect(decideValue(quorum, 67)).toMatchObject({ code: 'settings.not_a_choice' })
  })

  it('of a text is not longer than its bound', () => {
    const long = '星'.repeat(501)
    expect(decideValue(catalogue['stars.bands_note'], long)).toMatchObject({
      code: 'settings.text_too_long',
    })
  })
})

describe('a beginning', () => {
  it.each([
    ['2026-11-21', 'settings.retroactive'],
    ['2029-01-01', 'settings.date_too_far'],
  ])('on %s is refused', (day, code) => {
    expect(decideBeginning(day, '2026-11-22')).toMatchObject({ ok: false, code })
  })

  it('may be today', () => {
    expect(decideBeginning('2026-11-22', '2026-11-22').ok).toBe(true)
  })
})
