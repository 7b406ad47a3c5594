import { expect, test } from 'vitest'
import * as m from '#paraglide/messages.js'
import { day } from './format.ts'
import { lastDayWord, restRemark } from './last-day.ts'

test('a term that ends on a weekend or holiday says that it does not move', () => {
  expect(lastDayWord('2026-12-01')).toBe(day('2026-12-01'))
  expect(lastDayWord('2026-12-05')).toBe(day('2026-12-05') + m.ui_rest_day())
  expect(restRemark('2026-10-01')).toBe(m.ui_rest_day())
})

test('a weekend that is worked in exchange is a day like any other', () => {
  expect(restRemark('2026-10-10')).toBe('')
})
