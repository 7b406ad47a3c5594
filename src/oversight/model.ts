import { z } from 'zod'
import type { Actor, Capacity } from '#kernel/actor.ts'
import type { CommandContext } from '#kernel/command.ts'
import { holds, oversees, resides } from '#kernel/permission.ts'

export type OversightContext<I = object> = CommandContext<I & { tenantCode: string }>

/** Who supervises in the village, and who watches over it from the township. */
export const supervisors = ['supervision_chair', 'supervision_member'] as const
export const watchers = ['township_official'] as const

/** Whom a question without a name goes to: whoever leads the group that decides last. */
export const answeringPost = 'leading_head'

type Asked = { readonly actor: Actor; readonly input: { readonly tenantCode: string } }

/** The supervision committee, in its own name only. */
export function supervises({ actor, input }: Asked): Capacity | null {
  return actor.behalf ? null : holds(actor, input.tenantCode, supervisors)
}

/** The supervision committee, and the township's officials above the village. */
export function watches(facts: Asked): Capacity | null {
  const { actor, input } = facts
  if (actor.behalf) return null
  return supervises(facts) ?? oversees(actor, input.tenantCode, watchers)
}

/** Whoever may be asked something: residents and holders of a post here, never through a helper. */
export function mayBeAsked({ actor, input }: Asked): Capacity | null {
  if (actor.behalf) return null
  const posts = actor.posts.map((held) => held.post)
  return holds(actor, input.tenantCode, posts) ?? resides(actor, input.tenantCode)
}

export const TenantCode = z.string().regex(/^\d{12}$/)
export const OfPlace = z.object({ tenantCode: TenantCode })

export const oversightRefusals = {
  'oversight.unknown_flag': 404,
  'oversight.recused': 403,
  'oversight.already_asked': 409,
  'oversight.not_asked': 409,
  'oversight.not_your_question': 403,
  'oversight.already_answered': 409,
  'oversight.already_closed': 409,
  'oversight.unknown_cycle': 404,
  'oversight.day_noted': 409,
  'oversight.outside_cycle': 422,
  'oversight.no_running_cycle': 409,
  'oversight.sampling_open': 409,
  'oversight.unknown_sampling': 404,
  'oversight.already_drawn': 409,
  'oversight.nothing_to_draw': 409,
  'oversight.not_drawn': 409,
  'oversight.unknown_check': 404,
  'oversight.already_checked': 409,
  'oversight.same_hand': 403,
  'oversight.checks_open': 409,
  'oversight.already_published': 409,
} as const
export type OversightRefusal = keyof typeof oversightRefusals
