import { z } from 'zod'

/** What a person may agree to, each by itself and each withdrawable: only what is really used. */
export const purposes = ['points', 'publish_name'] as const
export type Purpose = (typeof purposes)[number]

/** The wording people agree to; a new wording gets a new number and asks again. */
export const wordingVersion = 1

export const sexes = ['female', 'male'] as const
export type Sex = (typeof sexes)[number]

/** How somebody is related to the head of their household. */
export const relations = [
  'head',
  'spouse',
  'son',
  'daughter',
  'son_in_law',
  'daughter_in_law',
  'father',
  'mother',
  'father_in_law',
  'mother_in_law',
  'brother',
  'sister',
  'grandfather',
  'grandmother',
  'grandson',
  'granddaughter',
  'other',
] as const
export type Relation = (typeof relations)[number]

export const divisionKinds = ['villagers_group', 'grid'] as const
export type DivisionKind = (typeof divisionKinds)[number]

/**
 * Stands in the place of a forgotten person's name, in the database too (check `person_forgotten`);
 * `src/web/forgotten-names.ts` says it in the reader's language.
 */
export const forgottenName = '（已遗忘）'

export const tenantCode = z.string().regex(/^[0-9]{12}$/)
export const plainDate = z.iso.date()
export const personName = z.string().trim().min(1).max(60)
export const reason = z.string().trim().min(2).max(200)

/** Eighteen digits (the last may be X), as on the card; whether it can be right is checked apart. */
export const idNumberText = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[0-9]{17}[0-9X]$/)
export const phoneText = z
  .string()
  .transform((text) => text.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^(\+86)?1[3-9][0-9]{9}$|^0[0-9]{9,11}$/))
  .transform((text) => text.replace(/^\+86/, ''))

export const NewPerson = z.object({
  name: personName,
  sex: z.enum(sexes),
  birthDate: plainDate,
  idNumber: idNumberText.optional(),
  phone: phoneText.optional(),
})
export type NewPerson = z.output<typeof NewPerson>

export interface Person {
  readonly id: string
  readonly name: string
  readonly sex: Sex
  /** Plain date. */
  readonly birthDate: string
  readonly openedOn: string
  readonly closedOn: string | null
  readonly closedReason: PersonTable['closed_reason']
  /** Instant. */
  readonly forgottenAt: string | null
}

export interface Member extends Person {
  readonly membershipId: string
  readonly householdId: string
  readonly relation: Relation
  readonly since: string
}

export interface Household {
  readonly id: string
  readonly code: string
  readonly openedOn: string
  readonly closedOn: string | null
}

/** Refusal codes with their HTTP status. */
export const peopleRefusals = {
  'people.unknown_person': 404,
  'people.unknown_household': 404,
  'people.unknown_division': 404,
  'people.unknown_assistance': 404,
  'people.unknown_kinship': 404,
  'people.unknown_sheet': 404,
  'people.sheet_of_another': 403,
  'people.person_closed': 409,
  'people.still_on_books': 409,
  'people.already_forgotten': 409,
  'people.objection_open': 409,
  'people.notice_hanging': 409,
  'people.household_closed': 409,
  'people.household_code_taken': 409,
  'people.household_without_head': 409,
  'people.head_needed': 409,
  'people.already_member': 409,
  'people.not_a_member': 409,
  'people.nobody_left': 409,
  'people.nobody_found': 404,
  'people.several_found': 409,
  'people.same_household': 409,
  'people.same_place': 409,
  'people.not_a_village': 409,
  'people.same_person': 409,
  'people.id_number_wrong': 422,
  'people.id_number_taken': 409,
  'people.id_number_disagrees': 422,
  'people.birth_date_in_future': 422,
  'people.date_in_future': 422,
  'people.date_too_early': 422,
  'people.not_your_grid': 403,
  'people.minor': 409,
  'people.guardian_is_minor': 409,
  'people.guardianship_needs_decision': 409,
  'people.kinship_known': 409,
  'people.consent_given': 409,
  'people.no_open_consent': 409,
  'people.passbook_code_wrong': 403,
  'people.witness_needed': 422,
  'people.witness_unfit': 409,
  'people.assistance_ended': 409,
  'people.not_your_assistance': 403,
  'people.roster_rows_wrong': 422,
  'people.roster_empty': 422,
  'people.roster_changed_meanwhile': 409,
} as const

export type PeopleRefusal = keyof typeof peopleRefusals

export interface PersonTable {
  tenant_code: string
  id: string
  name: string
  pinyin: string
  sex: Sex
  birth_date: string
  opened_on: string
  closed_on: string | null
  closed_reason: 'moved_away' | 'died' | 'entered_in_error' | null
  linked_tenant_code: string | null
  linked_person_id: string | null
  forgotten_at: string | null
}
export interface IdentityTable {
  tenant_code: string
  person_id: string
  id_number_sealed: string | null
  id_number_digest: string | null
  phone_sealed: string | null
  phone_digest: string | null
}
export interface HouseholdTable {
  tenant_code: string
  id: string
  code: string
  opened_on: string
  closed_on: string | null
}
export interface MembershipTable {
  tenant_code: string
  id: string
  person_id: string
  household_id: string
  relation: Relation
  since: string
  until: string | null
}
export interface HouseholdDivisionTable {
  tenant_code: string
  id: string
  household_id: string
  division_id: string
  kind: DivisionKind
  since: string
  until: string | null
}
export interface HouseholdEventTable {
  tenant_code: string
  id: string
  kind: 'moved_out' | 'moved_in' | 'split' | 'merged'
  from_tenant_code: string
  from_household_id: string
  to_tenant_code: string
  to_household_id: string
  happened_on: string
  recorded_at: string
  recorded_by: string | null
  reason: string
}
export interface PeopleTables {
  'people.person': PersonTable
  'people.identity': IdentityTable
  'people.household': HouseholdTable
  'people.membership': MembershipTable
  'people.household_division': HouseholdDivisionTable
  'people.household_event': HouseholdEventTable
}
