import type { RadarDecision, RadarDeed, RadarRecords, Role } from '#oversight/radar/model.ts'

/** Records of a quarter in which nothing happened, with what a test lets happen. */
export function recordsWith(more: Partial<RadarRecords>): RadarRecords {
  return {
    ...{ cycle: { startsOn: '2026-10-01', endsOn: '2026-12-31' }, today: '2026-12-31' },
    ...{ deeds: [], decisions: [], pictures: [], inspections: [] },
    ...{ people: new Map(), households: new Map() },
    ...more,
  }
}

export function deedOf(id: string, more: Partial<RadarDeed> = {}): RadarDeed {
  return {
    ...{ id, householdId: 'one', itemKey: 'yard', happenedOn: '2026-11-01' },
    ...{ roundId: null, overturned: null },
    ...more,
  }
}

export function decisionOf(
  deedId: string,
  personId: string,
  more: { role?: Role; agrees?: boolean; on?: string } = {},
): RadarDecision {
  return { deedId, personId, role: 'verify', agrees: true, on: '2026-11-02', ...more }
}
