import { expect, test } from 'vitest'
import { kinHouseholdsOf } from './rules.ts'

test('kin’s kin belong to it, and no further', () => {
  const living = ['me', 'sister', 'her_brother_in_law', 'his_cousin'].map((personId) => {
    return { personId, householdId: `home-${personId}` }
  })
  living.push({ personId: 'her_husband', householdId: 'home-sister' })
  const ties = [
    { personId: 'me', relativeId: 'sister' },
    { personId: 'her_brother_in_law', relativeId: 'her_husband' },
    { personId: 'her_brother_in_law', relativeId: 'his_cousin' },
  ]
  expect([...kinHouseholdsOf('me', { ties, living })].sort()).toEqual([
    'home-her_brother_in_law',
    'home-me',
    'home-sister',
  ])
})
