import { expect, test } from 'vitest'
import { modules } from '#app.ts'
import { roleWord } from './role-word.ts'

test('every role of the permission matrix has a name', () => {
  const tokens = new Set(modules.flatMap(({ permissions }) => Object.values(permissions).flat()))
  expect(tokens.size).toBeGreaterThan(20)
  for (const token of tokens) expect(roleWord(token), token).not.toMatch(/[a-z]_|@/)
  expect(roleWord('county_official@above')).toContain(roleWord('county_official'))
})
