import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCensus, readSheet } from './census/sheet.ts'
import type { Attribute, Division, TreeRow } from './model.ts'
import {
  checkRows,
  commonName,
  coveringPrefixes,
  decideClose,
  decideDivision,
  decideEnd,
  decideMove,
  decideRename,
  levelByNumber,
  refuseRows,
} from './rules.ts'

const row = (code: string, level: string, parentCode: string | null): TreeRow => ({
  ...{ code, name: `地${code}`, level, parentCode },
})
const sheet = [
  row('230000000000', 'province', null),
  row('231200000000', 'prefecture', '230000000000'),
  row('231282000000', 'county', '231200000000'),
  row('231282100000', 'township', '231282000000'),
  row('231282100200', 'village', '231282100000'),
]
const none = new Map<string, never>()

describe('the level of a code', () => {
  it.each([
    ['230000000000', 'province'],
    ['231200000000', 'prefecture'],
    ['231282000000', 'county'],
    ['231282100000', 'township'],
    ['231282106202', 'village'],
    ['000000000000', null],
    ['23128210620', null],
    ['23128210620x', null],
  ])('%s is %s', (code, level) => {
    expect(levelByNumber(code)).toBe(level)
  })
})

describe('a sheet of places', () => {
  it('is right in both counties that come with the program', () => {
    const zhaodong = readCensus('zhaodong')
    const daguan = readCensus('daguan')
    expect(checkRows(zhaodong, none)).toEqual([])
    expect(checkRows(daguan, none)).toEqual([])
    const count = (rows: TreeRow[], level: string) => rows.filter((r) => r.level === level).length
    expect([count(zhaodong, 'township'), count(zhaodong, 'village')]).toEqual([27, 224])
    expect(zhaodong.find((r) => r.code === '231282106202')?.name).toContain('永丰')
    expect(daguan.find((r) => r.code === '340803100206')?.name).toContain('镇江')
  })

  it('is right in any order of its rows', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(sheet, { minLength: sheet.length }), (rows) => {
        expect(checkRows(rows, none)).toEqual([])
      }),
    )
  })

  it.each([
    ['bad_code', row('2312', 'prefecture', '230000000000')],
    ['wrong_level', row('231282101000', 'village', '231282000000')],
    ['duplicate', row('231282100200', 'village', '231282100000')],
    ['unknown_parent', row('231282101200', 'village', '231282101000')],
    ['unknown_parent', row('231282101000', 'township', null)],
    ['wrong_parent', row('231282100201', 'village', '231282100200')],
    ['wrong_parent', row('340000000000', 'province', '230000000000')],
  ])('names the row with %s', (fault, wrong) => {
    const faults = checkRows([...sheet, wrong], none)
    expect(faults).toEqual([{ row: 6, code: wrong.code, fault }])
    expect(refuseRows(faults)).toMatchObject({
      code: `places.row_${fault}`,
      details: { row: 6, count: 1, rows: '6' },
    })
  })

  it('takes known rows again only unchanged', () => {
    const same = { level: 'village', name: '地231282100200', parentCode: '231282100000' } as const
    expect(checkRows(sheet, new Map([['231282100200', same]]))).toEqual([])
    const other = new Map([['231282100200', { ...same, name: '别名村' }]])
    expect(checkRows(sheet, other)).toMatchObject([{ row: 5, fault: 'differs' }])
  })

  it('is read with its columns in any order', () => {
    const text = '\ufeffname,parent_code,code,level\n永丰村, 231282106000 ,231282106202,village\n'
    expect(readSheet(text)).toEqual({
      ok: true,
      value: [
        { code: '231282106202', name: '永丰村', level: 'village', parentCode: '231282106000' },
      ],
    })
  })

  it.each([
    ['', 'places.sheet_headers'],
    ['code,name\n1,2', 'places.sheet_headers'],
    ['code,name,level,parent_code\n', 'places.sheet_unreadable'],
    ['code,name,level,parent_code\n"1,2', 'places.sheet_unreadable'],
    ['code,name,level,parent_code\n1,2', 'places.sheet_unreadable'],
  ])('that reads %j is refused', (text, code) => {
    expect(readSheet(text)).toMatchObject({ ok: false, code })
  })
})

describe('the prefixes an import may write', () => {
  it('cover every row and nothing of a neighbouring county', () => {
    const prefixes = coveringPrefixes(sheet)
    expect(prefixes).toEqual(['230000000000', '231200000000', '231282'])
    expect(sheet.every((r) => prefixes.some((prefix) => r.code.startsWith(prefix)))).toBe(true)
    expect(prefixes.some((prefix) => '231281000000'.startsWith(prefix))).toBe(false)
    expect(coveringPrefixes([row('x', 'county', null)])).toEqual([])
  })
})

const latest: Attribute = {
  ...{ id: 'a', name: '永丰村', officialCode: '231282106202', parentCode: '231282106000' },
  ...{ since: '2023-06-30', until: null },
}
const timing = (since: string) => ({ today: '2026-11-22', since })

describe('changes of a place', () => {
  it('renames only to something else', () => {
    expect(decideRename(latest, { name: '永兴村' }, timing('2026-12-01'))).toMatchObject({
      value: { name: '永兴村', officialCode: '231282106202' },
    })
    expect(decideRename(latest, { name: '永丰村' }, timing('2026-12-01'))).toMatchObject({
      code: 'places.nothing_changes',
    })
  })

  it.each([
    ['2023-06-30', latest, 'places.date_too_early'],
    ['2027-11-24', latest, 'places.date_too_far'],
    ['2026-12-01', { ...latest, until: '2026-01-01' }, 'places.closed'],
  ])('refuses a change on %s', (since, attribute, code) => {
    expect(decideRename(attribute, { name: '永兴村' }, timing(since))).toMatchObject({ code })
  })

  it.each([
    [{ code: '231282106000', level: 'township', closedOn: null }, 'places.already_there'],
    [{ code: '231282107201', level: 'village', closedOn: null }, 'places.wrong_parent'],
    [{ code: '231282107000', level: 'township', closedOn: '2025-01-01' }, 'places.closed'],
  ] as const)('refuses to move under %o', (parent, code) => {
    const facts = { latest, level: 'village', parent } as const
    expect(decideMove(facts, timing('2026-12-01'))).toMatchObject({ code })
  })

  it('closes only what is empty', () => {
    expect(decideClose(latest, 2, timing('2026-12-01'))).toMatchObject({
      code: 'places.not_empty',
      details: { count: 2 },
    })
    expect(decideClose(latest, 0, timing('2026-12-01')).ok).toBe(true)
  })
})

describe('groups and grids', () => {
  const one: Division = {
    ...{ id: 'd', kind: 'grid' as const, code: '1', name: '第一网格' },
    ...{ since: '2026-01-01', until: null },
  }

  it.each([
    [{ code: '1', name: '新网格' }, 'places.division_code_taken'],
    [{ code: '2', name: '第一网格' }, 'places.division_name_taken'],
  ])('refuses %o', (division, code) => {
    expect(decideDivision(division, [one], timing('2026-12-01'))).toMatchObject({ code })
  })

  it('may use the number of one that has ended', () => {
    const ended = { ...one, until: '2026-11-01' }
    expect(decideDivision(one, [ended], timing('2026-12-01')).ok).toBe(true)
  })

  it('end once, after they began, at most a year ahead', () => {
    expect(decideEnd(one, timing('2026-12-01')).ok).toBe(true)
    expect(decideEnd(one, timing('2026-01-01'))).toMatchObject({ code: 'places.date_too_early' })
    expect(decideEnd(one, timing('2028-01-01'))).toMatchObject({ code: 'places.date_too_far' })
    expect(decideEnd({ ...one, until: '2026-11-01' }, timing('2026-12-01'))).toMatchObject({
      code: 'places.division_ended',
    })
  })
})

describe('the name a village goes by', () => {
  it.each([
    ['永丰村委会', '永丰村'],
    ['镇江村村委会', '镇江村'],
    ['昌盛村民委员会', '昌盛村'],
    ['朝阳社区居委会', '朝阳社区'],
    ['五站镇', '五站镇'],
    ['涝洲鱼种场', '涝洲鱼种场'],
  ])('%s is called %s', (listed, common) => {
    expect(commonName(listed)).toBe(common)
  })
})
