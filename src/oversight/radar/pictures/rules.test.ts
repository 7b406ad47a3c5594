import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { decisionOf, deedOf, recordsWith } from '#test/radar-records.ts'
import type { RadarDeed } from '../model.ts'
import { usualThresholds } from '../records.ts'
import { alike, findReused } from './rules.ts'

const hash = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'
/** Three bits of it differ. */
const near = '0f1e2d3c4b5a69788796a5b4c3d2e1f7'
const other = 'f0e1d2c3b4a5968778695a4b3c2d1e0f'

const beside = (deeds: readonly RadarDeed[], hashes: readonly string[]) =>
  findReused(
    recordsWith({
      deeds,
      pictures: deeds.map((deed, n) => {
        return { deedId: deed.id, attachmentId: `picture-${n}`, hash: hashes[n]! }
      }),
      decisions: deeds.map((deed, n) => decisionOf(deed.id, n === 0 ? 'first' : 'second')),
    }),
    usualThresholds,
  )

describe('the same picture beside different deeds', () => {
  it('raises one question to whoever confirmed the later ones', () => {
    const deeds = [deedOf('a'), deedOf('b', { happenedOn: '2026-11-09' })]
    expect(beside(deeds, [hash, near])).toEqual([
      {
        ...{ kind: 'reused_picture', key: 'picture:picture-0', personId: 'second', itemKey: null },
        ...{ deedIds: ['a', 'b'], measures: { pictures: 2, deeds: 2, later: 1 } },
      },
    ])
    expect(beside(deeds, [hash, other])).toEqual([])
  })

  it('asks nothing about deeds of one event, entered together or by themselves', () => {
    const together = ['a', 'b'].map((id, n) =>
      deedOf(id, { roundId: 'round', happenedOn: `2026-11-0${n + 1}` }),
    )
    expect(beside(together, [hash, hash])).toEqual([])
    const neighbours = ['a', 'b'].map((id) => deedOf(id, { householdId: id }))
    expect(beside(neighbours, [hash, hash])).toEqual([])
    const clauses = ['a', 'b'].map((id) => deedOf(id, { itemKey: id }))
    expect(beside(clauses, [hash, hash])).toHaveLength(1)
  })
})

test('pictures are grouped as if each were compared with each', () => {
  const hashes = fc.array(
    fc.tuple(
      fc.constantFrom(hash, other),
      fc.array(fc.integer({ min: 0, max: 127 }), { maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(hashes, (list) => {
      const pictures = list.map(([from, flips], n) => {
        const bits = BigInt(`0x${from}`)
        const changed = flips.reduce((value, at) => value ^ (1n << BigInt(at)), bits)
        const text = changed.toString(16).padStart(32, '0')
        return { deedId: `${n}`, attachmentId: `${n}`, hash: text, from }
      })
      const sizes = [hash, other].map((from) => pictures.filter((one) => one.from === from).length)
      for (const bits of [8, 15]) {
        const grouped = alike(pictures, bits).map((group) => group.length)
        expect(grouped.sort()).toEqual(sizes.filter((size) => size > 1).sort())
      }
    }),
  )
})

test('in pairs of bytes no two are overlooked that differ in seven bits at most', () => {
  const flips = fc.uniqueArray(fc.integer({ min: 0, max: 127 }), { maxLength: 9 })
  fc.assert(
    fc.property(flips, (list) => {
      const changed = list.reduce((value, at) => value ^ (1n << BigInt(at)), BigInt(`0x${hash}`))
      const two = [hash, changed.toString(16).padStart(32, '0')].map((text, n) => {
        return { deedId: `${n}`, attachmentId: `${n}`, hash: text }
      })
      expect(alike(two, 7)).toHaveLength(list.length <= 7 ? 1 : 0)
    }),
  )
})
