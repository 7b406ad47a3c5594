import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { someInputs, someRow, someTable } from '#test/some-table.ts'
import { ditchTable } from '#test/tabled.ts'
import type { Inputs } from './model.ts'
import { claimsAbility, completed, evaluateTable, misfit, sameInputs } from './rules.ts'

const answers = (hours: number, tool = 'spade', able = 'no'): Inputs => ({ hours, tool, able })

describe('what a table makes of answers', () => {
  it.each([
    ['the first row wins, by ability', answers(1, 'spade', 'yes'), 0, 800],
    ['many hours, a border included', answers(8), 1, 800],
    ['a choice and a count together', answers(4, 'digger'), 2, 600],
    ['one below the border, for each hour', answers(3, 'digger'), 3, 300],
    ['each hour', answers(7), 3, 700],
  ])('%s', (_, inputs, row, hundredths) => {
    expect(evaluateTable(ditchTable, inputs)).toEqual({ row, hundredths })
  })

  it('is nothing where no row fits', () => {
    const rows = [{ when: { hours: { atMost: 2 } }, hundredths: 100 }]
    expect(evaluateTable({ rows }, answers(3))).toBeNull()
    expect(evaluateTable({ rows }, answers(2))?.hundredths).toBe(100)
  })

  it('takes silence about ability as no claim, and every other silence as a misfit', () => {
    const { able: _, ...silent } = answers(3)
    expect(completed(ditchTable, silent)).toEqual(answers(3))
    expect(misfit(ditchTable, silent)).toBeNull()
    expect(misfit(ditchTable, { hours: 3 })).toBe('tool')
    expect(misfit(ditchTable, { ...silent, hours: 0 })).toBe('hours')
    expect(misfit(ditchTable, { ...silent, hours: 'three' })).toBe('hours')
    expect(misfit(ditchTable, { ...silent, tool: 'spoon' })).toBe('tool')
    expect(misfit(ditchTable, answers(3, 'spade', 'perhaps'))).toBe('able')
    expect(misfit(ditchTable, { ...silent, illness: 'yes' })).toBe('illness')
    expect(claimsAbility(ditchTable, answers(3, 'spade', 'yes'))).toBe(true)
    expect(claimsAbility(ditchTable, answers(3))).toBe(false)
  })

  it('knows the same answers whatever their order', () => {
    expect(sameInputs(answers(3), { able: 'no', tool: 'spade', hours: 3 })).toBe(true)
    expect(sameInputs(answers(3), answers(4))).toBe(false)
    expect(sameInputs(answers(3), { hours: 3 })).toBe(false)
  })
})

describe('properties of tables', () => {
  it('never answers differently to the same answers, in whatever order they come', () => {
    fc.assert(
      fc.property(someTable, someInputs, (table, inputs) => {
        const turned = Object.fromEntries(Object.entries(inputs).reverse())
        expect(evaluateTable(table, turned)).toEqual(evaluateTable(table, inputs))
      }),
    )
  })

  it('is not changed by rows behind the one that decides', () => {
    fc.assert(
      fc.property(someTable, someInputs, someRow, (table, inputs, more) => {
        const before = evaluateTable(table, inputs)
        const after = evaluateTable({ rows: [...table.rows, more] }, inputs)
        if (before) expect(after).toEqual(before)
      }),
    )
  })

  it('finds a row exactly where one of them fits alone', () => {
    fc.assert(
      fc.property(someTable, someInputs, (table, inputs) => {
        const alone = table.rows.some((one) => evaluateTable({ rows: [one] }, inputs) !== null)
        expect(evaluateTable(table, inputs) !== null).toBe(alone)
      }),
    )
  })
})
