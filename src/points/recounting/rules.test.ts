import { expect, test } from 'vitest'
import { recountHearing } from './rules.ts'

const stored = { hearingEndsOn: '2027-01-05', dueOn: '2027-01-10' }
const published = (date: string) => ({ date, provisional: false })
const when = { reviewDays: 5, today: '2026-12-30' }

test('a hearing gets longer when there are more holidays, and the vote with it', () => {
  expect(recountHearing(stored, published('2027-01-07'), when)).toEqual({
    ...{ hearingEndsOn: '2027-01-07', dueOn: '2027-01-12', dueProvisional: false },
  })
})

test('a hearing never gets shorter than the household was told', () => {
  expect(recountHearing(stored, published('2027-01-04'), when)).toEqual({
    ...{ ...stored, dueProvisional: false },
  })
})

test('a hearing that is over stays over, and is no longer provisional', () => {
  const late = { ...when, today: '2027-01-06' }
  expect(recountHearing(stored, published('2027-01-07'), late)).toEqual({
    ...{ ...stored, dueProvisional: false },
  })
})

test('a hearing stays provisional while the holidays are not out', () => {
  const same = { date: '2027-01-05', provisional: true }
  expect(recountHearing(stored, same, when)).toEqual({ ...stored, dueProvisional: true })
})
