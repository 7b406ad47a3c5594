import { describe, expect, it } from 'vitest'
import type { Holding, Organisation, OrganisationKind, PostName } from './model.ts'
import { type AppointFacts, decideAppoint } from './rules.ts'

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
const facts = (kind: OrganisationKind, more: Partial<AppointFacts> = {}): AppointFacts => ({
  ...{
    body: body(kind),
    person,
    division: null,
    holdings: [],
    relatives: new Set<string>(),
    today,
  },
  ...more,
})
const wish = (post: string, more: object = {}) => ({
  ...{ post, personId: 'p', since: '2026-12-01' },
  ...more,
})

describe('giving a post', () => {
  const grid = { kind: 'grid', until: null }

  it('works for a grown-up of the place in a body that has the post', () => {
    expect(decideAppoint(wish('reviewer'), facts('review_group')).ok).toBe(true)
    const worker = wish('grid_worker', { divisionId: 'd' })
    expect(decideAppoint(worker, facts('grid_team', { division: grid })).ok).toBe(true)
  })

  it.each([
    [wish('reviewer'), facts('council'), 'organisations.post_not_here'],
    [
      wish('reviewer'),
      facts('review_group', { body: body('review_group', { dissolvedOn: '2026-01-01' }) }),
      'organisations.dissolved',
    ],
    [
      wish('reviewer', { until: '2026-12-01' }),
      facts('review_group'),
      'organisations.term_inverted',
    ],
    [
      wish('reviewer', { since: '2019-12-31' }),
      facts('review_group'),
      'organisations.before_founding',
    ],
    [
      wish('reviewer', { since: '2028-01-01' }),
      facts('review_group'),
      'organisations.date_too_far',
    ],
    [wish('reviewer'), facts('review_group', { person: null }), 'organisations.unknown_person'],
    [
      wish('reviewer'),
      facts('review_group', { person: { ...person, closedOn: '2026-01-01' } }),
      'organisations.person_closed',
    ],
    [
      wish('reviewer'),
      facts('review_group', { person: { ...person, birthDate: '2008-12-02' } }),
      'organisations.minor',
    ],
    [wish('grid_worker'), facts('grid_team'), 'organisations.division_needed'],
    [
      wish('grid_worker', { divisionId: 'd' }),
      facts('grid_team', { division: { kind: 'villagers_group', until: null } }),
      'organisations.division_needed',
    ],
    [
      wish('grid_worker', { divisionId: 'd' }),
      facts('grid_team'),
      'organisations.unknown_division',
    ],
    [
      wish('grid_worker', { divisionId: 'd' }),
      facts('grid_team', { division: { kind: 'grid', until: '2026-12-01' } }),
      'organisations.unknown_division',
    ],
    [
      wish('reviewer', { divisionId: 'd' }),
      facts('review_group', { division: grid }),
      'organisations.division_not_for_post',
    ],
    [
      wish('secretary'),
      facts('party_branch', {
        holdings: [held('secretary', 'q', { organisationId: 'party_branch' })],
      }),
      'organisations.post_taken',
    ],
    [
      wish('reviewer'),
      facts('review_group', {
        holdings: [held('reviewer', 'p', { organisationId: 'review_group' })],
      }),
      'organisations.already_holds',
    ],
  ])('%o is refused in %o', (appointment, around, code) => {
    expect(decideAppoint(appointment, around)).toMatchObject({ ok: false, code })
  })

  it('follows on an ended term, and several may be members', () => {
    const before = held('secretary', 'q', { organisationId: 'party_branch', until: '2026-12-01' })
    expect(decideAppoint(wish('secretary'), facts('party_branch', { holdings: [before] })).ok).toBe(
      true,
    )
    const colleague = held('reviewer', 'q', { organisationId: 'review_group' })
    const around = facts('review_group', { holdings: [colleague] })
    expect(decideAppoint(wish('reviewer'), around).ok).toBe(true)
  })
})

describe('the supervision committee', () => {
  const supervise = (more: Partial<AppointFacts>) =>
    decideAppoint(wish('supervision_member'), facts('supervision_committee', more))

  it.each(['director', 'deputy_director', 'committee_member', 'accountant', 'clerk'] as const)(
    'has no %s in it',
    (post) => {
      expect(supervise({ holdings: [held(post, 'p')] })).toMatchObject({
        ...{ code: 'organisations.supervision_conflict', details: { post } },
      })
    },
  )

  it.each(['director', 'deputy_director', 'committee_member'] as const)(
    'has no near relative of the %s in it',
    (post) => {
      const relatives = new Set(['q'])
      expect(supervise({ relatives, holdings: [held(post, 'q')] })).toMatchObject({
        code: 'organisations.supervision_relative',
      })
    },
  )

  it('is open to relatives of an accountant, to a former member, and to other posts', () => {
    const relatives = new Set(['q'])
    expect(supervise({ relatives, holdings: [held('accountant', 'q')] }).ok).toBe(true)
    expect(supervise({ holdings: [held('director', 'p', { until: '2026-12-01' })] }).ok).toBe(true)
    expect(supervise({ holdings: [held('representative', 'p')] }).ok).toBe(true)
  })

  it('keeps its members and their relatives out of the villagers’ committee in turn', () => {
    const director = (more: Partial<AppointFacts>) =>
      decideAppoint(wish('director'), facts('villagers_committee', more))
    expect(director({ holdings: [held('supervision_chair', 'p')] })).toMatchObject({
      code: 'organisations.supervision_conflict',
    })
    expect(
      director({ relatives: new Set(['q']), holdings: [held('supervision_member', 'q')] }),
    ).toMatchObject({ code: 'organisations.supervision_relative' })
    const accountant = decideAppoint(
      wish('accountant'),
      facts('collective', { holdings: [held('supervision_member', 'p')] }),
    )
    expect(accountant).toMatchObject({ code: 'organisations.supervision_conflict' })
  })
})
