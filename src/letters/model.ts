import { z } from 'zod'

/** What somebody may choose to say about themselves alone. */
export const ownFacts = ['name', 'household', 'since', 'posts'] as const
/** What is about the whole household: its other adults who take part are asked. */
export const householdFacts = ['stars', 'points', 'deeds'] as const
export const factKinds = [...ownFacts, ...householdFacts] as const
export type FactKind = (typeof factKinds)[number]

export const isHouseholdFact = (kind: FactKind): boolean =>
  householdFacts.some((one) => one === kind)

/** Who keeps the lenders of their own place. */
export const lenderKeepers = [
  ...['village_administrator', 'township_administrator', 'county_administrator'],
] as const

/** Who may know how many letters there are at their own place, and nothing else. */
export const counters = [
  ...['director', 'secretary', 'supervision_chair', 'supervision_member'],
  ...lenderKeepers,
] as const

export interface Product {
  readonly name: string
  readonly terms: string
}

/** A lender as it stands: the last version the place keeps. */
export interface Lender {
  /** The place that keeps it: the village itself, or one it lies in. */
  readonly tenantCode: string
  readonly lenderId: string
  readonly version: number
  readonly act: 'offered' | 'ended'
  readonly name: string
  readonly contact: string
  readonly description: string
  readonly products: readonly Product[]
  readonly keptAt: string
}

export interface CycleFacts {
  readonly unit: 'month' | 'quarter' | 'year'
  readonly year: number
  readonly number: number
  readonly stars?: number
  /** Hundredths of a point. */
  readonly points?: number
  /** How many approved deeds by aspect: the aspect's Chinese title and a number. */
  readonly deeds?: readonly (readonly [aspect: string, count: number])[]
}

/** The facts that stand in a letter; what was not chosen is not there at all. */
export interface Facts {
  readonly name?: string
  readonly household?: string
  /** Takes part in points since this plain date. */
  readonly since?: string
  readonly posts?: readonly {
    readonly body: string
    readonly post: string
    readonly since: string
  }[]
  readonly cycles?: readonly CycleFacts[]
}

/** What is signed, as canonical JSON (RFC 8785). Instants are ISO 8601, UTC. */
export interface Letter {
  readonly v: 1
  readonly kind: 'xiangyue.letter'
  readonly id: string
  readonly place: { readonly code: string; readonly name: string }
  readonly to: string
  readonly purpose: string
  readonly issuedAt: string
  readonly expiresAt: string
  readonly key: string
  readonly facts: Facts
  readonly note: string
}

/** Stands in every letter, signed with the rest. */
export const letterNote =
  '本函不是信用评价，积分不是信用；贷款方不得强求本函，也不得据此自动放贷或拒贷。'

export interface PublicKey {
  readonly id: string
  /** 32 bytes in base64url (Ed25519). */
  readonly publicKey: string
  /** Letters issued in this year. */
  readonly year: number
}

export type LetterState = 'draft' | 'valid' | 'expired' | 'revoked'

const tenantCode = z.string().regex(/^\d{12}$/)
const id = z.uuid()
/** Long enough that nobody guesses one: 24 letters and digits, in groups of four. */
const code = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){5}$/)
const words = (most: number) => z.string().trim().min(2).max(most)

export const OnePlace = z.object({ tenantCode })
export const OneLetter = z.object({ tenantCode, letterId: id })
export const OneLender = z.object({ tenantCode, lenderId: id })

export const KeepLender = z.object({
  tenantCode,
  /** Left out for one that is new. */
  lenderId: id.optional(),
  name: words(40),
  contact: words(100),
  description: words(500),
  /** The lender's own words; a product without a name is none. */
  products: z
    .array(z.object({ name: words(60), terms: words(1000) }))
    .max(5)
    .default([]),
})

export const BeginLetter = z.object({
  tenantCode,
  lenderId: id,
  purpose: words(60),
  facts: z
    .array(z.enum(factKinds))
    .min(1)
    .transform((list) => [...new Set(list)]),
  cycleIds: z
    .array(id)
    .max(4)
    .default([])
    .transform((list) => [...new Set(list)]),
  days: z.int().min(1).max(180),
})
export type BeginLetter = z.output<typeof BeginLetter>

export const AnswerLetter = z.object({ tenantCode, letterId: id, agrees: z.boolean() })

export const IssueLetter = z.object({
  tenantCode,
  letterId: id,
  /** SHA-256 of the facts as the preview showed them. */
  seen: z.string().regex(/^[0-9a-f]{64}$/),
})

export const LookUp = z.object({ tenantCode, code, lenderName: words(60) })
export const ShowLetter = z.object({ tenantCode, code, lookId: id })

/** `231282106202-XXXX-…`: which place, and the code that opens one letter there. */
export function readLetterCode(typed: string): { tenantCode: string; code: string } | null {
  const found = /^(\d{12})-(.+)$/.exec(typed.trim().replace(/[‐–—－]/g, '-'))
  const known = found && code.safeParse(found[2])
  return known?.success ? { tenantCode: found![1]!, code: known.data } : null
}

export const lettersRefusals = {
  'letters.unknown_lender': 404,
  'letters.lender_ended': 409,
  'letters.lender_known': 409,
  'letters.minor': 409,
  'letters.draft_open': 409,
  'letters.not_taking_part': 409,
  'letters.no_cycle_chosen': 422,
  'letters.no_household_fact': 422,
  'letters.cycle_not_final': 422,
  'letters.too_long': 422,
  'letters.unknown_letter': 404,
  'letters.already_issued': 409,
  'letters.changed_since_preview': 409,
  'letters.nothing_left': 409,
  'letters.not_valid': 409,
  'letters.looked_too_often': 429,
} as const
export type LettersRefusal = keyof typeof lettersRefusals
