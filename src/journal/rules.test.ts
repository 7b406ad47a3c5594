import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Account, Entry, Transfer, TransferOrder } from './model.ts'
import { checkCover, checkOrders, checkReversal, checkSettling, sumChanges } from './rules.ts'

const issued = { kind: 'points_issued', ownerId: null } as const
const rating = { kind: 'household_rating', ownerId: 'h' } as const
const order = (over: Partial<TransferOrder> = {}): TransferOrder => ({
  debit: issued,
  credit: rating,
  amount: 100,
  commodity: 'POINT',
  subject: 'score:1',
  clause: '1/2.3',
  ...over,
})

describe('checkOrders', () => {
  it.each([0, -1, 1.5, Number.NaN, 2 ** 53])('refuses %s as an amount', (amount) => {
    expect(checkOrders([order(), order({ amount })])?.code).toBe('journal.not_an_amount')
  })
  it('refuses a movement from an account to itself', () => {
    expect(checkOrders([order({ credit: issued })])?.code).toBe('journal.same_account')
  })
  it('lets whole amounts between two accounts pass', () => {
    expect(checkOrders([order(), order({ debit: rating, credit: issued })])).toBeNull()
  })
})

const kinds = ['posted', 'pending', 'post_pending', 'void_pending', 'reversal'] as const
const entry = fc.record({
  kind: fc.constantFrom(...kinds),
  debitAccountId: fc.constantFrom('a', 'b', 'c'),
  creditAccountId: fc.constantFrom('d', 'e', 'a'),
  amount: fc.integer({ min: 1, max: 1_000_000 }),
})

describe('sumChanges', () => {
  it('adds as much to debits as to credits, posted and pending alike', () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const changes = sumChanges(entries)
        const sum = (key: 'debitsPosted' | 'creditsPosted' | 'debitsPending' | 'creditsPending') =>
          changes.reduce((total, change) => total + change[key], 0)
        expect(sum('debitsPosted')).toBe(sum('creditsPosted'))
        expect(sum('debitsPending')).toBe(sum('creditsPending'))
      }),
    )
  })
  it('says of a single pending movement what is set aside', () => {
    const pending: Pick<Entry, 'kind' | 'debitAccountId' | 'creditAccountId' | 'amount'> = {
      kind: 'pending',
      debitAccountId: 'a',
      creditAccountId: 'b',
      amount: 5,
    }
    expect(sumChanges([pending])).toEqual([
      { accountId: 'a', debitsPending: 5, debitsPosted: 0, creditsPending: 0, creditsPosted: 0 },
      { accountId: 'b', debitsPending: 0, debitsPosted: 0, creditsPending: 5, creditsPosted: 0 },
    ])
  })
})

const account = (over: Partial<Account> = {}): Account => ({
  id: 'a',
  kind: 'household_rating',
  ownerId: 'h',
  commodity: 'POINT',
  mustBeCovered: true,
  debitsPending: 0,
  debitsPosted: 0,
  creditsPending: 0,
  creditsPosted: 0,
  ...over,
})
const leaving = (debitsPosted: number, debitsPending = 0) => ({
  accountId: 'a',
  debitsPosted,
  debitsPending,
  creditsPosted: 0,
  creditsPending: 0,
})

describe('checkCover', () => {
  it.each([
    ['all that came in may leave', account({ creditsPosted: 10 }), leaving(10), null],
    ['a hundredth more may not', account({ creditsPosted: 10 }), leaving(11), 1],
    [
      'what is set aside is spoken for',
      account({ creditsPosted: 10, debitsPending: 4 }),
      leaving(7),
      1,
    ],
    ['what is only announced covers nothing', account({ creditsPending: 10 }), leaving(1), 1],
    ['setting aside needs cover too', account({ creditsPosted: 3 }), leaving(0, 4), 1],
    ['the village may issue without cover', account({ mustBeCovered: false }), leaving(9), null],
  ] as const)('%s', (_, before, change, missing) => {
    const refused = checkCover([before], [change])
    expect(refused?.details.missing ?? null).toBe(missing)
    expect(refused?.code ?? null).toBe(missing === null ? null : 'journal.not_covered')
  })
})

const transfer = (over: Partial<Transfer> = {}): Transfer => ({
  id: 't',
  kind: 'posted',
  debitAccountId: 'a',
  creditAccountId: 'b',
  amount: 5,
  commodity: 'POINT',
  subject: 's',
  clause: 'c',
  followedBy: null,
  ...over,
})

describe('following a transfer', () => {
  it.each([
    ['posted', null, 'journal.not_pending'],
    ['pending', 'post_pending', 'journal.already_settled'],
    ['pending', 'void_pending', 'journal.already_settled'],
    ['pending', null, null],
  ] as const)('settling a %s one followed by %s', (kind, followedBy, code) => {
    const checked = checkSettling(['t'], [transfer({ kind, followedBy })])
    expect(checked.ok ? null : checked.code).toBe(code)
  })
  it.each([
    ['pending', null, 'journal.not_reversible'],
    ['void_pending', null, 'journal.not_reversible'],
    ['reversal', null, 'journal.not_reversible'],
    ['posted', 'reversal', 'journal.already_reversed'],
    ['posted', null, null],
    ['post_pending', null, null],
  ] as const)('reversing a %s one followed by %s', (kind, followedBy, code) => {
    const checked = checkReversal(['t'], [transfer({ kind, followedBy })])
    expect(checked.ok ? null : checked.code).toBe(code)
  })
  it('refuses one that is not there', () => {
    const checked = checkReversal(['t', 'u'], [transfer()])
    expect(checked).toMatchObject({ ok: false, code: 'journal.unknown_transfer' })
  })
  it('takes one named twice only once', () => {
    const checked = checkReversal(['t', 't'], [transfer()])
    expect(checked.ok && checked.value.length).toBe(1)
  })
})
