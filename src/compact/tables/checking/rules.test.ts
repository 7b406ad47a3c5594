import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { someTable } from '#test/some-table.ts'
import { ditchTable, tabledBook } from '#test/tabled.ts'
import type { RuleItem } from '../../model.ts'
import { lintContent, validateContent } from '../../rules.ts'
import type { DecisionTable, Inputs, TableRow } from '../model.ts'
import { evaluateTable } from '../rules.ts'
import { checkTable, combinations, decideTables, tableFault, tryExample } from './rules.ts'

const ditch = tabledBook.items[0]!
const having = (more: Partial<DecisionTable>) => ({ ...ditch, table: { ...ditchTable, ...more } })
const [hours, tool, able] = ditchTable.inputs
const [byAbility, long, , rest] = ditchTable.rows as [TableRow, TableRow, TableRow, TableRow]

describe('a table that may be kept in a draft', () => {
  it('asks what its rows speak of', () => {
    expect(checkTable(ditch)).toBeNull()
    expect(validateContent(tabledBook).ok).toBe(true)
  })

  it.each([
    ['compact.table_on_deduction', { ...ditch, negative: true }],
    ['compact.table_input_repeated', having({ inputs: [hours!, tool!, able!, hours!] })],
    ['compact.table_count_inverted', having({ inputs: [{ ...hours!, min: 13 } as never] })],
    [
      'compact.table_too_many_inputs',
      having({ inputs: [able!, { ...able!, key: 'other' }], rows: [{ when: {}, hundredths: 1 }] }),
    ],
    ['compact.table_condition_unfit', having({ rows: [{ ...rest, per: 'tool' }] })],
    ['compact.table_condition_unfit', having({ rows: [{ ...rest, when: { gone: {} } }] })],
    [
      'compact.table_condition_unfit',
      having({ rows: [{ ...rest, when: { tool: { atMost: 1 } } }] }),
    ],
    [
      'compact.table_condition_unfit',
      having({ rows: [{ ...rest, when: { able: { is: 'so' } } }] }),
    ],
    [
      'compact.table_condition_unfit',
      having({ rows: [{ ...rest, when: { hours: { is: '1' } } }] }),
    ],
  ])('is refused as %s', (code, item) => {
    const items = [item, ...tabledBook.items.slice(1)]
    expect(validateContent({ ...tabledBook, items })).toMatchObject({ ok: false, code })
  })
})

describe('a table that may be adopted', () => {
  it('has every answer in bounds, no idle row, and examples that pass', () => {
    expect(tableFault(ditch)).toBeNull()
    expect(decideTables(tabledBook).ok).toBe(true)
  })

  it.each([
    ['compact.table_gap', { rows: [byAbility, long] }],
    ['compact.table_row_unreachable', { rows: [byAbility, byAbility, long, rest] }],
    ['compact.table_points_out_of_range', { rows: [byAbility, { ...rest, hundredths: 101 }] }],
    ['compact.table_points_out_of_range', { rows: [{ ...byAbility, hundredths: 99 }, rest] }],
    ['compact.table_examples_missing', { examples: ditchTable.examples.slice(0, 1) }],
    ['compact.table_examples_missing', { examples: ditchTable.examples.slice(1) }],
    ['compact.table_examples_missing', { examples: ditchTable.examples.slice(0, 2) }],
    ['compact.example_unfit', { examples: [{ inputs: { hours: 2 }, hundredths: 200 }] }],
  ] as [string, Partial<DecisionTable>][])('is refused as %s', (code, more) => {
    const item = having(more)
    const items = [item, ...tabledBook.items.slice(1)]
    expect(decideTables({ ...tabledBook, items })).toMatchObject({ ok: false, code })
  })

  it('names the example that fails, what was expected and what came', () => {
    const wrong = { inputs: { hours: 3, tool: 'spade' }, hundredths: 400 }
    expect(tryExample(ditchTable, wrong)).toEqual({ passes: false, gotHundredths: 300 })
    expect(tableFault(having({ examples: [...ditchTable.examples, wrong] }))).toMatchObject({
      code: 'compact.example_fails',
      details: { clause: '1.1', item: '清理沟渠', example: 4, expected: 4, got: 3 },
    })
  })
})

const every: Inputs[] = []
for (let n = 1; n <= 12; n++)
  for (const tool of ['spade', 'digger'])
    for (const able of ['yes', 'no']) every.push({ hours: n, tool, able })

describe('properties of the check', () => {
  it('looks at all that matters: it finds the gaps and idle rows that trying everything finds', () => {
    fc.assert(
      fc.property(someTable, (table) => {
        const rows = (list: readonly Inputs[]) =>
          new Set(list.map((inputs) => evaluateTable(table, inputs)?.row ?? -1))
        expect([...rows(combinations(table))].sort()).toEqual([...rows(every)].sort())
      }),
    )
  })

  it('lets no table through whose points leave the bounds of its item for any answer', () => {
    fc.assert(
      fc.property(someTable, (table) => {
        const fault = tableFault({ ...ditch, table })
        const points = every.map((inputs) => evaluateTable(table, inputs)?.hundredths ?? 0)
        const within = points.every((one) => one >= 100 && one <= 1000)
        const codes = ['compact.table_gap', 'compact.table_points_out_of_range']
        expect(codes.includes(fault?.code ?? '')).toBe(!within)
      }),
    )
  })
})

it('reads the questions and choices of a table for what the law keeps out', () => {
  const asking = (zh: string) =>
    having({ inputs: [{ ...hours!, wording: { zh, en: '' } }, tool!, able!] })
  const about = (item: RuleItem) =>
    lintContent({ ...tabledBook, items: [item] }).filter((one) => one.field === 'table')
  expect(about(asking('干了几小时'))).toEqual([])
  const [found] = about(asking('捐款几元，不捐的取消低保'))
  expect(found).toMatchObject({ severity: 'prohibition', itemKey: 'ditch' })
})
