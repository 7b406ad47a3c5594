import { expect, it } from 'vitest'
import {
  readBirthDate,
  readHouseholdCode,
  readId,
  readName,
  readPhone,
  readRelationCell,
  readSex,
  readTakesPart,
} from './cells.ts'
import { matchGrid, matchGroup } from './divisions.ts'
import { known, makeId } from './roster-samples.ts'
import { plainText, readSmallNumber } from './text.ts'

const on = { today: '2026-03-15', countsFrom1904: false }

it.each([
  ['０１２ＡＢ', '012AB'],
  ['　张　三 ', '张 三'],
  ["'012", '012'],
  ['‘012', '012'],
  ['\u200B\uFEFF李\u00AD四\n', '李四'],
  ['a\u0001b\tc\nd', 'ab c d'],
  [12, '12'],
  [undefined, ''],
])('cleans %j to %j', (cell, text) => {
  expect(plainText(cell)).toBe(text)
})

it.each([
  ['3', 3],
  ['三', 3],
  ['十', 10],
  ['十二', 12],
  ['二十', 20],
  ['二十三', 23],
  ['二三', null],
  ['东', null],
  ['', null],
])('reads the number %j', (text, value) => {
  expect(readSmallNumber(text)).toBe(value)
})

it.each([
  ['012', '012'],
  [12, '012'],
  ['12', '012'],
  ['0012', '012'],
  ['０１２', '012'],
  ["'12", '012'],
  ['1234', '1234'],
  ['0', '000'],
  ['yf-7', 'YF-7'],
])('takes the household code %j as %s', (cell, code) => {
  expect(readHouseholdCode(cell)).toEqual({ ok: true, value: code })
})

it.each([
  ['', 'household_code_missing'],
  ['1.2E+10', 'household_code_invalid'],
  ['a b c!', 'household_code_invalid'],
  [1.5, 'household_code_invalid'],
])('refuses the household code %j: %s', (cell, code) => {
  expect(readHouseholdCode(cell)).toMatchObject({ ok: false, code })
})

it.each([
  ['张 三', '张三'],
  ['阿依古丽•买买提', '阿依古丽·买买提'],
  ['𬱖䶮', '𬱖䶮'],
  ['李〇', '李〇'],
  ['John Smith', 'John Smith'],
])('takes the name %j as %j', (cell, name) => {
  expect(readName(cell)).toEqual({ ok: true, value: name })
})

it.each([
  ['张?', 'name_unreadable'],
  ['张？', 'name_unreadable'],
  ['张\uFFFD', 'name_unreadable'],
  ['张\uE863', 'name_unreadable'],
  ['231282197001050011', 'name_invalid'],
  ['张', 'name_invalid'],
  ['=cmd()', 'name_invalid'],
])('refuses the name %j: %s', (cell, code) => {
  expect(readName(cell)).toMatchObject({ ok: false, code })
})

it('reads an identity number through spaces, full width and a small x', () => {
  const facts = { ok: true, value: { birthDate: '1949-12-31' } }
  expect(readId(' 110105 19491231 002x', on.today)).toMatchObject(facts)
  expect(readId('１１０１０５１９４９１２３１００２Ｘ', on.today)).toMatchObject(facts)
  expect(readId(110105491231002, on.today)).toMatchObject(facts)
})

it.each([Number('231282197001050011'), '2.31282E+17', '231282197001050000'])(
  'says that the last digits of %j are lost',
  (cell) => {
    expect(readId(cell, on.today)).toMatchObject({ code: 'id_precision_lost' })
  },
)

it('takes a right number that happens to end in three zeros', () => {
  const order = Array.from({ length: 100 }, (_, i) => i * 10 + 100).find((one) => {
    return makeId('19900101', one).endsWith('000')
  })
  const number = order ? makeId('19900101', order) : makeId('19900102', 100)
  expect(readId(number, on.today)).toMatchObject({ ok: true, value: { number } })
})

it.each([
  ['1990-01-05', '1990-01-05'],
  ['1990/1/5', '1990-01-05'],
  ['1990.1.5', '1990-01-05'],
  ['1990年1月5日', '1990-01-05'],
  ['１９９０年１月５日', '1990-01-05'],
  ['19900105', '1990-01-05'],
  [19900105, '1990-01-05'],
  [32878, '1990-01-05'],
  ['32878', '1990-01-05'],
  [32878.75, '1990-01-05'],
  ['1990-01-05 00:00:00', '1990-01-05'],
])('reads the birth date %j', (cell, day) => {
  expect(readBirthDate(cell, on)).toEqual({ ok: true, value: day })
})

it('counts the days of an old Macintosh sheet from 1904', () => {
  const days = 32878 - 1462
  expect(readBirthDate(days, { ...on, countsFrom1904: true })).toEqual({
    ok: true,
    value: '1990-01-05',
  })
})

it.each([
  ['1990-02-30', 'birth_unreadable'],
  ['1990年1月', 'birth_unreadable'],
  ['不详', 'birth_unreadable'],
  [12, 'birth_unreadable'],
  ['2026-03-16', 'birth_in_future'],
  ['1890-01-01', 'birth_too_early'],
])('refuses the birth date %j: %s', (cell, code) => {
  expect(readBirthDate(cell, on)).toMatchObject({ code })
})

it.each([
  ['户主', 'head'],
  ['妻', 'spouse'],
  ['户主之妻', 'spouse'],
  ['长子', 'son'],
  ['次 女', 'daughter'],
  ['儿媳', 'daughter_in_law'],
  ['女婿', 'son_in_law'],
  ['外孙女', 'granddaughter'],
  ['岳母', 'mother_in_law'],
  ['侄子', 'other'],
  ['Daughter-in-law', 'daughter_in_law'],
])('understands the relation %s', (cell, relation) => {
  expect(readRelationCell(cell)).toEqual({ ok: true, value: relation })
})

it('asks back where a relation is missing, unknown or ambiguous', () => {
  expect(readRelationCell('')).toMatchObject({ code: 'relation_missing' })
  expect(readRelationCell('老表亲')).toMatchObject({ code: 'relation_unknown' })
  expect(readRelationCell('媳妇')).toMatchObject({ code: 'relation_unknown' })
})

it.each([
  ['13812345678', '13812345678', false],
  [13812345678, '13812345678', false],
  ['+86 138-1234-5678', '13812345678', false],
  ['138 1345 6789', '13813456789', false],
  ['0455-7712345', '04557712345', false],
  ['13812345678/13912345678', '13812345678', true],
  ['13812345678 13912345678', '13812345678', true],
])('reads the telephone number %j', (cell, number, several) => {
  expect(readPhone(cell)).toEqual({ ok: true, value: { number, several } })
})

it.each(['1381234567', '1.38E+10', '23812345678', 'abc'])('refuses the number %j', (cell) => {
  expect(readPhone(cell)).toMatchObject({ code: 'phone_invalid' })
})

it('reads sex and choice, and nothing where nothing is written', () => {
  expect(readSex('男性')).toEqual({ ok: true, value: 'male' })
  expect(readSex(2)).toEqual({ ok: true, value: 'female' })
  expect(readSex('保密')).toMatchObject({ code: 'sex_unknown' })
  expect(readTakesPart('√')).toEqual({ ok: true, value: true })
  expect(readTakesPart('不参加')).toEqual({ ok: true, value: false })
  expect(readTakesPart('再说')).toMatchObject({ code: 'takes_part_unknown' })
  for (const read of [readSex, readTakesPart, readPhone, readName]) {
    expect(read('')).toEqual({ ok: true, value: null })
  }
})

it.each(['第3组', '三组', '3', '3组', '第三村民小组', '第三小组', '三社', '03'])(
  'knows %s as the third group',
  (text) => {
    expect(matchGroup(text, known.groups)).toBe('第三村民小组')
  },
)

it('knows named groups and grids, and leaves the ambiguous alone', () => {
  expect(matchGroup('东屯村民小组', known.groups)).toBe('东屯')
  expect(matchGroup('西屯', known.groups)).toBeNull()
  expect(matchGroup('9', known.groups)).toBeNull()
  expect(matchGroup('东', ['东屯', '东组'])).toBeNull()
  expect(matchGroup('东屯', ['东屯', '东组'])).toBe('东屯')
  for (const text of ['网格2', '2号网格', '二网格', '2']) {
    expect(matchGrid(text, known.grids)).toBe('第二网格')
  }
})
