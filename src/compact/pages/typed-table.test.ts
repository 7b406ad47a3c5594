import { describe, expect, it } from 'vitest'
import { ditchTable } from '#test/tabled.ts'
import { TableFacts } from '../tables/editing/model.ts'
import { tableOf } from '../tables/editing/rules.ts'
import { changedBy, factsOf, noTable, type TypedTable, typedFrom, typedOf } from './typed-table.ts'

const kept = (typed: TypedTable) => tableOf(TableFacts.parse(factsOf(typed)))
/** The fields of a form as they are sent. */
const sent = (typed: TypedTable) =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([part, list]) =>
      (list as Record<string, string>[]).flatMap((texts, at) =>
        Object.entries(texts).map(([name, text]) => [`table.${part}.${at}.${name}`, text]),
      ),
    ),
  )

describe('a table as it is typed', () => {
  it('goes into fields and comes back word for word', () => {
    const typed = typedOf(ditchTable)
    expect(kept(typed)).toEqual(ditchTable)
    expect(typedFrom(sent(typed))).toEqual(typed)
  })

  it('reads full-width digits and leaves what is no number to the schema', () => {
    const [first, ...rest] = typedOf(ditchTable).rows
    const typing = (points: string) => ({
      ...typedOf(ditchTable),
      rows: [{ ...first, points }, ...rest],
    })
    expect(kept(typing('８')).rows[0]?.hundredths).toBe(800)
    const wrong = TableFacts.safeParse(factsOf(typing('viel')))
    expect(wrong.error?.issues[0]?.path).toEqual(['rows', 0, 'points'])
  })

  it('grows and shrinks by buttons, with keys of its own for what is new', () => {
    const begun = ['add_count', 'add_choice', 'add_ability', 'add_row', 'add_example'].reduce(
      changedBy,
      noTable,
    )
    expect(begun.inputs.map((input) => [input.key, input.kind])).toEqual([
      ['q1', 'count'],
      ['q2', 'choice'],
      ['q3', 'ability'],
    ])
    expect([begun.rows, begun.examples]).toEqual([[{}], [{}]])
    const without = changedBy(begun, 'drop.inputs.0')
    expect(changedBy(without, 'add_count').inputs.map((input) => input.key)).toEqual([
      ...['q2', 'q3', 'q1'],
    ])
    expect(changedBy(begun, 'drop.nothing.0')).toBe(begun)
  })

  it('moves a row up, and forgets conditions on a question that is gone', () => {
    const typed = typedOf(ditchTable)
    const { rows } = kept(changedBy(typed, 'up.rows.1'))
    const [first, second, ...others] = ditchTable.rows
    expect(rows).toEqual([second, first, ...others])
    const bare = kept(changedBy(typed, 'drop.inputs.0'))
    expect(bare.rows.map((row) => row.when)).toEqual([
      ...[{ able: { is: 'yes' } }, {}, { tool: { is: 'digger' } }, {}],
    ])
    expect(bare.rows.map((row) => row.per)).toEqual(Array(4).fill(undefined))
    expect(bare.examples[0]?.inputs).toEqual({ tool: 'spade', able: 'yes' })
  })
})
