import fc from 'fast-check'
import { expect, it } from 'vitest'
import { maskIdNumber, maskNumbers, maskPhone, readIdNumber } from './id-number.ts'
import { makeId } from './roster-samples.ts'

const today = '2026-03-15'

it('reads birth date and sex out of the example numbers of the standard', () => {
  expect(readIdNumber('11010519491231002X', today)).toEqual({
    ok: true,
    value: { number: '11010519491231002X', birthDate: '1949-12-31', sex: 'female', wasOld: false },
  })
  expect(readIdNumber('440524188001010014', today)).toMatchObject({ code: 'id_birth_date' })
})

it('brings an old number of fifteen digits to eighteen', () => {
  expect(readIdNumber('110105491231002', today)).toEqual({
    ok: true,
    value: { number: '11010519491231002X', birthDate: '1949-12-31', sex: 'female', wasOld: true },
  })
})

it.each([
  ['1101051949123100', 'id_length'],
  ['11010519491231002Y', 'id_characters'],
  ['1101051949123100X2', 'id_characters'],
  ['11010549123100X', 'id_characters'],
  ['', 'id_characters'],
  ['99', 'id_length'],
  [makeId('19900101', 1, '660105'), 'id_region'],
  [makeId('19900230', 1), 'id_birth_date'],
  [makeId('20270101', 1), 'id_birth_date'],
  ['110105194912310021', 'id_check_digit'],
])('refuses %j: %s', (text, code) => {
  expect(readIdNumber(text, today)).toMatchObject({ ok: false, code })
})

it('finds every single mistyped digit and every two neighbours swapped', () => {
  const range = { min: new Date('1930-01-01'), max: new Date('2020-12-31') }
  const day = fc.date({ ...range, noInvalidDate: true })
  const right = fc.tuple(day, fc.integer({ min: 1, max: 999 })).map(([date, order]) => {
    return makeId(date.toISOString().slice(0, 10).replaceAll('-', ''), order)
  })
  fc.assert(
    fc.property(right, fc.nat(16), fc.nat(9), (number, at, digit) => {
      expect(readIdNumber(number, today).ok).toBe(true)
      const typed = number.slice(0, at) + digit + number.slice(at + 1)
      if (typed !== number) expect(readIdNumber(typed, today).ok).toBe(false)
      const swapped = number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2)
      if (swapped !== number) expect(readIdNumber(swapped, today).ok).toBe(false)
    }),
  )
})

it('takes the new permanent residence card of a foreigner', () => {
  expect(readIdNumber(makeId('19850607', 12, '911156'), today).ok).toBe(true)
})

it('masks all but the first six and last four characters', () => {
  expect(maskIdNumber('231282197001050011')).toBe('231282********0011')
  expect(maskIdNumber('2312827001')).toBe('**********')
  expect(maskPhone('13812345678')).toBe('138****5678')
  expect(maskPhone('1381')).toBe('**81')
  expect(maskPhone('13812345')).toBe('****2345')
  expect(maskPhone('1')).toBe('*')
  expect(maskNumbers('张三 231282197001050011 13812345678')).toBe(
    '张三 231282********0011 138****5678',
  )
})
