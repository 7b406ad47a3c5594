import { expect, test } from 'vitest'
import { oneForEachRole } from './demonstration-roles.ts'

const at = (tenantCode: string, posts: string) =>
  posts.split(' ').map((post, n) => ({ tenantCode, post, personId: `${tenantCode}-${n}` }))

const people = [
  ...at('231282101210', 'villager elder scorekeeper'),
  ...at('231282106202', 'villager villager elder reviewer scorekeeper council_member'),
  ...at('231282101000', 'township_official'),
  ...at('231282106000', 'township_official township_official'),
  ...at('231282000000', 'county_official'),
  ...at('340803100206', 'villager elder'),
  ...at('340803000000', 'county_administrator county_official'),
]

test('each role is there once, in the village with most people and above it', () => {
  expect(oneForEachRole(people).map(({ post, personId }) => [post, personId])).toEqual([
    ['villager', '231282106202-0'],
    ['elder', '231282106202-2'],
    ['reviewer', '231282106202-3'],
    ['scorekeeper', '231282106202-4'],
    ['township_official', '231282106000-0'],
    ['county_official', '231282000000-0'],
    ['villager', '231282101210-0'],
    ['county_official', '340803000000-1'],
  ])
})

test('where nobody may be picked there is nobody', () => {
  expect(oneForEachRole([])).toEqual([])
})
