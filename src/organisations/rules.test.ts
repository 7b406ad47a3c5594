import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Holding,
  kindNames,
  kindOf,
  type Organisation,
  type OrganisationKind,
  type PostName,
  postNames,
} from './model.ts'
import { decideJoin, decideLeave } from './party/rules.ts'
import {
  ageOn,
  byRank,
  decideDissolve,
  decideEnd,
  decideFound,
  decideKept,
  inOrder,
  latestBirthOfAdult,
  overlap,
} from './rules.ts'

const today = '2026-11-22'
const body = (kind: OrganisationKind, facts: Partial<Organisation> = {}): Organisation => ({
  ...{ id: kind, kind, name: `本村 ${kind}`, foundedOn: '2020-01-01', dissolvedOn: null },
  ...facts,
})
const held = (post: PostName, personId: string, facts: Partial<Holding> = {}): Holding => ({
  ...{
    id: `${post}/${personId}`,
    organisationId: 'elsewhere',
    post,
    personId,
    name: `演示${personId}`,
  },
  ...{ divisionId: null, divisionName: null, divisionCode: null, since: '2024-01-01', until: null },
  ...{ basis: 'test', endedReason: null },
  ...facts,
})
const person = { id: 'p', name: '演示张三', birthDate: '1980-05-05', closedOn: null }
describe('the words for bodies and posts', () => {
  it('know every post of the permission matrix, each in the body that has it', () => {
    expect(postNames).toEqual(
      expect.arrayContaining([
        ...['secretary', 'deputy_secretary', 'director', 'deputy_director', 'committee_member'],
        ...['scorekeeper', 'supervision_chair', 'supervision_member', 'review_leader', 'reviewer'],
        ...['leading_head', 'leading_member', 'group_leader', 'grid_leader', 'grid_worker'],
        ...['chair', 'board_member', 'council_chair', 'council_member', 'representative'],
        ...['village_administrator', 'township_official', 'township_administrator'],
        ...['county_official', 'county_administrator'],
      ]),
    )
  })

  it.each(kindNames)('%s has posts of its own', (kind) => {
    expect(kindOf(kind).posts.length).toBeGreaterThan(0)
  })
})

describe('the order of posts', () => {
  it('is that of the body, then of the years in office', () => {
    const all = [
      held('deputy_secretary', 'a'),
      held('deputy_secretary', 'b', { since: '2020-01-01' }),
      held('secretary', 'c'),
    ]
    expect(all.sort(byRank('party_branch')).map((one) => one.personId)).toEqual(['c', 'b', 'a'])
  })

  it('follows the numbers of grids and groups, the second before the tenth', () => {
    const workers = ['10', '2', '1'].map((code) =>
      held('grid_worker', code, { divisionCode: code }),
    )
    const sorted = [...workers, held('grid_leader', 'leader')].sort(byRank('grid_team'))
    expect(sorted.map((one) => one.personId)).toEqual(['leader', '1', '2', '10'])
    const group = (divisionCode: string) => ({ kind: 'villagers_group' as const, divisionCode })
    const bodies = [group('10'), { kind: 'council' as const, divisionCode: null }, group('2')]
    expect(inOrder(bodies, (body) => [body]).map((body) => body.divisionCode)).toEqual([
      ...['2', '10', null],
    ])
  })
})

describe('overlapping terms', () => {
  const term = fc
    .tuple(fc.integer({ min: 10, max: 28 }), fc.option(fc.integer({ min: 1, max: 30 })))
    .map(([day, length]) => ({
      since: `2026-01-${day}`,
      until: length === null ? null : `2026-02-${String(length).padStart(2, '0')}`,
    }))

  it('are the same seen from either side, and every term overlaps itself', () => {
    fc.assert(
      fc.property(term, term, (one, other) => {
        expect(overlap(one, other)).toBe(overlap(other, one))
        expect(overlap(one, one)).toBe(true)
      }),
    )
  })

  it('do not when one ends the day the other begins', () => {
    const first = { since: '2024-01-01', until: '2026-12-01' }
    expect(overlap(first, { since: '2026-12-01' })).toBe(false)
  })
})

describe('full age', () => {
  it.each([
    ['2008-11-22', 18],
    ['2008-11-23', 17],
    ['1980-05-05', 46],
  ])('born on %s is %i', (birthDate, age) => {
    expect(ageOn(birthDate, today)).toBe(age)
  })

  it('begins with the eighteenth birthday, also on 29 February', () => {
    expect(latestBirthOfAdult(today)).toBe('2008-11-22')
    expect(latestBirthOfAdult('2028-02-29')).toBe('2010-02-28')
  })
})

describe('founding and dissolving', () => {
  const found = (kind: OrganisationKind, more: object = {}) =>
    decideFound(
      { kind, name: '新组织', foundedOn: today },
      { level: 'village', others: [body('council')], today, ...more },
    )

  it('takes a body of the right level, once', () => {
    expect(found('review_group').ok).toBe(true)
    expect(found('enterprise', { others: [body('enterprise')] }).ok).toBe(true)
    expect(found('council', { others: [body('council', { dissolvedOn: today })] }).ok).toBe(true)
  })

  it.each([
    ['township_office', {}, 'organisations.kind_not_here'],
    ['council', {}, 'organisations.already_exists'],
    ['enterprise', { others: [body('council', { name: '新组织' })] }, 'organisations.name_taken'],
    ['review_group', { today: '2020-01-01' }, 'organisations.date_too_far'],
    ['review_group', { level: null }, 'organisations.kind_not_here'],
  ] as const)('refuses %s with %o', (kind, more, code) => {
    expect(found(kind, more)).toMatchObject({ ok: false, code })
  })

  it('dissolves once, after the founding', () => {
    expect(decideDissolve(body('council'), today, today).ok).toBe(true)
    const gone = body('council', { dissolvedOn: '2026-01-01' })
    expect(decideDissolve(gone, today, today)).toMatchObject({ code: 'organisations.dissolved' })
    expect(decideDissolve(body('council'), '2019-01-01', today)).toMatchObject({
      code: 'organisations.before_founding',
    })
    expect(decideDissolve(body('council'), '2028-01-01', today)).toMatchObject({
      code: 'organisations.date_too_far',
    })
  })
})

describe('ending a term', () => {
  it.each([
    [held('reviewer', 'p', { until: '2026-11-01' }), today, 'organisations.term_ended'],
    [held('reviewer', 'p'), '2023-12-31', 'organisations.term_inverted'],
    [held('reviewer', 'p'), '2028-01-01', 'organisations.date_too_far'],
  ])('%o on %s is refused', (holding, until, code) => {
    expect(decideEnd(holding, until, today)).toMatchObject({ ok: false, code })
  })

  it('may cut a planned end short', () => {
    expect(decideEnd(held('reviewer', 'p', { until: '2027-01-01' }), today, today).ok).toBe(true)
  })
})

describe('the last administrator of a county', () => {
  const last = held('county_administrator', 'p', { id: 'last' })
  const other = (more: Partial<Holding> = {}) =>
    held('county_administrator', 'q', { id: 'other', ...more })

  it.each([
    ['nobody else holds the post', [last]],
    ['the other has not begun', [last, other({ since: '2026-11-23' })]],
    ['the other has ended', [last, other({ until: today })]],
  ])('stays while %s', (_, keepers) => {
    expect(decideKept([last], keepers, today)).toMatchObject({
      ...{ ok: false, code: 'organisations.last_administrator', details: { name: '演示p' } },
    })
  })

  it('goes when another is in office that day, unless both are to go at once', () => {
    expect(decideKept([last], [last, other()], today).ok).toBe(true)
    expect(decideKept([last], [other({ until: '2027-01-01' })], today).ok).toBe(true)
    expect(decideKept([last, other()], [last, other()], today).ok).toBe(false)
  })

  it('is the only one who is kept: other posts and ended terms go freely', () => {
    expect(decideKept([held('county_official', 'p')], [], today).ok).toBe(true)
    expect(decideKept([{ ...last, until: '2026-01-01' }], [], today).ok).toBe(true)
    expect(decideKept([], [], today).ok).toBe(true)
  })
})

describe('party members without office', () => {
  const member = {
    ...{ id: 'm', organisationId: 'party_branch', personId: 'p', name: '演示张三' },
    ...{ since: '2020-01-01', until: null },
  }
  const join = (more: object = {}) =>
    decideJoin(
      { personId: 'p', since: today },
      { body: body('party_branch'), person, members: [], today, ...more },
    )

  it('join a branch once', () => {
    expect(join().ok).toBe(true)
    expect(join({ members: [{ ...member, until: '2026-01-01' }] }).ok).toBe(true)
  })

  it.each([
    [{ body: body('council') }, 'organisations.not_a_party_branch'],
    [{ person: null }, 'organisations.unknown_person'],
    [{ person: { ...person, birthDate: '2010-01-01' } }, 'organisations.minor'],
    [{ members: [member] }, 'organisations.already_member'],
    [{ today: '2020-01-01' }, 'organisations.date_too_far'],
  ])('do not with %o', (more, code) => {
    expect(join(more)).toMatchObject({ ok: false, code })
  })

  it('leave once, not before they joined', () => {
    expect(decideLeave(member, today, today).ok).toBe(true)
    expect(decideLeave({ ...member, until: today }, today, today)).toMatchObject({
      code: 'organisations.membership_ended',
    })
    expect(decideLeave(member, '2019-01-01', today)).toMatchObject({
      code: 'organisations.term_inverted',
    })
    expect(decideLeave(member, '2028-01-01', today)).toMatchObject({
      code: 'organisations.date_too_far',
    })
  })
})
