import { z } from 'zod'
import { tenantCode } from '#people/model.ts'

export const assistanceMethods = ['passbook_code', 'spoken_with_witness', 'paper'] as const
export type AssistanceMethod = (typeof assistanceMethods)[number]

export const RecordAssistance = z.object({
  tenantCode,
  /** Who is helped. */
  personId: z.uuid(),
  method: z.enum(assistanceMethods),
  /** The code on the helped person's own card. */
  passbookCode: z.string().trim().max(40).optional(),
  /** Who heard them say yes. */
  witnessPersonId: z.uuid().optional(),
})
export type RecordAssistance = z.output<typeof RecordAssistance>

export const EndAssistance = z.object({ tenantCode, assistanceId: z.uuid() })

export const FindForHelp = z.object({
  tenantCode,
  /** The full name, as written on the card. */
  name: z.string().trim().min(2).max(60),
  householdCode: z.string().trim().max(10).optional(),
})

export interface AssistanceTable {
  tenant_code: string
  id: string
  person_id: string
  helper_tenant_code: string
  helper_person_id: string
  method: AssistanceMethod
  witness_person_id: string | null
  granted_at: string
  expires_at: string
  ended_at: string | null
  ended_by: string | null
}

export interface Assistance {
  readonly id: string
  readonly personId: string
  readonly helperTenantCode: string
  readonly helperPersonId: string
  readonly expiresAt: string
  readonly endedAt: string | null
}

/** One time somebody was helped, as they see it themselves. */
export interface Helped {
  readonly id: string
  readonly helperName: string | null
  readonly method: AssistanceMethod
  readonly witnessName: string | null
  readonly grantedAt: string
  readonly expiresAt: string
  readonly endedAt: string | null
}

/** As much as somebody needs to find the neighbour they help, and no more. */
export interface FoundForHelp {
  readonly personId: string
  readonly name: string
  readonly householdCode: string
  readonly groupName: string | null
}
