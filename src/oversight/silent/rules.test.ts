import { expect, test } from 'vitest'
import { decideSilent } from './rules.ts'

const taking = ['a', 'b', 'c'].map((householdId) => ({ householdId, openedOn: '2020-01-01' }))

test('silent are those who take part, were there, and of whom nothing was heard', () => {
  const facts = { heard: new Set(['a']), startsOn: '2026-07-01', within: null }
  expect(decideSilent(taking, facts)).toEqual(['b', 'c'])
  const late = { householdId: 'd', openedOn: '2026-08-01' }
  expect(decideSilent([...taking, late], facts)).toEqual(['b', 'c'])
  expect(decideSilent(taking, { ...facts, within: new Set(['c']) })).toEqual(['c'])
})
