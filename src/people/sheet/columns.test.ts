import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findColumns, readColumnName } from './columns.ts'
import { headers, headRow } from './roster-samples.ts'

function columnsOf(...rows: (string | number)[][]) {
  const found = findColumns(rows)
  if (!found.ok) throw new Error(found.code)
  const named = Object.fromEntries(found.value.columns.found.map((one) => [one.column, one.index]))
  return { ...found.value, named }
}

it.each([
  ['公民身份号码', 'id_number'],
  ['身份证\n号 码', 'id_number'],
  ['＊姓名：', 'name'],
  ['出生日期（年-月-日）', 'birth_date'],
  ['户主', 'head_name'],
  ['屯', 'group'],
  ['手机号', 'phone'],
  ['Head of household', 'head_name'],
  ["Villagers' group", 'group'],
  ['ID number', 'id_number'],
  ['问题与改法', 'ignored'],
  ['种植面积', null],
])('understands the column name %j', (header, column) => {
  expect(readColumnName(header)).toBe(column)
})

it('finds the column names below merged title rows', () => {
  const title = ['永丰村花名册', '', '', '', '', '', '', '']
  const found = columnsOf(title, ['填表日期：2026年', '', '户主'], headers, headRow)
  expect(found.columns.headerRow).toBe(3)
  expect(found.dataFrom).toBe(3)
  expect(found.named).toMatchObject({ household_code: 0, group: 7 })
  expect(found.columns.absent).toEqual(['birth_date', 'grid', 'takes_part', 'note'])
})

it('reads column names that stand in two rows below a common heading', () => {
  const upper = ['户编号', '家庭成员情况', '', '', '', '村民小组']
  const lower = ['', '姓名', '性别', '与户主关系', '身份证号', '']
  const found = columnsOf(upper, lower, ['012', '张三', '男', '户主', '', '东屯'])
  expect(found.dataFrom).toBe(2)
  expect(found.named).toMatchObject({ household_code: 0, name: 1, relation: 3, group: 5 })
})

it('does not take the first person for a second row of column names', () => {
  const found = columnsOf(['户编号', '姓名', '关系', '称呼'], ['1', '张三', '户主', '户主'])
  expect(found.dataFrom).toBe(1)
})

it('tells unknown and repeated columns and keeps the first', () => {
  const found = columnsOf(['户号', '姓名', '关系', '种植面积', '成员姓名'])
  expect(found.columns.unknown).toEqual([
    { header: '种植面积', index: 3 },
    { header: '成员姓名', index: 4 },
  ])
  expect(found.named.name).toBe(1)
})

it('names the columns that are missing', () => {
  expect(findColumns([['姓名', '性别', '电话']])).toEqual({
    ok: false,
    code: 'people.sheet_columns_missing',
    details: { missing: '户编号、与户主关系', missingEnglish: 'Household code, Relation' },
  })
  expect(findColumns([['a', 'b'], ['c']])).toMatchObject({ code: 'people.sheet_no_header' })
  expect(findColumns([])).toMatchObject({ code: 'people.sheet_no_header' })
})

it('finds every column in whatever order they come', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(headers, { minLength: headers.length }), (order) => {
      const { columns } = columnsOf(['花名册'], order)
      for (const { header, index } of columns.found) expect(order[index]).toBe(header)
      expect(columns.found).toHaveLength(headers.length)
    }),
  )
})
