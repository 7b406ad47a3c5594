import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import type { ProblemCode, RosterReading } from './model.ts'
import { readRoster } from './roster.ts'
import {
  csv,
  headers,
  headRow,
  known,
  makeId,
  secondHead,
  wifeRow,
  xlsx,
} from './roster-samples.ts'

function reading(bytes: Uint8Array | string): RosterReading {
  const result = readRoster(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, 'r', known)
  if (!result.ok) throw new Error(result.code)
  return result.value
}

function roster(...rows: string[][]): RosterReading {
  return reading(csv([headers, ...rows]))
}

function codes(result: RosterReading): [number, ProblemCode][] {
  return result.problems.map((problem) => [problem.row, problem.code])
}

/** The head's row with some columns changed, by the Chinese name of the column. */
function changed(row: readonly string[], change: Record<string, string>): string[] {
  return headers.map((header, at) => change[header] ?? row[at] ?? '')
}

it('understands a right sheet without a word', () => {
  const result = roster(headRow, wifeRow, secondHead)
  expect(result.problems).toEqual([])
  expect(result.counts).toEqual({
    households: 2,
    persons: 3,
    withProblems: 0,
    withErrors: 0,
    readyHouseholds: 2,
    readyPersons: 3,
  })
  expect(result.rows[1]).toEqual({
    row: 3,
    householdCode: '012',
    name: '李小河',
    sex: 'female',
    birthDate: '1972-03-06',
    relation: 'spouse',
    idNumber: wifeRow[4],
    phone: null,
    group: '第三村民小组',
    grid: null,
    takesPart: null,
    note: null,
  })
})

it('reads the same from XLSX, CSV and GB18030, with titles and columns shuffled', () => {
  const plain = roster(headRow, wifeRow, secondHead).rows
  const rows = [headers, headRow, wifeRow, secondHead]
  const strip = (result: RosterReading) => result.rows.map(({ row, ...rest }) => rest)
  const wanted = plain.map(({ row, ...rest }) => rest)
  expect(strip(reading(iconv.encode(csv(rows), 'gb18030')))).toEqual(wanted)
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), (order) => {
      const shuffled = rows.map((row) => order.map((at) => row[at] ?? ''))
      const title = ['永丰村村民花名册（2026年）', ...Array(7).fill('')]
      const bytes = xlsx([title, [], ...shuffled], { merges: ['A1:H2'] })
      expect(strip(reading(bytes))).toEqual(wanted)
    }),
    { numRuns: 20 },
  )
})

it('fills merged cells of a household down to its members', () => {
  const member = ['', '', ...wifeRow.slice(2, 7), '']
  const bytes = xlsx([headers, headRow, member, secondHead], {
    merges: ['A2:A3', 'B2:B3', 'H2:H3'],
  })
  const result = reading(bytes)
  expect(result.problems).toEqual([])
  expect(result.rows[1]).toMatchObject({ householdCode: '012', group: '第三村民小组' })
})

it('takes numbers kept as numbers, and says where digits were lost', () => {
  const number = { t: 'n', v: 231282197001050100, z: '0' } as const
  const bytes = xlsx([headers, [12, '张大山', '张大山', '男', number, '户主', 13800000001, 3]])
  const result = reading(bytes)
  expect(codes(result)).toEqual([[2, 'id_precision_lost']])
  expect(result.problems[0]?.value).toMatch(/^231282\*{8}[0-9]{4}$/)
  expect(result.sheet.rows[0]?.cells[0]).toBe('012')
  expect(result.rows).toEqual([])
})

describe('what is wrong in one row', () => {
  const cases: [string, Record<string, string>, ProblemCode[]][] = [
    ['no household code', { 户编号: '' }, ['household_code_missing']],
    ['a household code with signs', { 户编号: 'a*b' }, ['household_code_invalid']],
    ['no name', { 姓名: '', 户主姓名: '' }, ['name_missing']],
    ['a name that is a number', { 姓名: '13800000001', 户主姓名: '' }, ['name_invalid']],
    ['a lost character', { 姓名: '张?', 户主姓名: '' }, ['name_unreadable']],
    ['another sex than in the number', { 性别: '女' }, ['sex_differs']],
    ['an unknown sex', { 性别: '未知' }, ['sex_unknown']],
    ['no number', { 身份证号码: '' }, ['birth_missing', 'id_missing']],
    [
      'no number and no sex',
      { 身份证号码: '', 性别: '' },
      ['birth_missing', 'id_missing', 'sex_missing'],
    ],
    ['a wrong last character', { 身份证号码: '231282197001050119' }, ['id_check_digit']],
    ['a short number', { 身份证号码: '2312821970' }, ['id_length']],
    ['letters in the number', { 身份证号码: '23128219700105O11A' }, ['id_characters']],
    ['an old number', { 身份证号码: '231282700105011' }, ['id_old']],
    ['no relation', { 与户主关系: '' }, ['relation_missing']],
    ['an unknown relation', { 与户主关系: '邻居家的' }, ['relation_unknown']],
    ['a short telephone number', { 联系电话: '138' }, ['phone_invalid']],
    ['two telephone numbers', { 联系电话: '13800000001、13800000002' }, ['phone_several']],
    ['an unknown group', { 村民小组: '西屯' }, ['group_unknown']],
    ['no group', { 村民小组: '' }, ['group_missing']],
    ['a spreadsheet error', { 性别: '#N/A' }, ['cell_error']],
    ['an endless name', { 户主姓名: '张'.repeat(201) }, ['text_too_long']],
  ]

  it.each(cases)('%s', (_, change, wanted) => {
    const result = roster(changed(headRow, change), secondHead)
    expect(result.problems.map((problem) => problem.code).sort()).toEqual([...wanted].sort())
    for (const problem of result.problems) expect(problem.row).toBe(2)
    const isWrong = result.problems.some((problem) => problem.severity === 'error')
    expect(result.counts.readyPersons).toBe(isWrong ? 1 : 2)
  })

  it('never shows a full identity or telephone number', () => {
    const result = roster(
      changed(headRow, { 身份证号码: '231282197001050119', 性别: headRow[4] ?? '' }),
    )
    expect(JSON.stringify(result.problems)).not.toMatch(/[0-9]{11}/)
    expect(result.problems.map((problem) => problem.value)).toContain('231282********0119')
  })
})

it('compares birth date and choice with the person', () => {
  const more = ['户号', '姓名', '关系', '身份证号', '出生日期', '是否参加', '网格']
  const child = makeId('20150601', 15)
  const result = reading(
    csv([
      more,
      ['1', '张大山', '户主', makeId('19700105', 11), '1970-02-11', '是', '1网格'],
      ['1', '张小山', '长子', child, '', '是', '九网格'],
      ['1', '李小河', '儿子', makeId('19720306', 22), '', '也许', ''],
      ['2', '王远', '户主', '', '2030-01-01', '', ''],
      ['2', '王近', '妻', '', '1800-01-01', '否', ''],
      ['2', '王中', '女', '', '1990-13-01', '', ''],
    ]),
  )
  expect(codes(result).map(String).sort()).toEqual([
    '2,birth_differs',
    '3,grid_unknown',
    '3,minor_takes_part',
    '4,relation_sex',
    '4,takes_part_unknown',
    '5,birth_in_future',
    '5,id_missing',
    '5,sex_missing',
    '6,birth_too_early',
    '6,id_missing',
    '6,sex_missing',
    '7,birth_unreadable',
    '7,id_missing',
    '7,sex_missing',
  ])
  expect(result.rows).toEqual([])
})

describe('what is wrong between rows', () => {
  it('several heads, no head', () => {
    const result = roster(
      headRow,
      changed(wifeRow, { 与户主关系: '户主' }),
      changed(secondHead, { 与户主关系: '其他' }),
    )
    expect(codes(result)).toEqual([
      [3, 'heads_several'],
      [4, 'head_missing'],
    ])
    expect(result.problems[0]?.details).toEqual({ otherRow: 2, household: '012' })
    expect(result.rows).toEqual([])
  })

  it('the name of the head differs from the head, or between rows', () => {
    const differs = roster(
      changed(headRow, { 户主姓名: '张小山' }),
      changed(wifeRow, { 户主姓名: '张小山' }),
    )
    expect(codes(differs)).toEqual([[2, 'head_name_differs']])
    const conflicts = roster(headRow, changed(wifeRow, { 户主姓名: '张小山' }))
    expect(codes(conflicts)).toEqual([[3, 'head_name_conflicts']])
  })

  it('members of a household in two groups', () => {
    expect(codes(roster(headRow, changed(wifeRow, { 村民小组: '东屯' })))).toEqual([
      [3, 'group_differs'],
    ])
  })

  it('a household whose group stands in one row only', () => {
    const result = roster(headRow, changed(wifeRow, { 村民小组: '' }))
    expect(result.problems).toEqual([])
    expect(result.rows[1]?.group).toBe('第三村民小组')
  })

  it('the same person twice, the same number with two persons', () => {
    const twice = roster(headRow, wifeRow, wifeRow)
    expect(codes(twice)).toEqual([[4, 'person_twice']])
    const shared = roster(headRow, wifeRow, changed(secondHead, { 身份证号码: headRow[4] ?? '' }))
    expect(codes(shared)).toEqual([
      [2, 'id_twice'],
      [4, 'id_twice'],
    ])
    expect(shared.problems.map((one) => one.details.otherRow)).toEqual([4, 2])
    expect(shared.rows).toEqual([])
  })

  it('a household code written as 012, 12 and 0012 is one household', () => {
    const result = roster(headRow, changed(wifeRow, { 户编号: '12' }))
    expect(result.counts).toMatchObject({ households: 1, persons: 2, withProblems: 0 })
  })

  it('a household with one error stays out as a whole, the others come in', () => {
    const result = roster(headRow, changed(wifeRow, { 与户主关系: '?' }), secondHead)
    expect(result.rows.map((row) => row.name)).toEqual(['王远'])
    expect(result.counts).toMatchObject({ persons: 3, withErrors: 1, readyPersons: 1 })
  })
})

it('takes the names of groups from the sheet while the village has none', () => {
  const bytes = Buffer.from(csv([headers, changed(headRow, { 村民小组: '西屯' })]))
  const result = readRoster(bytes, 'r.csv', { ...known, groups: [] })
  expect(result).toMatchObject({ ok: true, value: { problems: [], rows: [{ group: '西屯' }] } })
})

it('leaves out empty rows, repeated column names and lines of totals', () => {
  const result = roster(headRow, Array(8).fill(''), headers, wifeRow, [
    '合计',
    '2人',
    '',
    '',
    '',
    '',
    '',
    '',
  ])
  expect(codes(result)).toEqual([[6, 'not_a_person']])
  expect(result.counts.persons).toBe(2)
})

it('says of a workbook that is none that it is damaged, not that its heading is missing', () => {
  const overwritten = Buffer.from('这里本来是一份花名册\n')
  expect(readRoster(overwritten, '花名册.xlsx', known)).toMatchObject({
    code: 'people.sheet_damaged',
  })
  expect(readRoster(overwritten, '花名册.csv', known)).toMatchObject({
    code: 'people.sheet_no_header',
  })
})

it('passes over sheets without column names', () => {
  expect(readRoster(xlsx([['说明']]), 'r.xlsx', known)).toMatchObject({
    code: 'people.sheet_no_header',
  })
  expect(readRoster(xlsx([headers]), 'r.xlsx', known)).toMatchObject({ code: 'people.sheet_empty' })
  expect(readRoster(xlsx([['姓名', '性别']]), 'r.xlsx', known)).toMatchObject({
    code: 'people.sheet_columns_missing',
  })
})

it('answers every random table and finds the same again', () => {
  const odd = fc.constantFrom('户主', '妻', '012', '12', '男', '#REF!', '=1+1', '三组', '合计', '')
  const cell = fc.oneof(odd, fc.string({ maxLength: 20 }), fc.constantFrom(...headRow))
  const table = fc.array(fc.array(cell, { maxLength: 10 }), { maxLength: 12 })
  fc.assert(
    fc.property(table, (rows) => {
      const bytes = xlsx([headers, ...rows])
      const first = readRoster(bytes, 'r.xlsx', known)
      expect(first).toEqual(readRoster(bytes, 'r.xlsx', known))
      if (!first.ok) return
      const { counts, problems } = first.value
      const wrong = new Set(
        problems.filter((one) => one.severity === 'error').map((one) => one.row),
      )
      for (const row of first.value.rows) expect(wrong.has(row.row)).toBe(false)
      expect(counts.readyPersons).toBe(first.value.rows.length)
    }),
    { numRuns: 150 },
  )
})
