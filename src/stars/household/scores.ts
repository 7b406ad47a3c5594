import { versionById } from '#compact/queries.ts'
import type { Db } from '#kernel/tables.ts'
import { noticeFor } from '#notices/queries.ts'
import { householdStandings } from '#people/queries.ts'
import { approvedDeeds, type Cycle, cycleOf, listCycles } from '#points/queries.ts'
import type { ScoreState } from '../model.ts'
import { scoreOf } from '../rules.ts'
import { type HouseholdScore, listHouseholdScores } from '../store.ts'

/** A household's score in one cycle. */
export interface ScoreLine {
  readonly scoreId: string
  readonly cycle: Cycle
  readonly revision: number
  readonly totalHundredths: number
  readonly stars: number
  readonly state: ScoreState
  readonly noticeId: string
  readonly line: number
}

/** The notice in which a score hangs. */
export interface Hanging {
  readonly noticeId: string
  readonly serial: string
  readonly code: string
  readonly line: number
  readonly publishedAt: string
  readonly endsAt: string
}

export interface HouseholdScores {
  /** The score that stands in each cycle, newest first. */
  readonly scores: readonly ScoreLine[]
  /** What the approved deeds of the running cycle come to so far. */
  readonly running: { cycle: Cycle; totalHundredths: number; stars: number } | null
  /** The notice of the newest score while it is not final. */
  readonly hanging: Hanging | null
  readonly takesPart: boolean
  /** Cycles whose deeds can still be declared and decided. */
  readonly openCycleIds: readonly string[]
}

export function scoreLine(row: HouseholdScore, cycles: ReadonlyMap<string, Cycle>): ScoreLine {
  return {
    ...{ scoreId: row.id, cycle: cycles.get(row.cycle_id)!, revision: row.revision },
    ...{ totalHundredths: row.total_hundredths, stars: row.stars, state: row.state },
    ...{ noticeId: row.notice_id!, line: row.line! },
  }
}

/** A household's stars, cycle by cycle, and what it has so far in the running one. */
export async function scoresOf(
  db: Db,
  of: { tenantCode: string; householdId: string; today: string },
): Promise<HouseholdScores> {
  const { tenantCode, householdId, today } = of
  const cycles = (await listCycles(db, tenantCode)).map(cycleOf)
  const byId = new Map(cycles.map((cycle) => [cycle.id, cycle]))
  const rows = await listHouseholdScores(db, tenantCode, householdId)
  const scores = rows.filter((row) => row.state !== 'replaced').map((row) => scoreLine(row, byId))
  const which = { tenantCode, today, householdIds: [householdId] }
  const standing = (await householdStandings(db, which)).get(householdId)
  const current = cycles.find((cycle) => cycle.startsOn <= today && cycle.endsOn >= today)
  const participants = standing?.participants ?? 0
  const counts = current?.state === 'running' && participants > 0
  return {
    scores,
    running: counts ? await soFar(db, { ...of, cycle: current, participants }) : null,
    hanging: scores[0]?.state === 'announced' ? await hangingOf(db, tenantCode, scores[0]) : null,
    takesPart: standing?.takesPart ?? false,
    openCycleIds: cycles.filter((cycle) => cycle.state === 'running').map((cycle) => cycle.id),
  }
}

async function soFar(
  db: Db,
  of: { tenantCode: string; householdId: string; cycle: Cycle; participants: number },
) {
  const { tenantCode, cycle, householdId } = of
  const version = (await versionById(db, tenantCode, cycle.ruleVersionId))!
  const ids = { tenantCode, cycleId: cycle.id, householdIds: [householdId] }
  const score = scoreOf(version.content, await approvedDeeds(db, ids), of.participants)
  return { cycle, totalHundredths: score.totalHundredths, stars: score.stars }
}

export async function hangingOf(
  db: Db,
  tenantCode: string,
  score: Pick<ScoreLine, 'noticeId' | 'line'>,
): Promise<Hanging> {
  const { noticeId, line } = score
  const { notice } = (await noticeFor(db, tenantCode, { noticeId, line: null }))!
  const { serial, code, publishedAt, endsAt } = notice
  return { noticeId, line, serial, code, publishedAt, endsAt }
}
