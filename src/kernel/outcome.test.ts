import { expect, test } from 'vitest'
import { z } from 'zod'
import { invalid } from './outcome.ts'

const shape = z.object({
  name: z.string().min(2).max(3),
  days: z.int().min(5),
  kind: z.enum(['a', 'b']),
  day: z.iso.date(),
})

function kindsOf(input: object): Record<string, string> {
  const parsed = shape.safeParse(input)
  if (parsed.success) throw new Error('It should not fit.')
  return Object.fromEntries(invalid(parsed.error).issues.map((issue) => [issue.path, issue.kind]))
}

test('what is wrong with a field is told apart', () => {
  expect(kindsOf({})).toEqual({ name: 'missing', days: 'missing', kind: 'choice', day: 'missing' })
  expect(kindsOf({ name: 'a', days: 4, kind: 'c', day: 'x' })).toEqual({
    ...{ name: 'too_small', days: 'too_small', kind: 'choice', day: 'format' },
  })
  expect(kindsOf({ name: 'abcd', days: 'ten', kind: 'a', day: '2026-01-01' })).toEqual({
    ...{ name: 'too_big', days: 'format' },
  })
})
