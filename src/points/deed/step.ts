import type { Inputs } from '#compact/tables/model.ts'
import type { Actor } from '#kernel/actor.ts'
import type { CommandContext } from '#kernel/command.ts'
import { personIdsOf, residenceOf } from '#kernel/permission.ts'
import type { DeedStepRow } from '#points/store.ts'

export type PointsContext<I = object> = CommandContext<I & { tenantCode: string }>

export interface NewStep {
  readonly deedId: string
  /** How many steps the deed has had. */
  readonly after: number
  readonly kind: string
  readonly valueHundredths: number
  readonly reason?: string | null | undefined
  /** The answers given with it. */
  readonly inputs?: Inputs | null | undefined
}

/** A step records who acted, in which post of which body, and for whom. */
export function stepOf(context: PointsContext, step: NewStep): DeedStepRow {
  const { capacity, actor, now, envelopeId, input, newId } = context
  return {
    tenant_code: input.tenantCode,
    id: newId(),
    deed_id: step.deedId,
    number: step.after + 1,
    kind: step.kind,
    at: now,
    by_person_id: capacity.personId,
    by_post: capacity.post,
    by_organisation_id: capacity.organisationId,
    on_behalf_of: actor.behalf?.personId ?? null,
    value_hundredths: step.valueHundredths,
    reason: step.reason ?? null,
    envelope_id: envelopeId,
    inputs: step.inputs ?? null,
  }
}

/** All ids under which somebody is a person here: an account may be resident and office holder. */
export function selvesOf(context: Pick<PointsContext, 'actor' | 'capacity' | 'input'>): string[] {
  const { actor, capacity, input } = context
  const own = capacity.personId ? [capacity.personId] : []
  return [...new Set([...own, ...personIdsOf(actor, input.tenantCode)])]
}

/** Whose declarations somebody may put right: their own and their household's, or the helped one's. */
export function whoCorrects(context: Pick<PointsContext, 'actor' | 'capacity' | 'input'>) {
  const { actor, input } = context
  return {
    personIds: actor.behalf ? [actor.behalf.personId] : selvesOf(context),
    householdId: residenceOf(actor, input.tenantCode)?.householdId ?? null,
  }
}

/**
 * The grids somebody's posts of these kinds are bound to; null for the whole village. Only grid
 * workers are bound to theirs: everybody else may have to stand in anywhere.
 */
export function gridsOf(
  actor: Actor,
  tenantCode: string,
  posts: readonly string[],
): readonly string[] | null {
  const held = actor.posts.filter((p) => p.tenantCode === tenantCode && posts.includes(p.post))
  const bound = held.filter((p) => p.post === 'grid_worker' && p.divisionId !== null)
  return bound.length === held.length ? bound.map((p) => p.divisionId!) : null
}
