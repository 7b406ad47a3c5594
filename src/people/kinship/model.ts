import { z } from 'zod'
import { plainDate, tenantCode } from '#people/model.ts'

/** What the relative is to the person. */
export const kinds = ['parent', 'child', 'sibling', 'spouse', 'in_law'] as const
export type KinshipKind = (typeof kinds)[number]

export const RecordKinship = z.object({
  tenantCode,
  personId: z.uuid(),
  relation: z.enum(kinds),
  relativeId: z.uuid(),
  since: plainDate.optional(),
})

export const EndKinship = z.object({ tenantCode, kinshipId: z.uuid() })

export const NameGuardian = z.object({
  tenantCode,
  wardId: z.uuid(),
  guardianId: z.uuid(),
  /** For an adult ward: the court's decision, by its number. Civil Code, articles 24 and 28. */
  decision: z.string().trim().min(2).max(200).optional(),
})

export interface KinshipTable {
  tenant_code: string
  id: string
  person_id: string
  relation: KinshipKind
  relative_id: string
  since: string
  until: string | null
}
export interface GuardianshipTable {
  tenant_code: string
  id: string
  ward_id: string
  guardian_id: string
  decision: string | null
  since: string
  until: string | null
}
export interface KinshipTables {
  'people.kinship': KinshipTable
  'people.guardianship': GuardianshipTable
}

/** One tie between two people, read from either side. */
export interface Tie {
  readonly personId: string
  readonly relativeId: string
}

/** Who lives in which household today. */
export interface Living {
  readonly personId: string
  readonly householdId: string
}
