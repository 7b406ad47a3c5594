import { addDays } from '#kernel/clock.ts'
import {
  deedsAFlag,
  type FoundFlag,
  type Inspection,
  type RadarDecision,
  type RadarRecords,
  type Thresholds,
} from '../model.ts'

/**
 * Whoever confirms many times as much in the last days before somebody comes to look, or before the
 * period ends, as on other days, is asked how all of it was seen. Source: docs/governance.md 7
 * (false records before inspections).
 */
export function findBursts(records: RadarRecords, thresholds: Thresholds): FoundFlag[] {
  const confirmed = records.decisions.filter((one) => one.role === 'verify' && one.agrees)
  const byPerson = Map.groupBy(confirmed, (one) => one.personId)
  return [...byPerson].flatMap(([personId, decisions]) =>
    records.inspections.flatMap((inspection) => {
      const found = burstOf(decisions, { records, thresholds, inspection })
      return found ? [{ ...found, personId, key: `burst:${personId}:${inspection.on}` }] : []
    }),
  )
}

interface Around {
  readonly records: RadarRecords
  readonly thresholds: Thresholds
  readonly inspection: Inspection
}

function burstOf(
  decisions: readonly RadarDecision[],
  { records, thresholds, inspection }: Around,
): Omit<FoundFlag, 'key' | 'personId'> | null {
  const { burstDays, burstTimes, minDecisions } = thresholds
  const from = addDays(inspection.on, 1 - burstDays)
  const within = decisions.filter((one) => one.on >= from && one.on <= inspection.on)
  const outside = decisions.filter((one) => one.on < from)
  const daysBefore = daysBetween(records.cycle.startsOn, from)
  if (within.length < minDecisions || daysBefore < burstDays) return null
  const usualADay = Math.max(outside.length, 1) / daysBefore
  const times = within.length / burstDays / usualADay
  if (times < burstTimes) return null
  return {
    ...{ kind: 'burst', itemKey: null },
    deedIds: within.map((one) => one.deedId).slice(0, deedsAFlag),
    measures: {
      ...{ from, until: inspection.on, before: inspection.kind, days: burstDays },
      ...{ confirmed: within.length, earlier: outside.length, earlierDays: daysBefore },
      times: Math.round(times),
    },
  }
}

const dayMs = 86_400_000
const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
