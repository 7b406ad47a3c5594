import { z } from 'zod'

/** Why something stays although the check warns of it. */
export const ExplainFinding = z.object({
  /** Key of the item or aspect; left out for the rule book as a whole. */
  part: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/)
    .optional(),
  code: z.string().max(40),
  reason: z.string().trim().min(2).max(600),
})

/** A reason, with the words it was given for. */
export interface FindingReason {
  /** Key of the item or aspect; empty for the rule book as a whole. */
  readonly part: string
  readonly code: string
  readonly excerpt: string
  readonly reason: string
  /** ISO instant. */
  readonly at: string
}
