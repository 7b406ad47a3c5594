import { expect, test } from 'vitest'
import { messageText } from './words.ts'

const sent = (reason: string, locale: 'zh-CN' | 'en' = 'zh-CN') =>
  messageText('deed_cleared', { item: '清沟', clause: '2.2', reason }, locale)

test.each([
  ['照片看不清', '照片看不清。'],
  ['照片看不清。 ', '照片看不清。'],
  ['谁看见了？', '谁看见了？'],
  ['他说“不是我。”', '他说“不是我。”'],
  ['The photo is blurred', 'The photo is blurred.'],
  ['见第 2 张', '见第 2 张。'],
])('a message ends with a full stop, whether %s has one or not', (typed, said) => {
  expect(sent(typed).endsWith(`：${said}`)).toBe(true)
})
