import { expect, test } from 'vitest'
import { type Acknowledged, audit, compare, type World } from './auditor.ts'

const world: World = {
  houses: [
    { id: 'house-1', code: '001', people: ['anna'] },
    { id: 'house-2', code: '002', people: ['bert'] },
  ],
  book: {
    ...{ minimumHundredths: 300, bands: [{ stars: 1, fromHundredths: 300 }] },
    aspects: [{ key: 'yard', maxHundredths: 500 }],
    items: [
      { key: 'swept', aspectKey: 'yard', minHundredths: 400, capHundredths: 400, negative: false },
    ],
  },
}

const act = (
  name: string,
  accountId: string,
  fields: Omit<Partial<Acknowledged>, 'name'>,
): Acknowledged => ({
  ...{ at: '2026-01-05T02:00:00Z', name, accountId, value: {} },
  ...fields,
  input: { tenantCode: 'T', ...fields.input },
})

const beginning = [
  act('people.import_roster', 'a', {
    input: { rows: [{ householdCode: '001', takesPart: true }] },
  }),
  ...['anna', 'carl', 'dora', 'emil', 'fred'].map((personId) =>
    act('auth.link_account', '', { input: { personId }, value: { accountId: personId } }),
  ),
  act('points.open_cycle', 'carl', {
    value: { cycleId: 'C', startsOn: '2026-01-01', endsOn: '2026-03-31' },
  }),
  act('points.declare', 'anna', {
    input: {
      itemKey: 'swept',
      householdId: 'house-1',
      happenedOn: '2026-01-04',
      valueHundredths: 400,
    },
    value: { deedId: 'D' },
  }),
]
const decided = [
  act('points.verify', 'carl', { input: { deedIds: ['D'], decision: 'confirm' } }),
  act('points.review', 'dora', { input: { votes: [{ deedId: 'D', agrees: true }] } }),
  act('points.review', 'emil', { input: { votes: [{ deedId: 'D', agrees: true }] } }),
  act('points.approve', 'fred', { input: { deedIds: ['D'], decision: 'approve' } }),
]
const closed = [
  act('stars.start_close', 'carl', {
    at: '2026-04-02T02:00:00Z',
    input: { cycleId: 'C' },
    value: { closeId: 'K' },
  }),
  act('stars.publish', 'fred', { at: '2026-04-03T02:00:00Z', input: { closeId: 'K' } }),
]
const log = [...beginning, ...decided, ...closed]
const award = { cycle: 'C', house: 'house-1', total: 400, stars: 1, at: '2026-04-10T16:05:00Z' }
const fair = {
  awards: [award],
  balances: [{ house: 'house-1', balance: 400 }],
  entries: [{ tenant: 'T', count: log.length }],
}

test('a fair close adds up', () => {
  expect(compare(audit(log, world), fair)).toEqual([])
})

test('the auditor names every kind of difference', () => {
  const expected = audit(log, world)
  const differences = [
    { ...fair, awards: [] },
    { ...fair, awards: [{ ...award, total: 401 }] },
    { ...fair, awards: [{ ...award, at: '2026-04-10T15:59:00Z' }] },
    { ...fair, awards: [award, { ...award, house: 'house-2' }] },
    { ...fair, balances: [{ house: 'house-1', balance: 399 }] },
    { ...fair, entries: [{ tenant: 'T', count: log.length + 1 }] },
  ]
  for (const actual of differences) expect(compare(expected, actual)).toHaveLength(1)
})

test('the auditor notices who must not decide and what must not be declared', () => {
  const own = act('points.verify', 'anna', { input: { deedIds: ['D'], decision: 'confirm' } })
  expect(audit([...beginning, own], world).faults).toEqual([
    '2026-01-05T02:00:00Z: points.verify by somebody with a hand in it',
    "2026-01-05T02:00:00Z: points.verify about one's own household",
  ])
  const absent = act('points.declare', 'anna', {
    input: { itemKey: 'swept', householdId: 'house-2', happenedOn: '2026-02-04' },
    value: { deedId: 'E' },
  })
  expect(audit([...beginning, absent], world).faults).toEqual([
    '2026-01-05T02:00:00Z: a deed of a household that does not take part',
    '2026-01-05T02:00:00Z: a deed of the future',
  ])
})
