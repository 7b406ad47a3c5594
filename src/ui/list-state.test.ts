import { describe, expect, test } from 'vitest'
import { changed, exportAddress, listState, ordered, pageNumbers } from './list-state.ts'

const rules = { sorts: ['score', 'name'], sort: '-score', filters: ['group'], pageSize: 20 }
const at = (query: string) => new URL(`http://village.invalid/list${query}`)

describe('what a list shows', () => {
  test('the address decides order, page, words and filters', () => {
    expect(listState(at('?sort=name&page=3&q=%20王%20&group=2'), rules)).toEqual({
      q: '王',
      sort: 'name',
      descending: false,
      page: 3,
      offset: 40,
      limit: 20,
      filters: { group: '2' },
    })
  })

  test('unknown columns and nonsense pages fall back to the list’s own order', () => {
    const state = listState(at('?sort=secret;drop&page=-9'), rules)
    expect(state).toMatchObject({ sort: 'score', descending: true, page: 1, offset: 0 })
    expect(listState(at('?page=NaN'), rules).page).toBe(1)
    expect(listState(at('?page=1e300'), rules).page).toBe(100_000)
  })

  test('two tables on a page do not disturb each other', () => {
    expect(listState(at('?page=2&b_page=5'), { ...rules, prefix: 'b_' }).page).toBe(5)
  })
})

test('a list of people takes its words from what was sealed, and in plain a number only', () => {
  const of = (search: string, sought: Record<string, string>, prefix = '') =>
    listState(at(search), { ...rules, sought, prefix }).q
  expect(of('?q=王小明', {})).toBe('')
  expect(of('?q=012', {})).toBe('012')
  expect(of('?q=012', { '': '王小明' })).toBe('王小明')
  expect(of('', { '': '王小明' }, 'b_')).toBe('')
  expect(of('', { b_: '王小明' }, 'b_')).toBe('王小明')
})

test('changing one parameter keeps the others, and an action name never stays behind', () => {
  expect(changed(at('?q=a&page=2'), { page: null, sort: '-score' })).toBe('?q=a&sort=-score')
  expect(changed(at('?/verify&q=a'), { page: '2' })).toBe('?q=a&page=2')
  expect(changed(at('?page=2'), { page: null })).toBe('/list')
})

test('an address says only what differs from a list’s own order', () => {
  const own = { prefix: 'b_', own: '-score' }
  expect(ordered(at('?page=2&b_page=3&q='), { ...own, by: 'name' })).toBe('?page=2&b_sort=name')
  expect(ordered(at('?b_sort=name&state='), { ...own, by: '-score' })).toBe('/list')
  expect(ordered(at('?sort=name&b_sort=name'), { ...own, by: '-score' })).toBe('?sort=name')
})

test('the whole list is downloaded as it is asked for, without the page and what lies open', () => {
  expect(exportAddress(at('?at=1&q=a&page=2&deed=7&/verify'))).toBe('/list/xlsx?at=1&q=a')
  expect(exportAddress(at('?page=2'))).toBe('/list/xlsx')
})

test.each([
  [1, 1, [1]],
  [1, 3, [1, 2, 3]],
  [5, 10, [1, null, 4, 5, 6, null, 10]],
  [3, 10, [1, 2, 3, 4, null, 10]],
  [10, 10, [1, null, 9, 10]],
])('page %i of %i offers %j', (page, pages, expected) => {
  expect(pageNumbers(page, pages)).toEqual(expected)
})
