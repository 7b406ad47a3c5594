import { z } from 'zod'
import { reason, tenantCode } from '#people/model.ts'

export const ForgetPerson = z.object({
  tenantCode,
  personId: z.uuid(),
  /** Who asked for it and on what ground; stays in the record, so it should name nobody. */
  ground: reason,
})

/** What decides whether somebody can be forgotten today. */
export interface ForgettingFacts {
  readonly name: string
  readonly closedOn: string | null
  readonly forgottenAt: string | null
  /** Came back: a later record of the same human being stands on the books here. */
  readonly cameBack: boolean
  /** An objection about their last household waits for its answer. */
  readonly objectionOpen: boolean
  /** The last notice that still hangs with a line of their last household; `endsAt` is an instant. */
  readonly notice: { readonly serial: string; readonly endsAt: string } | null
}
