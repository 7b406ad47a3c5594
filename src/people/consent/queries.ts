import type { Db } from '#kernel/tables.ts'
import type { Purpose } from '#people/model.ts'
import { type Here, inBulk } from '#people/store.ts'
import type { Participating, ParticipatingHousehold, Standing } from './model.ts'
import {
  findAgreeing,
  findParticipating,
  findParticipatingAmong,
  findStandings,
  hasOpenConsent,
  openSince,
} from './store.ts'

/** The households that take part in points: at least one adult agreed. Others appear nowhere. */
export async function participatingHouseholds(
  db: Db,
  tenantCode: string,
  today: string,
): Promise<ParticipatingHousehold[]> {
  return inBulk(db, () => findParticipating(db, { tenantCode, today }))
}

/** Those of these households that take part, by household code. */
export async function participatingAmong(
  db: Db,
  which: Here & { readonly householdIds: readonly string[] },
): Promise<Participating[]> {
  return findParticipatingAmong(db, which)
}

/** Whether each of these households takes part, and with how many adults; closed ones are left out. */
export async function householdStandings(
  db: Db,
  which: Here & { readonly householdIds: readonly string[] },
): Promise<ReadonlyMap<string, Standing>> {
  return findStandings(db, which)
}

/** The adults who agreed to a purpose, as a set to look up in. */
export async function agreeingPersons(
  db: Db,
  here: Here,
  purpose: Purpose,
): Promise<ReadonlySet<string>> {
  return new Set(await inBulk(db, () => findAgreeing(db, here, purpose)))
}

/** Whether somebody takes part in points. */
export async function takesPart(
  db: Db,
  whose: Here & { readonly personId: string },
): Promise<boolean> {
  return hasOpenConsent(db, whose.tenantCode, { personId: whose.personId, purpose: 'points' })
}

/** Since which instant somebody has taken part in points without a break; null for whoever does not. */
export const takesPartSince = openSince
