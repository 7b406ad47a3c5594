import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Appeal, CaseFacts } from './model.ts'
import {
  type Candidate,
  checkAnswering,
  decideFiling,
  drawReviewers,
  numberOf,
  roleIn,
} from './rules.ts'

const noticed: CaseFacts = {
  subjectKind: 'stars.score',
  subjectId: 's',
  title: { 'zh-CN': '评星', en: 'Stars' },
  householdId: 'h1',
  noticeId: 'n',
  line: 3,
  endsAt: '2026-11-25T16:00:00.000Z',
  deciders: [],
}
const told: CaseFacts = { ...noticed, noticeId: null, line: null, endsAt: null }
const filing = {
  facts: noticed,
  now: '2026-11-22T02:00:00.000Z',
  today: '2026-11-22',
  householdId: 'h1',
  lastDayAfterTold: null,
  earlier: null,
}

describe('decideFiling', () => {
  it.each([
    ['while the notice hangs', filing, null],
    ['by a villager of another household', { ...filing, householdId: 'h2' }, null],
    ['in its last moment', { ...filing, now: '2026-11-25T15:59:59.999Z' }, null],
    ['when its period is over', { ...filing, now: '2026-11-25T16:00:00.000Z' }, 'appeals.too_late'],
    ['against nothing', { ...filing, facts: null }, 'appeals.unknown_subject'],
    ['without ever having been told', { ...filing, facts: told }, null],
    [
      'on the last day after being told',
      { ...filing, facts: told, lastDayAfterTold: '2026-11-22' },
      null,
    ],
    [
      'a day too late after being told',
      { ...filing, facts: told, lastDayAfterTold: '2026-11-21' },
      'appeals.too_late',
    ],
    [
      "about another household's deed",
      { ...filing, facts: told, householdId: 'h2' },
      'appeals.not_yours',
    ],
    ['without a household', { ...filing, facts: told, householdId: null }, 'appeals.not_yours'],
    ['twice', { ...filing, earlier: { number: '1', state: 'open' } }, 'appeals.already_open'],
    [
      'after an answer',
      { ...filing, earlier: { number: '1', state: 'dismissed' } },
      'appeals.already_answered',
    ],
    [
      'after it was upheld',
      { ...filing, earlier: { number: '1', state: 'upheld' } },
      'appeals.already_answered',
    ],
    ['after taking it back', { ...filing, earlier: { number: '1', state: 'withdrawn' } }, null],
  ] as const)('%s', (_, facts, code) => {
    const decided = decideFiling(facts)
    expect(decided.ok ? null : decided.code).toBe(code)
  })
  it('says which day was the last', () => {
    const late = decideFiling({ ...filing, now: '2026-11-26T00:00:00.000Z' })
    expect(late).toMatchObject({ details: { lastDay: '2026-11-25' } })
  })
})

const village: Candidate[] = [
  { personId: 'a', post: 'supervision_chair' },
  { personId: 'b', post: 'supervision_member' },
  { personId: 'c', post: 'supervision_member' },
]
const above: Candidate[] = [
  { personId: 't', post: 'township_official' },
  { personId: 'k', post: 'county_official' },
]
const draw = (barred: string[], count = 1, candidates = [...village, ...above]) =>
  drawReviewers('appeal', { candidates, barred: new Set(barred), count }).map((c) => c.personId)

describe('drawReviewers', () => {
  it('falls as anybody can work out', () => {
    const lot = (id: string) => createHash('sha256').update(`appeal/${id}`).digest('hex')
    const expected = ['a', 'b', 'c'].sort((x, y) => (lot(x) < lot(y) ? -1 : 1))
    expect(draw([], 3)).toEqual(expected)
    expect(draw([])).toEqual(expected.slice(0, 1))
  })
  it('does not depend on the order of the list', () => {
    expect(draw([], 1, [...above, ...village].reverse())).toEqual(draw([]))
  })
  it('asks the township when nobody in the village is independent, then the county', () => {
    expect(draw(['a', 'b', 'c'])).toEqual(['t'])
    expect(draw(['a', 'b', 'c', 't'])).toEqual(['k'])
    expect(draw(['a', 'b', 'c', 't', 'k'])).toEqual([])
  })
  it('never mixes levels to fill the number', () => {
    expect(draw(['a', 'b'], 3)).toEqual(['c'])
  })
  it('draws somebody with two posts once', () => {
    const twice: Candidate[] = [...village, { personId: 'a', post: 'township_official' }]
    expect(draw([], 5, twice).sort()).toEqual(['a', 'b', 'c'])
  })
  it('never draws who is barred', () => {
    const subset = fc.subarray(['a', 'b', 'c', 't', 'k'])
    fc.assert(
      fc.property(fc.uuid(), subset, fc.integer({ min: 1, max: 5 }), (id, barred, count) => {
        const pool = { candidates: [...village, ...above], barred: new Set(barred), count }
        const drawn = drawReviewers(id, pool)
        expect(drawn.every(({ personId }) => !barred.includes(personId))).toBe(true)
        expect(drawn.length > 0).toBe(barred.length < 5)
      }),
    )
  })
})

describe('checkAnswering', () => {
  const open = { number: '1', state: 'open', decidedAt: null } as Appeal
  it.each([
    ['a case that does not exist', null, true, false, 'appeals.unknown_appeal'],
    ['a case of somebody else', open, false, false, 'appeals.not_your_case'],
    ['a relative', open, true, true, 'appeals.recused'],
    [
      'an answered case',
      { ...open, state: 'upheld' } as Appeal,
      true,
      false,
      'appeals.already_decided',
    ],
    [
      'a case taken back',
      { ...open, state: 'withdrawn' } as Appeal,
      true,
      false,
      'appeals.withdrawn',
    ],
    ['the reviewer it was drawn to', open, true, false, null],
  ] as const)('%s', (_, appeal, drawn, barred, code) => {
    const checked = checkAnswering(appeal, { drawn, barred })
    expect(checked.ok ? null : checked.code).toBe(code)
  })
})

describe('roleIn', () => {
  const nobody = { isAppellant: false, isHousehold: false, isReviewer: false, oversees: false }
  it.each([
    [nobody, null],
    [{ ...nobody, oversees: true }, 'overseer'],
    [{ ...nobody, isHousehold: true }, 'household'],
    [{ ...nobody, isReviewer: true, oversees: true }, 'reviewer'],
    [{ ...nobody, isAppellant: true, isHousehold: true }, 'appellant'],
  ] as const)('%o is %s', (facts, role) => expect(roleIn(facts)).toBe(role))
})

it('numbers the objections of a day', () => {
  expect([numberOf('2026-11-22', 0), numberOf('2026-11-22', 11)]).toEqual([
    '2026-1122-01',
    '2026-1122-12',
  ])
})
