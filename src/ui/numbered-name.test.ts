import { afterEach, expect, test } from 'vitest'
import { overwriteGetLocale } from '#paraglide/runtime.js'
import { numberedName } from './numbered-name.ts'

afterEach(() => overwriteGetLocale(() => 'zh-CN'))

test('in Chinese every group keeps its name', () => {
  overwriteGetLocale(() => 'zh-CN')
  expect(numberedName('第三村民小组')).toBe('第三村民小组')
  expect(numberedName('河东小组')).toBe('河东小组')
})

test('where there is no room, the number alone is said in English, and the name in Chinese', () => {
  overwriteGetLocale(() => 'zh-CN')
  expect(numberedName('第三网格', 'brief')).toBe('第三网格')
  overwriteGetLocale(() => 'en')
  expect(numberedName('第三村民小组', 'brief')).toBe('Group 3')
})

test.each([
  ['第三村民小组', 'Group 3 (第三村民小组)'],
  ['第十二村民小组', 'Group 12 (第十二村民小组)'],
  ['第十网格', 'Grid 10 (第十网格)'],
  ['第二十网格', 'Grid 20 (第二十网格)'],
  ['河东小组', '河东小组'],
  ['第十十网格', '第十十网格'],
])('in English %s is %s', (name, said) => {
  overwriteGetLocale(() => 'en')
  expect(numberedName(name)).toBe(said)
})
