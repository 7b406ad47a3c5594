import { z } from 'zod'
import {
  idNumberText,
  NewPerson,
  personName,
  phoneText,
  plainDate,
  relations,
  sexes,
  tenantCode,
} from '#people/model.ts'

export const AddPerson = z.object({
  tenantCode,
  householdId: z.uuid(),
  relation: z.enum(relations).exclude(['head']),
  person: NewPerson,
  /** The day they came; today when left out. */
  since: plainDate.optional(),
})

/** Somebody who works for a place without living in one of its households. */
export const AddOfficial = z.object({ tenantCode, person: NewPerson })

/** Corrects what was entered; what is left out stays. */
export const ChangePerson = z.object({
  tenantCode,
  personId: z.uuid(),
  name: personName.optional(),
  sex: z.enum(sexes).optional(),
  birthDate: plainDate.optional(),
  idNumber: idNumberText.optional(),
  relation: z.enum(relations).exclude(['head']).optional(),
})
export type ChangePerson = z.output<typeof ChangePerson>

export const ChangePhone = z.object({
  tenantCode,
  /** Oneself when left out. */
  personId: z.uuid().optional(),
  /** None: the number is taken off the books. */
  phone: phoneText.optional(),
})

export const ClosePerson = z.object({
  tenantCode,
  personId: z.uuid(),
  reason: z.enum(['moved_away', 'entered_in_error']),
  closedOn: plainDate.optional(),
  /** Who becomes head, when the head goes and others stay. */
  newHeadId: z.uuid().optional(),
})

export const RecordDeath = z.object({
  tenantCode,
  personId: z.uuid(),
  diedOn: plainDate,
  newHeadId: z.uuid().optional(),
})

export const RevealIdentity = z.object({
  tenantCode,
  personId: z.uuid(),
  field: z.enum(['id_number', 'phone']),
  /** Shown to the person: why somebody needed the full number. */
  purpose: z.string().trim().min(4).max(200),
})

export const OnePerson = z.object({ tenantCode, personId: z.uuid() })
export const OnePlace = z.object({ tenantCode })

export interface Identity {
  readonly idNumberSealed: string | null
  readonly phoneSealed: string | null
}
