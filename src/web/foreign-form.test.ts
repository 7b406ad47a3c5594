import type { IncomingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import { isForeignForm } from './foreign-form.ts'

const form = { 'content-type': 'application/x-www-form-urlencoded', host: 'village.example' }
const sent = (headers: IncomingHttpHeaders, method = 'POST', url = '/declare') =>
  isForeignForm({ method, url, headers: { ...form, ...headers } }, 'https')

test.each([
  ['https://foreign.example', true],
  ['http://village.example', true],
  ['null', true],
  [undefined, true],
  ['https://village.example', false],
])('a form from %s is foreign: %s', (origin, foreign) => {
  expect(sent(origin === undefined ? {} : { origin })).toBe(foreign)
})

test('reading, the API and what is no form are left to others', () => {
  const origin = 'https://foreign.example'
  expect(sent({ origin }, 'GET')).toBe(false)
  expect(sent({ origin }, 'POST', '/api/v1/commands/points.declare')).toBe(false)
  expect(sent({ origin, 'content-type': 'application/json' })).toBe(false)
  expect(sent({ origin, accept: 'application/json' })).toBe(false)
  expect(sent({ origin, 'content-type': 'multipart/form-data; boundary=x' })).toBe(true)
})
