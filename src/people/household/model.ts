import { z } from 'zod'
import { part } from '#kernel/listing.ts'
import { NewPerson, plainDate, reason, relations, tenantCode } from '#people/model.ts'
import { normaliseHouseholdCode } from '#people/rules.ts'

/** The household's number on the board: three to six digits. */
export const householdCode = z.string().transform((text, issue) => {
  const code = normaliseHouseholdCode(text)
  if (code) return code
  issue.addIssue({ code: 'custom', message: 'household_code' })
  return z.NEVER
})

export const OpenHousehold = z.object({
  tenantCode,
  code: householdCode,
  groupId: z.uuid().optional(),
  gridId: z.uuid().optional(),
  head: NewPerson,
  members: z
    .array(NewPerson.extend({ relation: z.enum(relations).exclude(['head']) }))
    .max(30)
    .default([]),
  openedOn: plainDate.optional(),
})

/** Which group and grid a household lies in from a day on. */
export const PlaceHousehold = z.object({
  tenantCode,
  householdId: z.uuid(),
  groupId: z.uuid().optional(),
  gridId: z.uuid().optional(),
  since: plainDate.optional(),
})

export const JoinHousehold = z.object({
  tenantCode,
  personId: z.uuid(),
  householdId: z.uuid(),
  relation: z.enum(relations).exclude(['head']),
  since: plainDate.optional(),
  /** Who becomes head of the household they leave, when they were its head. */
  newHeadId: z.uuid().optional(),
})

export const LeaveHousehold = z.object({
  tenantCode,
  personId: z.uuid(),
  until: plainDate.optional(),
  newHeadId: z.uuid().optional(),
})

export const SplitHousehold = z.object({
  tenantCode,
  householdId: z.uuid(),
  newCode: householdCode,
  /** Who goes to the new household. */
  personIds: z.array(z.uuid()).min(1).max(30),
  /** Head of the new household: one of those who go. */
  headId: z.uuid(),
  /** Head of the old one, when its head goes. */
  newHeadId: z.uuid().optional(),
  happenedOn: plainDate,
  reason,
})

export const MergeHouseholds = z.object({
  tenantCode,
  fromHouseholdId: z.uuid(),
  intoHouseholdId: z.uuid(),
  happenedOn: plainDate,
  reason,
})

export const MoveHousehold = z.object({
  /** The village they leave. */
  tenantCode,
  householdId: z.uuid(),
  toTenantCode: tenantCode,
  toCode: householdCode,
  groupId: z.uuid().optional(),
  gridId: z.uuid().optional(),
  happenedOn: plainDate,
  reason,
})

export const householdSorts = ['code', 'head', 'members', 'group', 'grid', 'part'] as const

export const HouseholdSearch = z.object({
  tenantCode,
  /** Name, pinyin, initials or household code. */
  q: z.string().trim().max(60).optional(),
  groupId: z.uuid().optional(),
  gridId: z.uuid().optional(),
  takesPart: z.enum(['yes', 'no']).optional(),
  sort: z.enum(householdSorts).default('code'),
  descending: z.boolean().default(false),
  ...part(50),
})
export type HouseholdSearch = z.output<typeof HouseholdSearch>

export const OneHousehold = z.object({ tenantCode, householdId: z.uuid() })

export interface HouseholdLine {
  readonly id: string
  readonly code: string
  readonly headName: string | null
  readonly members: number
  readonly groupName: string | null
  readonly gridName: string | null
  readonly takesPart: boolean
}
