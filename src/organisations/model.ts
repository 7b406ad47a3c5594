import { z } from 'zod'

export type PlaceLevel = 'county' | 'township' | 'village'

interface Post {
  readonly post: string
  /** Held by one person of the body (and division) at a time. */
  readonly single?: true
  /** The post is for one grid or one villagers' group. */
  readonly division?: 'grid' | 'villagers_group'
}

interface Kind {
  readonly level: PlaceLevel
  /** A place has at most one such body at a time. */
  readonly unique: boolean
  /** Everybody may read who holds its posts. */
  readonly public: boolean
  readonly posts: readonly Post[]
}

const village = { level: 'village', unique: true, public: true } as const

/** The bodies of a village, township and county, and the posts each of them knows. */
export const kinds = {
  party_branch: {
    ...village,
    posts: [{ post: 'secretary', single: true }, { post: 'deputy_secretary' }],
  },
  villagers_committee: {
    ...village,
    posts: [
      { post: 'director', single: true },
      { post: 'deputy_director' },
      { post: 'committee_member' },
      { post: 'scorekeeper' },
      { post: 'accountant' },
      { post: 'clerk' },
    ],
  },
  supervision_committee: {
    ...village,
    posts: [{ post: 'supervision_chair', single: true }, { post: 'supervision_member' }],
  },
  representative_assembly: { ...village, posts: [{ post: 'representative' }] },
  review_group: {
    ...village,
    posts: [{ post: 'review_leader', single: true }, { post: 'reviewer' }],
  },
  leading_group: {
    ...village,
    posts: [{ post: 'leading_head', single: true }, { post: 'leading_member' }],
  },
  villagers_group: {
    ...village,
    unique: false,
    posts: [{ post: 'group_leader', single: true, division: 'villagers_group' }],
  },
  grid_team: {
    ...village,
    posts: [
      { post: 'grid_leader', single: true },
      { post: 'grid_worker', division: 'grid' },
    ],
  },
  collective: {
    ...village,
    unique: false,
    posts: [{ post: 'chair', single: true }, { post: 'board_member' }, { post: 'accountant' }],
  },
  council: {
    ...village,
    posts: [{ post: 'council_chair', single: true }, { post: 'council_member' }],
  },
  shop: { ...village, posts: [{ post: 'shop_operator' }] },
  enterprise: {
    ...village,
    unique: false,
    public: false,
    posts: [{ post: 'enterprise_manager' }],
  },
  administration: { ...village, public: false, posts: [{ post: 'village_administrator' }] },
  township_office: {
    ...village,
    level: 'township',
    posts: [{ post: 'township_official' }, { post: 'township_administrator' }],
  },
  county_office: {
    ...village,
    level: 'county',
    posts: [{ post: 'county_official' }, { post: 'county_administrator' }],
  },
} as const satisfies Record<string, Kind>

export type OrganisationKind = keyof typeof kinds
export const kindNames = Object.keys(kinds) as [OrganisationKind, ...OrganisationKind[]]
export type PostName = (typeof kinds)[OrganisationKind]['posts'][number]['post']
export const postNames = [
  ...new Set(kindNames.flatMap((kind) => kinds[kind].posts.map(({ post }) => post))),
] as [PostName, ...PostName[]]

export function kindOf(kind: OrganisationKind): Kind {
  return kinds[kind]
}
export function postOf(kind: OrganisationKind, post: string): Post | null {
  return kindOf(kind).posts.find((known) => known.post === post) ?? null
}

const tenantCode = z.string().regex(/^[0-9]{12}$/)
const plainDate = z.iso.date()
const reason = z.string().trim().min(2).max(200)
const organisationId = z.uuid()

export const Found = z.object({
  tenantCode,
  kind: z.enum(kindNames),
  name: z.string().trim().min(2).max(60),
  foundedOn: plainDate,
})
export const Dissolve = z.object({ tenantCode, organisationId, dissolvedOn: plainDate, reason })
export const Appoint = z.object({
  tenantCode,
  organisationId,
  post: z.enum(postNames),
  personId: z.uuid(),
  divisionId: z.uuid().optional(),
  since: plainDate,
  /** The first day after the term; open when left out. */
  until: plainDate.optional(),
  /** Election, appointment or resolution, with its date or number. */
  basis: reason,
})
export const EndTerm = z.object({ tenantCode, holdingId: z.uuid(), until: plainDate, reason })
export const JoinParty = z.object({
  tenantCode,
  organisationId,
  personId: z.uuid(),
  since: plainDate,
})
export const LeaveParty = z.object({ tenantCode, membershipId: z.uuid(), until: plainDate })

export const OfPlace = z.object({ tenantCode })
export const OneBody = z.object({ tenantCode, organisationId })
export const Candidates = z.object({
  tenantCode,
  /** A few letters of the name. */
  search: z.string().trim().min(1).max(60).optional(),
  /** The one person a page has just entered. */
  personId: z.uuid().optional(),
})

export interface Organisation {
  readonly id: string
  readonly kind: OrganisationKind
  readonly name: string
  readonly foundedOn: string
  readonly dissolvedOn: string | null
}

export interface Holding {
  readonly id: string
  readonly organisationId: string
  readonly post: PostName
  readonly personId: string
  readonly name: string
  readonly divisionId: string | null
  readonly divisionName: string | null
  readonly divisionCode: string | null
  readonly since: string
  readonly until: string | null
  readonly basis: string
  readonly endedReason: string | null
}

export interface PartyMember {
  readonly id: string
  readonly organisationId: string
  readonly personId: string
  readonly name: string
  readonly since: string
  readonly until: string | null
}

/** What has to be known of somebody before they are given a post. */
export interface Candidate {
  readonly id: string
  readonly name: string
  readonly birthDate: string
  readonly closedOn: string | null
}

/** Refusal codes with their HTTP status. */
export const organisationsRefusals = {
  'organisations.unknown_organisation': 404,
  'organisations.unknown_person': 404,
  'organisations.unknown_division': 404,
  'organisations.unknown_holding': 404,
  'organisations.unknown_membership': 404,
  'organisations.kind_not_here': 409,
  'organisations.already_exists': 409,
  'organisations.name_taken': 409,
  'organisations.dissolved': 409,
  'organisations.post_not_here': 422,
  'organisations.post_taken': 409,
  'organisations.already_holds': 409,
  'organisations.person_closed': 409,
  'organisations.minor': 409,
  'organisations.term_inverted': 422,
  'organisations.before_founding': 422,
  'organisations.date_too_far': 422,
  'organisations.division_needed': 422,
  'organisations.division_not_for_post': 422,
  'organisations.supervision_conflict': 409,
  'organisations.supervision_relative': 409,
  'organisations.term_ended': 409,
  'organisations.last_administrator': 409,
  'organisations.not_a_party_branch': 422,
  'organisations.already_member': 409,
  'organisations.membership_ended': 409,
} as const
export type OrganisationsRefusal = keyof typeof organisationsRefusals

export interface OrganisationTable {
  tenant_code: string
  id: string
  kind: OrganisationKind
  name: string
  founded_on: string
  dissolved_on: string | null
}
export interface PostHoldingTable {
  tenant_code: string
  id: string
  organisation_id: string
  post: PostName
  person_id: string
  division_id: string | null
  since: string
  until: string | null
  basis: string
  ended_reason: string | null
}
export interface PartyMembershipTable {
  tenant_code: string
  id: string
  organisation_id: string
  person_id: string
  since: string
  until: string | null
}
export interface PublicHolderView {
  tenant_code: string
  organisation_id: string
  post: PostName
  name: string
  division_name: string | null
  since: string
  until: string | null
}
export interface OrganisationsTables {
  'organisations.organisation': OrganisationTable
  'organisations.post_holding': PostHoldingTable
  'organisations.party_membership': PartyMembershipTable
  'organisations.public_holder': PublicHolderView
}
