import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { decideFinding, decidePublishing, drawDeeds, listHashOf } from './rules.ts'
import { makeSeed } from './seed.ts'

const sha = (text: string) => createHash('sha256').update(text).digest('hex')

test('anybody with the seed and the ids draws the same, in whatever order the ids are', () => {
  const ids = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(ids, fc.integer({ min: 1, max: 10 }), (all, wanted) => {
      const drawn = drawDeeds('seed', all, wanted)
      const byHand = all.map((id) => [sha(`seed/${id}`), id] as const).sort()
      expect(drawn).toEqual(byHand.slice(0, wanted).map(([, id]) => id))
      expect(drawDeeds('seed', all.toReversed(), wanted)).toEqual(drawn)
      expect(listHashOf(all.toReversed())).toBe(sha(all.toSorted().join('\n')))
    }),
  )
})

test('another seed draws others, and no two seeds are alike', () => {
  const ids = Array.from({ length: 60 }, (_, n) => `deed-${n}`)
  expect(drawDeeds('one', ids, 10)).not.toEqual(drawDeeds('two', ids, 10))
  expect(makeSeed()).toMatch(/^[0-9a-f]{32}$/)
  expect(makeSeed()).not.toBe(makeSeed())
})

const sampled = {
  ...{ deedId: 'a', position: 1, finding: null, reason: null },
  ...{ foundAt: null, foundBy: null, foundPost: null },
}
const free = { hand: false, kin: false }

describe('the second look', () => {
  it('is taken once, at a drawn deed, by somebody with no hand in it and no kin', () => {
    const code = (...args: Parameters<typeof decideFinding>) => {
      const decided = decideFinding(...args)
      return decided.ok ? 'ok' : decided.code
    }
    expect(code(sampled, free)).toBe('ok')
    expect(code(undefined, free)).toBe('oversight.unknown_check')
    expect(code({ ...sampled, finding: 'holds' }, free)).toBe('oversight.already_checked')
    expect(code(sampled, { hand: true, kin: false })).toBe('oversight.same_hand')
    expect(code(sampled, { hand: false, kin: true })).toBe('oversight.recused')
  })
})

test('the seed is published once, after the draw and the last finding', () => {
  const code = (...args: Parameters<typeof decidePublishing>) => {
    const decided = decidePublishing(...args)
    return decided.ok ? 'ok' : decided.code
  }
  const drawn = { drawnAt: '2026-11-22T02:00:00Z', publishedAt: null }
  const found = { ...sampled, finding: 'holds' as const }
  expect(code(drawn, [found])).toBe('ok')
  expect(code({ drawnAt: null, publishedAt: null }, [])).toBe('oversight.not_drawn')
  expect(code(drawn, [found, sampled])).toBe('oversight.checks_open')
  expect(code({ ...drawn, publishedAt: drawn.drawnAt }, [found])).toBe(
    'oversight.already_published',
  )
})
