import { expect, test } from 'vitest'
import { DatabaseUnavailable, unavailabilityOf } from './database-unavailable.ts'

const withCode = (code: string) => Object.assign(new Error('refused'), { code })

test.each([
  ['kernel.disk_full', new DatabaseUnavailable('full', { fullDisk: true })],
  ['kernel.disk_full', withCode('53100')],
  ['kernel.disk_full', new Error('of a library', { cause: withCode('53100') })],
  // The web pages are built with a class of their own.
  ['kernel.disk_full', Object.assign(new Error('full'), { fullDisk: true })],
  ['kernel.database_unavailable', Object.assign(new Error('x'), { name: 'DatabaseUnavailable' })],
  ['kernel.database_unavailable', withCode('ECONNREFUSED')],
  ['kernel.database_unavailable', withCode('57P01')],
  ['kernel.database_unavailable', new Error('Connection terminated unexpectedly')],
  [null, withCode('23505')],
  [null, new Error('of our own')],
  [null, 'no error at all'],
] as const)('%s', (code, error) => {
  expect(unavailabilityOf(error)).toBe(code)
})
