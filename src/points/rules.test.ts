import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RuleItem } from '#compact/model.ts'
import { starHousehold } from '#compact/templates/star-household.ts'
import type { Deed } from './model.ts'
import {
  cycleDays,
  type Decider,
  decideApprove,
  decideDeclare,
  decideHand,
  decideNegative,
  decideReview,
  decideValue,
  decideVerify,
  type EntryFacts,
  findItem,
  isAppealable,
  isHearingOpen,
  mayVerify,
  valueChoices,
} from './rules.ts'

const itemOf = (key: string) => findItem(starHousehold.content, key)!
const helped = itemOf('neighbour_helped')
const dumping = itemOf('dumping')

const facts: EntryFacts = {
  item: helped,
  today: '2026-11-22',
  cycle: { open: true },
  windowDays: 30,
  household: { exists: true, takesPart: true },
  qualities: ['villager'],
  alreadyHundredths: 0,
  duplicate: false,
}

const deed: Deed = {
  ...{ id: 'deed', cycleId: 'cycle', householdId: 'house', personId: 'doer', itemKey: helped.key },
  ...{ happenedOn: '2026-11-21', valueHundredths: 100, negative: false, state: 'declared' },
  ...{ declaredBy: 'doer', hearingEndsOn: null, stated: false, evidenceCount: 0 },
  ...{ declaring: ['doer'], hands: ['doer'], voters: [], votesFor: 0, votesAgainst: 0 },
  cycleOpen: true,
}

const decider: Decider = {
  ...{ personIds: ['officer'], posts: ['grid_worker'], recusedFrom: new Set() },
  ...{ relatives: new Set(), within: null, today: '2026-11-22' },
}

const codeOf = (result: { ok: boolean; code?: string }) => (result.ok ? 'ok' : result.code)

describe('a cycle', () => {
  test.each([
    ['quarter', 2026, 3, '2026-07-01', '2026-09-30'],
    ['month', 2028, 2, '2028-02-01', '2028-02-29'],
    ['year', 2026, 1, '2026-01-01', '2026-12-31'],
  ] as const)('%s %d/%d', (unit, year, number, startsOn, endsOn) => {
    expect(cycleDays(unit, year, number)).toEqual({ ok: true, value: [startsOn, endsOn] })
  })

  test('there is no fifth quarter', () => {
    expect(codeOf(cycleDays('quarter', 2026, 5))).toBe('points.value_out_of_range')
  })

  test('the months of a year follow each other without gap or overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2199 }), fc.integer({ min: 1, max: 11 }), (y, n) => {
        const [first, next] = [cycleDays('month', y, n), cycleDays('month', y, n + 1)]
        if (!first.ok || !next.ok) return false
        return Date.parse(next.value[0]) - Date.parse(first.value[1]) === 86_400_000
      }),
    )
  })
})

describe('declaring', () => {
  const on = { happenedOn: '2026-11-21' }
  const cases: [string, Partial<EntryFacts>, { happenedOn: string; valueHundredths?: number }][] = [
    ['ok', {}, on],
    ['points.unknown_item', { item: null }, on],
    ['points.item_is_negative', { item: dumping }, on],
    ['points.not_your_item', { qualities: ['supervision_member'] }, on],
    ['points.not_your_item', { qualities: [] }, on],
    ['points.unknown_household', { household: { exists: false, takesPart: false } }, on],
    ['points.not_taking_part', { household: { exists: true, takesPart: false } }, on],
    ['points.in_future', {}, { happenedOn: '2026-11-23' }],
    ['ok', {}, { happenedOn: '2026-11-22' }],
    ['ok', {}, { happenedOn: '2026-10-23' }],
    ['points.too_long_ago', {}, { happenedOn: '2026-10-22' }],
    ['points.no_open_cycle', { cycle: null }, on],
    ['points.cycle_closed', { cycle: { open: false } }, on],
    ['points.value_out_of_range', {}, { ...on, valueHundredths: 101 }],
    ['points.duplicate', { duplicate: true }, on],
    ['ok', { alreadyHundredths: 399 }, on],
    ['points.cap_reached', { alreadyHundredths: 400 }, on],
  ]
  test.each(cases)('%s %j %j', (code, more, entry) => {
    expect(codeOf(decideDeclare({ ...facts, ...more }, entry))).toBe(code)
  })

  test('a neighbour does not learn who does not take part', () => {
    const household = { exists: true, takesPart: false }
    const praised = decideDeclare({ ...facts, household, qualities: ['neighbour'] }, on)
    expect(codeOf(praised)).toBe('points.unknown_household')
  })

  test('the first quality that the item allows is the one it is entered in', () => {
    const qualities = ['supervision_member', 'grid_worker', 'neighbour']
    const decided = decideDeclare({ ...facts, qualities }, on)
    expect(decided).toMatchObject({ ok: true, value: { declarer: 'grid_worker' } })
  })
})

describe('a deduction', () => {
  const officer: EntryFacts = { ...facts, item: dumping, qualities: ['grid_worker'] }
  const shown = { happenedOn: '2026-11-21', evidenceCount: 1 }
  test('is noted by a named officer with something to show', () => {
    expect(codeOf(decideNegative(officer, shown))).toBe('ok')
    expect(codeOf(decideNegative(officer, { ...shown, evidenceCount: 0 }))).toBe(
      'points.evidence_missing',
    )
    expect(codeOf(decideNegative({ ...officer, item: helped }, shown))).toBe(
      'points.item_is_not_negative',
    )
    expect(codeOf(decideNegative({ ...officer, item: null }, shown))).toBe('points.unknown_item')
  })

  test('is never noted by a neighbour, even where a rule book would let one', () => {
    const loose: RuleItem = { ...dumping, declarers: ['neighbour', 'villager'] }
    for (const quality of ['neighbour', 'villager']) {
      const decided = decideNegative({ ...officer, item: loose, qualities: [quality] }, shown)
      expect(codeOf(decided)).toBe('points.not_your_item')
    }
  })
})

describe('the value of a deed', () => {
  const ranged: RuleItem = {
    ...helped,
    minHundredths: 100,
    maxHundredths: 350,
    stepHundredths: 100,
  }
  test.each([
    [undefined, 100],
    [200, 200],
    [350, 350],
    [250, null],
    [400, null],
    [0, null],
    [-100, null],
  ])('%s', (wanted, value) => {
    const decided = decideValue(ranged, wanted)
    expect(decided.ok ? decided.value : null).toBe(value)
  })

  test('every choice offered is allowed, and they rise', () => {
    const arbitrary = fc.record({
      minHundredths: fc.integer({ min: 0, max: 2000 }),
      more: fc.integer({ min: 0, max: 2000 }),
      stepHundredths: fc.option(fc.integer({ min: 1, max: 500 }), { nil: null }),
    })
    fc.assert(
      fc.property(arbitrary, ({ minHundredths, more, stepHundredths }) => {
        const maxHundredths = Math.max(1, minHundredths + more)
        const item = { ...helped, minHundredths, maxHundredths, stepHundredths }
        const choices = valueChoices(item)
        const rising = choices.every((value, i) => i === 0 || value > choices[i - 1]!)
        return rising && choices.every((value) => decideValue(item, value).ok)
      }),
    )
  })
})

describe('who decides', () => {
  test.each([
    ['ok', {}, {}],
    ['points.recused', {}, { recusedFrom: new Set(['house']) }],
    ['points.recused', {}, { relatives: new Set(['doer']) }],
    ['points.recused', { hands: [], declaring: [] }, { personIds: ['doer'] }],
    ['points.same_hand', { personId: null }, { personIds: ['officer', 'doer'] }],
    ['points.cycle_closed', { cycleOpen: false }, {}],
  ] as [string, Partial<Deed>, Partial<Decider>][])('%s %j %j', (code, d, who) => {
    expect(codeOf(decideHand({ ...deed, ...d }, { ...decider, ...who }))).toBe(code)
  })

  test('a post may stand in for those before it, never for those after it', () => {
    expect(mayVerify(helped, ['grid_worker'])).toBe(true)
    expect(mayVerify(helped, ['supervision_member'])).toBe(true)
    expect(mayVerify({ ...helped, verifier: 'scorekeeper' }, ['grid_leader'])).toBe(false)
    expect(mayVerify(helped, ['reviewer'])).toBe(false)
  })
})

describe('verifying', () => {
  const seen = { decision: 'confirm', evidence: 'seen_on_site' } as const
  const verify = (d: Partial<Deed>, who: Partial<Decider>, verdict: object) =>
    decideVerify(
      { ...deed, ...d },
      { decider: { ...decider, ...who }, item: helped, verdict: { ...seen, ...verdict } },
    )
  test.each([
    ['ok', {}, {}, {}],
    ['points.already_decided', { state: 'verified' }, {}, {}],
    ['points.other_verifier', {}, { posts: ['reviewer'] }, {}],
    ['points.outside_grid', {}, { within: new Set(['other']) }, {}],
    ['points.same_hand', { personId: null }, { personIds: ['doer'] }, {}],
    ['points.reason_needed', {}, {}, { decision: 'return' }],
    ['ok', {}, {}, { decision: 'return', reason: '看不清' }],
    ['points.evidence_missing', {}, {}, { evidence: 'attached' }],
    ['ok', { evidenceCount: 1 }, {}, { evidence: 'attached' }],
    ['points.value_out_of_range', {}, {}, { valueHundredths: 9900 }],
  ] as [string, Partial<Deed>, Partial<Decider>, object][])('%s %j', (code, d, who, verdict) => {
    expect(codeOf(verify(d, who, verdict))).toBe(code)
  })

  test('whoever sent a deed back may check it again', () => {
    const again = { declaring: ['doer'], hands: ['doer', 'officer'] }
    expect(codeOf(verify(again, {}, {}))).toBe('ok')
  })
})

describe('reviewing', () => {
  const verified: Deed = { ...deed, state: 'verified' }
  const heard: Deed = { ...deed, negative: true, state: 'hearing', hearingEndsOn: '2026-11-21' }
  const vote = (d: Deed, agrees: boolean, reason?: string) =>
    decideReview(d, { decider, votesNeeded: 2, vote: { agrees, reason } })

  test.each([
    ['points.already_decided', { ...verified, state: 'reviewed' }, true],
    ['points.already_voted', { ...verified, voters: ['officer'], hands: ['officer'] }, true],
    ['points.hearing_open', { ...heard, hearingEndsOn: '2026-11-22' }, true],
    ['ok', { ...heard, hearingEndsOn: '2026-11-22', stated: true }, true],
    ['points.same_hand', { ...verified, hands: ['officer'] }, true],
    ['points.reason_needed', verified, false],
  ] as [string, Deed, boolean][])('%s', (code, d, agrees) => {
    expect(codeOf(vote(d, agrees))).toBe(code)
  })

  test('the second vote of one kind decides, the first does not', () => {
    expect(vote(verified, true)).toMatchObject({ value: { state: 'verified' } })
    expect(vote({ ...verified, votesFor: 1 }, true)).toMatchObject({ value: { state: 'reviewed' } })
    expect(vote({ ...verified, votesFor: 1 }, false, '不实')).toMatchObject({
      value: { state: 'verified' },
    })
    const against = { ...verified, votesAgainst: 1 }
    expect(vote(against, false, '不实')).toMatchObject({ value: { state: 'refused' } })
    expect(vote(heard, true)).toMatchObject({ value: { state: 'hearing' } })
  })

  test('however the votes fall, a deed is decided once and by exactly the votes needed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { maxLength: 12 }),
        fc.integer({ min: 2, max: 5 }),
        (votes, needed) => {
          let at: Deed = verified
          for (const [n, agrees] of votes.entries()) {
            const who = { ...decider, personIds: [`reviewer-${n}`] }
            const said = { agrees, reason: '理由' }
            const decided = decideReview(at, { decider: who, votesNeeded: needed, vote: said })
            if (at.state !== 'verified') return !decided.ok
            if (!decided.ok) return false
            const votesFor = at.votesFor + (agrees ? 1 : 0)
            const votesAgainst = at.votesAgainst + (agrees ? 0 : 1)
            at = { ...at, votesFor, votesAgainst, state: decided.value.state }
            if ((at.state === 'reviewed') !== votesFor >= needed) return false
            if ((at.state === 'refused') !== votesAgainst >= needed) return false
          }
          return true
        },
      ),
    )
  })
})

describe('approving', () => {
  const reviewed: Deed = { ...deed, state: 'reviewed' }
  test.each([
    ['ok', reviewed, { decision: 'approve' }],
    ['points.already_decided', deed, { decision: 'approve' }],
    ['points.reason_needed', reviewed, { decision: 'refuse' }],
    ['ok', reviewed, { decision: 'refuse', reason: '证据不足' }],
    ['points.same_hand', { ...reviewed, hands: ['officer'] }, { decision: 'approve' }],
  ] as [string, Deed, { decision: 'approve' | 'refuse' }][])('%s', (code, d, act) => {
    expect(codeOf(decideApprove(d, { decider, ...act }))).toBe(code)
  })
})

test('a hearing is open on its last day and closed by the statement', () => {
  const hearing = { hearingEndsOn: '2026-11-22', stated: false }
  expect(isHearingOpen(hearing, '2026-11-22')).toBe(true)
  expect(isHearingOpen(hearing, '2026-11-23')).toBe(false)
  expect(isHearingOpen({ ...hearing, stated: true }, '2026-11-22')).toBe(false)
  expect(isHearingOpen({ hearingEndsOn: null, stated: false }, '2026-11-22')).toBe(false)
})

test('one can object to a refusal and to a deduction, not to what was granted', () => {
  const able = (state: string, negative: boolean) => isAppealable({ state, negative })
  expect([able('refused', false), able('approved', true)]).toEqual([true, true])
  expect([able('approved', false), able('refused', true), able('declared', false)]).toEqual([
    false,
    false,
    false,
  ])
})
