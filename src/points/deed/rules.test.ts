import { describe, expect, it } from 'vitest'
import { decideNaming } from './rules.ts'

const household = { own: true, official: false, declared: false }
const stranger = { own: false, official: false, declared: false }
const praise = { kind: 'declared', post: 'villager', declarer: 'neighbour' }

describe('who of those with a hand in a deed is named', () => {
  it('is every officer, and a member who declared for the own household', () => {
    for (const kind of ['noted', 'verified', 'returned', 'approved', 'refused']) {
      const step = { kind, post: 'scorekeeper', declarer: 'neighbour' }
      expect(decideNaming(step, household)).toEqual({ named: true, post: 'scorekeeper' })
    }
    const own = { ...praise, declarer: 'villager' }
    expect(decideNaming(own, household)).toEqual({ named: true, post: 'villager' })
  })
  it('is nobody who praised, in whatever post, except to themselves and to those in office', () => {
    for (const kind of ['declared', 'amended', 'withdrawn']) {
      for (const post of ['villager', 'grid_worker']) {
        const step = { ...praise, kind, post }
        expect(decideNaming(step, household)).toEqual({ named: false, post: 'neighbour' })
        const self = { ...stranger, declared: true }
        expect(decideNaming(step, self)).toEqual({ named: true, post })
        const officer = { ...stranger, official: true }
        expect(decideNaming(step, officer)).toEqual({ named: true, post })
      }
    }
  })
  it('is who voted, to the household itself and to those in office', () => {
    for (const kind of ['voted_for', 'voted_against']) {
      const vote = { kind, post: 'reviewer', declarer: 'villager' }
      expect(decideNaming(vote, household).named).toBe(true)
      expect(decideNaming(vote, { ...stranger, official: true }).named).toBe(true)
      expect(decideNaming(vote, { ...stranger, declared: true }).named).toBe(false)
    }
  })
})
