import { z } from 'zod'
import { type Purpose, plainDate, purposes, tenantCode } from '#people/model.ts'

export const methods = ['roster_signature', 'online', 'paper', 'spoken_to_helper'] as const
export type ConsentMethod = (typeof methods)[number]

/** One's own choice, or (with `personId` and the day on the paper) one signed on paper. */
const choice = {
  tenantCode,
  purpose: z.enum(purposes),
  /** Whose signature on paper is entered; left out for one's own choice. */
  personId: z.uuid().optional(),
  /** The day on the paper. */
  signedOn: plainDate.optional(),
}

export const GrantConsent = z.object(choice)
export const WithdrawConsent = z.object(choice)
export type ConsentInput = z.output<typeof GrantConsent>

export interface ConsentTable {
  tenant_code: string
  id: string
  person_id: string
  purpose: Purpose
  wording_version: number
  method: ConsentMethod
  granted_at: string
  granted_by: string | null
  withdrawn_at: string | null
  withdrawn_by: string | null
  /** When it was entered; a signature on paper may be older. */
  recorded_at: string
}

export interface Consent {
  readonly id: string
  readonly purpose: Purpose
  readonly wordingVersion: number
  readonly method: ConsentMethod
  readonly grantedAt: string
  /** Who entered it, when it was not the person themself. */
  readonly grantedByName: string | null
  readonly withdrawnAt: string | null
  readonly withdrawnByName: string | null
}

/** A household that takes part, as it is shown on a notice. */
export interface Participating {
  readonly householdId: string
  readonly code: string
  /** The head's name, when the head agreed that it is published. */
  readonly consentedName: string | null
  /** Its adults who take part, by id. */
  readonly participantIds: readonly string[]
}

export interface ParticipatingHousehold extends Participating {
  /** Plain date on which the household's record began. */
  readonly openedOn: string
  readonly headName: string | null
  readonly groupName: string | null
}

/** Whether an open household takes part, and with how many adults. */
export interface Standing {
  readonly takesPart: boolean
  readonly participants: number
}
