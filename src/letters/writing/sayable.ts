import { plainDateInChina } from '#kernel/clock.ts'
import type { Db } from '#kernel/tables.ts'
import type { FinalCycle, Sayable } from '#letters/rules.ts'
import { civilPostsOf } from '#organisations/queries.ts'
import {
  adultsOf,
  householdCodes,
  householdOf,
  participatingAmong,
  takesPartSince,
} from '#people/queries.ts'
import { finalScores } from '#stars/queries.ts'

interface Whose {
  readonly tenantCode: string
  readonly today: string
  readonly personId: string
}

/** All that somebody could say about themselves today, read from the records of other modules. */
export async function sayableOf(
  db: Db,
  whose: Whose,
): Promise<{ sayable: Sayable; householdId: string | null; others: readonly string[] }> {
  const { tenantCode, today, personId } = whose
  const householdId = (await householdOf(db, whose))?.householdId ?? null
  const adults = householdId ? await adultsOf(db, { tenantCode, today, householdId }) : []
  const self = adults.find((adult) => adult.personId === personId)
  const sinceAt = await takesPartSince(db, tenantCode, personId)
  const since = sinceAt && plainDateInChina(sinceAt)
  const household = householdId
    ? ((await householdCodes(db, tenantCode, [householdId])).get(householdId) ?? null)
    : null
  const own = { name: self?.name ?? '', household, since, posts: await civilPostsOf(db, whose) }
  const cycles = householdId && since ? await finalCycles(db, tenantCode, householdId) : []
  const others = householdId ? await otherParticipants(db, whose, householdId) : []
  return { sayable: { adult: self !== undefined, own, cycles }, householdId, others }
}

/** The other grown-up members who take part in points today: without their yes nothing about the household is said. */
async function otherParticipants(db: Db, whose: Whose, householdId: string): Promise<string[]> {
  const { tenantCode, today, personId } = whose
  const [house] = await participatingAmong(db, { tenantCode, today, householdIds: [householdId] })
  return (house?.participantIds ?? []).filter((other) => other !== personId)
}

async function finalCycles(db: Db, tenantCode: string, householdId: string): Promise<FinalCycle[]> {
  const scores = await finalScores(db, tenantCode, householdId)
  return scores.map(({ score, cycle, aspects }) => {
    const { unit, year, number } = cycle
    const deeds = aspects.map(({ key, title }) => {
      const items = score.breakdown.filter((item) => item.aspectKey === key && !item.negative)
      return [title.zh, items.reduce((sum, item) => sum + item.deeds.length, 0)] as const
    })
    return {
      ...{ cycleId: cycle.id, unit, year, number, stars: score.stars },
      ...{ points: score.total_hundredths, deeds: deeds.filter(([, count]) => count > 0) },
    }
  })
}
