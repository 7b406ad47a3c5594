import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { starHousehold } from '#compact/templates/star-household.ts'
import type { Deed } from './model.ts'
import {
  type Decider,
  decideApprove,
  decideHand,
  decideReview,
  decideVerify,
  findItem,
  isAppealable,
  isHearingOpen,
  mayVerify,
} from './rules.ts'

const helped = findItem(starHousehold.content, 'neighbour_helped')!

const deed: Deed = {
  ...{ id: 'deed', cycleId: 'cycle', householdId: 'house', personId: 'doer', itemKey: helped.key },
  ...{ happenedOn: '2026-11-21', valueHundredths: 100, negative: false, state: 'declared' },
  inputs: null,
  ...{ declaredBy: 'doer', hearingEndsOn: null, stated: false, evidenceCount: 0 },
  ...{ declaring: ['doer'], hands: ['doer'], voters: [], votesFor: 0, votesAgainst: 0 },
  cycleOpen: true,
}

const decider: Decider = {
  ...{ personIds: ['officer'], posts: ['grid_worker'], recusedFrom: new Set() },
  ...{ relatives: new Set(), within: null, today: '2026-11-22' },
}

const codeOf = (result: { ok: boolean; code?: string }) => (result.ok ? 'ok' : result.code)

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
  const cases = [
    ['refused', false],
    ['approved', true],
    ['approved', false],
    ['refused', true],
  ] as const
  const able = cases.map(([state, negative]) => isAppealable({ state, negative }))
  expect(able).toEqual([true, true, false, false])
})
