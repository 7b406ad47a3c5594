import { expect, test } from 'vitest'
import * as m from '#paraglide/messages.js'
import { chosenSheet, noSheet } from './chosen-sheet.ts'

function sent(file: File | null): FormData {
  const form = new FormData()
  if (file) form.append('sheet', file)
  return form
}

test('an empty file is told from none at all', () => {
  const missing = '请先选一个文件。'
  expect(chosenSheet(sent(null), missing)).toBe(missing)
  expect(chosenSheet(sent(new File([], '')), missing)).toBe(missing)
  expect(chosenSheet(sent(new File([], '名册.xlsx')), missing)).toBe(m.web_file_empty())
  const file = chosenSheet(sent(new File(['户编号'], '名册.csv')), missing)
  expect(file).toMatchObject({ name: '名册.csv', size: 9 })
})

test('what is wrong with the file stands at its field', () => {
  const { status, data } = noSheet('空')
  expect(status).toBe(422)
  expect(data.fields.sheet).toBe('空')
  expect(data.fault.faults).toEqual([{ name: 'sheet', message: '空' }])
})
