import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateTable } from '#compact/tables/rules.ts'
import { someInputs } from '#test/some-table.ts'
import { ditchTable, tabledBook } from '#test/tabled.ts'
import { decideVerifiedWorth, decideWorth } from './rules.ts'

const [ditch, road] = tabledBook.items as [
  (typeof tabledBook.items)[0],
  (typeof tabledBook.items)[0],
]
const inputs = { hours: 3, tool: 'spade', able: 'no' }
const able = { ...inputs, able: 'yes' }

describe('what a deed is worth', () => {
  it('follows from the answers where there is a table, and from the item elsewhere', () => {
    const { able: _, ...silent } = inputs
    expect(decideWorth(ditch, { inputs: silent })).toEqual({
      ...{ ok: true, value: { valueHundredths: 300, inputs } },
    })
    expect(decideWorth(road, { valueHundredths: 500 })).toEqual({
      ...{ ok: true, value: { valueHundredths: 500, inputs: null } },
    })
    expect(decideWorth(road, {})).toMatchObject({ value: { valueHundredths: 100 } })
  })

  it.each([
    ['points.value_follows_table', ditch, { valueHundredths: 300 }],
    ['points.value_follows_table', ditch, { valueHundredths: 300, inputs }],
    ['points.inputs_needed', ditch, {}],
    ['points.inputs_unfit', ditch, { inputs: { hours: 3 } }],
    ['points.inputs_unfit', ditch, { inputs: { ...inputs, hours: 13 } }],
    ['points.inputs_unfit', road, { inputs }],
    ['points.value_out_of_range', { ...ditch, minHundredths: 400 }, { inputs }],
    ['points.value_out_of_range', road, { valueHundredths: 1001 }],
  ])('is refused as %s', (code, item, said) => {
    expect(decideWorth(item, said)).toMatchObject({ ok: false, code })
  })

  it('is what the table says for all answers, and never outside the bounds of the item', () => {
    fc.assert(
      fc.property(someInputs, (answers) => {
        const worth = decideWorth(ditch, { inputs: answers })
        const hundredths = evaluateTable(ditchTable, answers)!.hundredths
        expect(worth).toMatchObject({ ok: true, value: { valueHundredths: hundredths } })
        expect(hundredths).toBeGreaterThanOrEqual(ditch.minHundredths)
        expect(hundredths).toBeLessThanOrEqual(ditch.maxHundredths)
      }),
    )
  })
})

describe('what a verifier finds', () => {
  const declared = { valueHundredths: 300, inputs }
  const claimed = { valueHundredths: 800, inputs: able }

  it('leaves answers as they are where nothing is said about them', () => {
    expect(decideVerifiedWorth(ditch, declared, {})).toMatchObject({ value: declared })
    const plain = { valueHundredths: 500, inputs: null }
    expect(decideVerifiedWorth(road, plain, {})).toMatchObject({ value: plain })
    expect(decideVerifiedWorth(road, plain, { valueHundredths: 600 })).toMatchObject({
      value: { valueHundredths: 600, inputs: null },
    })
  })

  it('confirms “as far as able” by saying so, and may say no with a reason', () => {
    expect(decideVerifiedWorth(ditch, claimed, {})).toMatchObject({
      code: 'points.ability_unconfirmed',
    })
    expect(decideVerifiedWorth(ditch, claimed, { inputs: able })).toMatchObject({ value: claimed })
    expect(decideVerifiedWorth(ditch, claimed, { inputs })).toMatchObject({
      code: 'points.reason_needed',
    })
    const corrected = decideVerifiedWorth(ditch, claimed, { inputs, reason: '本人说不是' })
    expect(corrected).toMatchObject({ value: declared })
  })

  it('cannot type in a value that follows from a table', () => {
    expect(decideVerifiedWorth(ditch, declared, { valueHundredths: 400 })).toMatchObject({
      code: 'points.value_follows_table',
    })
    expect(decideVerifiedWorth(ditch, declared, { inputs, valueHundredths: 400 })).toMatchObject({
      code: 'points.value_follows_table',
    })
  })
})
