import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Resolution, RuleBookContent, Share, VoteNumbers } from '../model.ts'
import { defaultLintLimits } from '../rules.ts'
import { starHousehold } from '../templates/star-household.ts'
import { decideAdoption, decideVote, leastOf, stateOf } from './rules.ts'

const numbers: VoteNumbers = {
  quorum: {
    villagers_assembly: '1/2',
    household_representatives: '2/3',
    representative_assembly: '2/3',
  },
  majority: '1/2',
}
const carried: Resolution = {
  ...{ body: 'villagers_assembly', heldOn: '2026-11-20', reference: '2026-4' },
  ...{ entitled: 30, present: 20, agreed: 18 },
}
const wish = {
  ...{ effectiveFrom: '2027-01-01', resolution: carried, today: '2026-11-22' },
  ...{ limits: defaultLintLimits, numbers, reasons: [], villageRules: null },
}
const sound = starHousehold.content

describe('the least that reaches a share', () => {
  it.each([
    ['1/2', 40, 21],
    ['1/2', 41, 21],
    ['1/2', 1, 1],
    ['2/3', 30, 20],
    ['2/3', 31, 21],
    ['2/3', 200, 134],
    ['3/4', 40, 30],
    ['3/4', 41, 31],
  ] as [Share, number, number][])('of %s of %i is %i', (share, whole, least) => {
    expect(leastOf(share, whole)).toBe(least)
  })

  const shares = fc.constantFrom<Share>('1/2', '2/3', '3/4')
  it('reaches the share, and one fewer does not', () => {
    fc.assert(
      fc.property(shares, fc.integer({ min: 1, max: 100_000 }), (share, whole) => {
        const [part, of] = share.split('/').map(BigInt) as [bigint, bigint]
        const reaches = (n: number) => {
          const [left, right] = [BigInt(n) * of, BigInt(whole) * part]
          return share === '1/2' ? left > right : left >= right
        }
        const least = leastOf(share, whole)
        expect(least).toBeLessThanOrEqual(whole)
        expect([reaches(least), reaches(least - 1)]).toEqual([true, false])
      }),
    )
  })
})

describe('a vote', () => {
  const vote = (facts: Partial<Resolution>) => decideVote({ ...carried, ...facts }, numbers)

  it.each<[string, Partial<Resolution>]>([
    ['compact.vote_impossible', { present: 31 }],
    ['compact.vote_impossible', { agreed: 21 }],
    ['compact.not_quorate', { present: 15, agreed: 15 }],
    ['compact.not_quorate', { body: 'representative_assembly', present: 19, agreed: 19 }],
    ['compact.not_quorate', { body: 'household_representatives', present: 19, agreed: 19 }],
    ['compact.not_carried', { agreed: 10 }],
    ['compact.not_carried', { agreed: 0 }],
  ])('is refused as %s for %o', (code, facts) => {
    expect(vote(facts)).toMatchObject({ ok: false, code })
  })

  it.each<Partial<Resolution>>([
    { present: 16, agreed: 9 },
    { agreed: 11 },
    { body: 'representative_assembly', present: 20, agreed: 11 },
    { body: 'household_representatives', present: 20, agreed: 11 },
    { entitled: 1, present: 1, agreed: 1 },
  ])('carries with %o', (facts) => {
    expect(vote(facts).ok).toBe(true)
  })

  it('says how many were needed', () => {
    expect(vote({ present: 15, agreed: 15 })).toMatchObject({ details: { needed: 16 } })
    expect(vote({ agreed: 10 })).toMatchObject({ details: { needed: 11 } })
  })

  it('follows the numbers that were decided, not those written here', () => {
    const stricter = { ...numbers, majority: '3/4' as Share }
    expect(decideVote({ ...carried, agreed: 14 }, stricter)).toMatchObject({
      ...{ ok: false, code: 'compact.not_carried', details: { needed: 15 } },
    })
    expect(decideVote({ ...carried, agreed: 15 }, stricter).ok).toBe(true)
  })

  const people = fc.nat({ max: 2000 })
  it('is never lost by one more who agrees, nor won by one more who does not', () => {
    fc.assert(
      fc.property(people, people, people, (entitled, present, agreed) => {
        const facts = { entitled: entitled + 1, present, agreed }
        fc.pre(present <= facts.entitled && agreed < present)
        if (vote(facts).ok) expect(vote({ ...facts, agreed: agreed + 1 }).ok).toBe(true)
        else expect(vote({ ...facts, agreed: Math.max(0, agreed - 1) }).ok).toBe(false)
      }),
    )
  })
})

describe('an adoption', () => {
  const adopt = (facts: Partial<typeof wish>, content: RuleBookContent = sound) =>
    decideAdoption(content, { ...wish, ...facts })

  it('by a lawful resolution, for a day to come or today, is fine', () => {
    expect(adopt({}).ok).toBe(true)
    expect(adopt({ effectiveFrom: '2026-11-22' }).ok).toBe(true)
    expect(adopt({ resolution: { ...carried, heldOn: '2026-11-22' } }).ok).toBe(true)
  })

  const [first, ...rest] = sound.items
  const withText = (zh: string) => ({
    ...sound,
    items: [{ ...first!, description: { zh, en: '' } }, ...rest],
  })
  const deducting = {
    ...sound,
    items: [
      ...sound.items,
      {
        ...{ ...first!, key: 'left_straw', clause: '10.9', negative: true, publishable: false },
        ...{ declarers: ['grid_leader' as const], evidence: 'photo' as const },
        ...{ title: { zh: '秸秆堆在路上', en: '' }, description: { zh: '堆在村路上。', en: '' } },
        ...{ minHundredths: 100, maxHundredths: 500, capHundredths: 500, byAbility: null },
        ...{ basis: { zh: '村规民约第八条', en: '' }, stepHundredths: 100 },
      },
    ],
  }

  it.each<[string, Partial<typeof wish>, RuleBookContent]>([
    ['compact.resolution_in_future', { resolution: { ...carried, heldOn: '2026-11-23' } }, sound],
    ['compact.retroactive', { effectiveFrom: '2026-11-21' }, sound],
    ['compact.not_quorate', { resolution: { ...carried, present: 10, agreed: 10 } }, sound],
    ['compact.unlawful_items', {}, withText('不种地的罚款一百元。')],
    ['compact.duplicate_key', {}, { ...sound, items: [...sound.items, first!] }],
  ])('is refused as %s', (code, facts, content) => {
    expect(adopt(facts, content)).toMatchObject({ ok: false, code })
  })

  it('measures deductions by the ceiling that the place decided', () => {
    expect(adopt({}, deducting).ok).toBe(true)
    const strict = { ...defaultLintLimits, deductionPerItemHundredths: 400 }
    expect(adopt({ limits: strict }, deducting)).toMatchObject({ code: 'compact.unlawful_items' })
  })
})

describe('the state of a version', () => {
  const at = { inForceId: 'b', today: '2026-11-22' }
  it.each([
    ['draft', { id: 'd', adoptedAt: null, effectiveFrom: null }],
    ['in_force', { id: 'b', adoptedAt: '2026-06-01T00:00:00Z', effectiveFrom: '2026-07-01' }],
    ['to_come', { id: 'c', adoptedAt: '2026-11-01T00:00:00Z', effectiveFrom: '2027-01-01' }],
    ['past', { id: 'a', adoptedAt: '2025-06-01T00:00:00Z', effectiveFrom: '2025-07-01' }],
  ])('is %s', (state, version) => {
    expect(stateOf(version, at)).toBe(state)
  })
})
