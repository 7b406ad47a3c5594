import { read } from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as m from '#paraglide/messages.js'
import {
  type ProblemCode,
  peopleSheetRefusals,
  problemSeverities,
  type RosterProblem,
  rosterColumns,
} from './model.ts'
import { readRoster } from './roster.ts'
import { csv, headers, headRow, known, makeId, secondHead, wifeRow } from './roster-samples.ts'
import { problemText } from './wording.ts'
import { writeCorrectedRoster, writeRosterTemplate } from './write.ts'

const locales = ['zh-CN', 'en'] as const

function reading(bytes: Uint8Array | string) {
  const result = readRoster(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, 'r', known)
  if (!result.ok) throw new Error(result.code)
  return result.value
}

function cellsOf(bytes: Uint8Array) {
  const book = read(bytes, { cellNF: true, sheetStubs: true })
  const sheet = book.Sheets[book.SheetNames[0] ?? '']
  return { book, cell: (at: string) => sheet?.[at] }
}

describe('the corrected sheet', () => {
  const given = [
    [...headers, '种植面积'],
    [
      '12',
      ' 张大山',
      '张 大山',
      '男',
      ` ${headRow[4]}`,
      '户主',
      '138-0000-0001',
      '3',
      '=HYPERLINK("x")',
    ],
    ['0012', '张大山', '李小河', '女', '231282197203060229', '妻', '', '三组', '-1'],
  ]

  it('has the same columns, proper text and a column that says what to mend', () => {
    const { cell } = cellsOf(writeCorrectedRoster(reading(csv(given)), 'zh-CN'))
    expect(['A1', 'E1', 'I1', 'J1'].map((at) => cell(at)?.v)).toEqual([
      '户编号',
      '身份证号码',
      '种植面积',
      '问题与改法',
    ])
    const first = ['A2', 'B2', 'C2', 'D2', 'E2', 'F2', 'G2', 'H2'].map((at) => cell(at)?.v)
    expect(first).toEqual([
      '012',
      '张大山',
      '张大山',
      '男',
      headRow[4],
      '户主',
      '13800000001',
      '第三村民小组',
    ])
    expect(cell('E3')?.v).toBe('231282197203060229')
    expect(cell('J3')?.v).toContain('231282********0229')
    expect(cell('J3')?.v).toContain('身份证号码：')
  })

  it('writes every cell as text and never as a formula', () => {
    const { book, cell } = cellsOf(writeCorrectedRoster(reading(csv(given)), 'en'))
    expect(cell('I2')).toMatchObject({ t: 's', v: '\'=HYPERLINK("x")' })
    expect(cell('I3')).toMatchObject({ t: 's', v: "'-1" })
    for (const [at, one] of Object.entries(book.Sheets[book.SheetNames[0] ?? ''] ?? {})) {
      if (at.startsWith('!')) continue
      expect(one.f).toBeUndefined()
      expect(['s', 'z']).toContain(one.t)
      expect(one.z).toBe('@')
    }
  })

  it('reads back as the same roster', () => {
    const person = fc.record({
      code: fc.integer({ min: 1, max: 9999 }).map(String),
      name: fc.constantFrom('张大山', '李小河', '𬱖䶮', '阿依古丽·买买提'),
      born: fc.constantFrom('19500101', '19881231', '20100229', '20000229'),
      order: fc.integer({ min: 1, max: 999 }),
      relation: fc.constantFrom('户主', '配偶', '长子', '女儿', '邻居'),
      phone: fc.constantFrom('', '13800000001', '0455-7712345', '138'),
      group: fc.constantFrom('', '三组', '3', '东屯', '无此组'),
      note: fc.string({ maxLength: 12 }),
    })
    const sheet = fc.array(person, { minLength: 1, maxLength: 15 })
    fc.assert(
      fc.property(sheet, fc.constantFrom(...locales), (persons, locale) => {
        const rows = persons.map((one) => {
          const number = makeId(one.born, one.order)
          return [one.code, '', one.name, '', number, one.relation, one.phone, one.group, one.note]
        })
        const first = reading(csv([[...headers, '备注'], ...rows]))
        const again = reading(writeCorrectedRoster(first, locale))
        const told = (of: typeof first) =>
          of.problems.map(({ row, code, value, ...rest }) => ({ row, code, column: rest.column }))
        const strip = (of: typeof first) => of.rows.map(({ note, ...rest }) => rest)
        expect(strip(again)).toEqual(strip(first))
        expect(told(again)).toEqual(told(first))
        expect(again.counts).toEqual(first.counts)
        expect(again.columns.unknown).toEqual([])
      }),
      { numRuns: 40 },
    )
  })
})

describe.each(locales)('the empty template in %s', (locale) => {
  const bytes = writeRosterTemplate(known, locale)

  it('has every column and cells set to text', () => {
    const { cell } = cellsOf(bytes)
    expect(cell('E50')?.z).toBe('@')
    const filled = readRoster(bytes, 'template.xlsx', known)
    expect(filled).toMatchObject({ code: 'people.sheet_empty' })
  })

  it('names all columns so that they are understood again', () => {
    const { cell } = cellsOf(bytes)
    const names = rosterColumns.map((_, at) => String(cell(`${String.fromCharCode(65 + at)}1`)?.v))
    const row = [
      '012',
      '张大山',
      '张大山',
      '男',
      headRow[4] ?? '',
      '户主',
      '',
      '',
      '3',
      '',
      '是',
      '',
    ]
    const result = reading(csv([names, row]))
    expect(result.columns.absent).toEqual([])
    expect(result.rows).toMatchObject([{ name: '张大山', group: '第三村民小组', takesPart: true }])
  })

  it('has instructions in both languages that name the groups of the village', () => {
    const book = read(bytes)
    expect(book.SheetNames).toHaveLength(2)
    const text = JSON.stringify(book.Sheets[book.SheetNames[1] ?? ''])
    for (const part of ['一人一行', 'one person per row', '东屯', '第二网格'])
      expect(text).toContain(part)
  })
})

describe('every problem has its sentence', () => {
  const details = {
    otherRow: 7,
    otherName: '张',
    known: '东屯',
    limit: 200,
    length: 17,
    region: '66',
    birthDate: '1990-01-01',
    household: '012',
    name: '李',
    taken: '138****0001',
    sex: 'male',
    sexInNumber: 'male',
  }

  it.each(Object.keys(problemSeverities) as ProblemCode[])('%s', (code) => {
    const problem: RosterProblem = {
      row: 2,
      column: null,
      code,
      severity: 'error',
      value: 'V',
      details,
    }
    const [chinese, english] = locales.map((locale) => problemText(problem, locale))
    expect(chinese).toMatch(/[。]$/)
    expect(english).toMatch(/\.$/)
    for (const text of [chinese, english]) expect(text).not.toMatch(/[{}]|undefined/)
  })

  it('and every refusal of a sheet as well', () => {
    const words = m as unknown as Record<string, ((facts: object, o: object) => string) | undefined>
    for (const code of Object.keys(peopleSheetRefusals)) {
      const sentence = words[`refusal_${code.replace('.', '_')}`]
      for (const locale of locales) expect(sentence?.({}, { locale })).toMatch(/[。.]$/)
    }
  })
})

it('keeps households without anything wrong free of remarks', () => {
  const { cell } = cellsOf(
    writeCorrectedRoster(reading(csv([headers, headRow, wifeRow, secondHead])), 'en'),
  )
  for (const at of ['I2', 'I3', 'I4']) expect(cell(at)?.v ?? '').toBe('')
})
