import type { Session } from '#kernel/actor.ts'
import type { Chance } from './chance.ts'
import type { Door } from './door.ts'
import type { House, Villager } from './population.ts'
import type { Body } from './posts.ts'
import type { Timeline } from './timeline.ts'

/** A village of the story while it is being told. */
export interface Village {
  readonly tenantCode: string
  readonly name: string
  readonly houses: House[]
  readonly bodies: readonly Body[]
  /** Identifiers of the divisions, by number counted from 1. */
  readonly groupIds: string[]
  readonly gridIds: string[]
  readonly administrator: Session
  readonly chance: Chance
}

/** What every part of the story needs. */
export interface Telling {
  readonly door: Door
  readonly timeline: Timeline
  readonly village: Village
}

export function holders(village: Village, post: string): Villager[] {
  return village.bodies.flatMap((body) =>
    body.holders.filter((holder) => holder.post === post).map((holder) => holder.villager),
  )
}

export function holder(village: Village, post: string): Villager {
  return holders(village, post)[0]!
}

export function gridWorker(village: Village, grid: number): Villager {
  const team = village.bodies.find((body) => body.kind === 'grid_team')!
  return team.holders.find((one) => one.post === 'grid_worker' && one.division === grid)!.villager
}

/** Signs somebody in by the story's own hand; the first time, their account is linked. */
export async function as(
  { door, village }: Omit<Telling, 'timeline'>,
  who: Villager,
): Promise<Session> {
  if (!who.accountId) {
    const input = {
      tenantCode: village.tenantCode,
      personId: who.id,
      way: 'demonstration' as const,
    }
    who.accountId = (
      await door.act({ accountId: null, system: 'sign_in' }, 'auth.link_account', input)
    ).accountId
  }
  return { accountId: who.accountId }
}
