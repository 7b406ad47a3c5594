import { z } from 'zod'
import type { VillageRulesContent } from '../village-rules/model.ts'

/** The clause of the village rules that an item of a rule book rests on, in one text of them. */
export const ClauseCitation = z.strictObject({
  rulesId: z.uuid(),
  /** Content hash of the village rules as they were adopted. */
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
  clause: z.int().min(1).max(999),
})
export type ClauseCitation = z.infer<typeof ClauseCitation>

/** Which clauses the items of a draft rest on; an item without a number rests on none. */
export const CiteClauses = z.object({
  /** The village rules on the screen. */
  rulesId: z.uuid(),
  citations: z
    .array(
      z.object({
        itemKey: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
        clause: z.int().min(1).max(999).optional(),
      }),
    )
    .max(300),
})
export type CiteClauses = z.infer<typeof CiteClauses>

/** Adopted and filed village rules, which items can cite. */
export interface FiledRules {
  readonly id: string
  readonly number: number
  readonly content: VillageRulesContent
  readonly contentHash: string
  /** Plain date from which they hold. */
  readonly effectiveFrom: string
}
