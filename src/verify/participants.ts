import type { Records, Row } from './records.ts'

const chinaMs = 8 * 3_600_000

/** Adults of the household whose consent to points was open when its draft was computed. */
export function countParticipants(records: Records, score: Row): number {
  const drafted = records
    .table('stars.score')
    .find(
      (row) =>
        row.close_id === score.close_id &&
        row.household_id === score.household_id &&
        row.revision === 1,
    )
  const at = Date.parse((drafted ?? score).computed_at)
  const day = new Date(at + chinaMs).toISOString().slice(0, 10)
  const members = records
    .table('people.membership')
    .filter(
      (row) =>
        row.household_id === score.household_id &&
        row.since <= day &&
        (!row.until || row.until > day),
    )
    .map((row) => row.person_id)
  const births = new Map(
    records.table('people.person').map((row) => [row.id, row.birth_date as string]),
  )
  const grown = (id: string) =>
    `${Number(births.get(id)!.slice(0, 4)) + 18}${births.get(id)!.slice(4)}` <= day
  const agreed = records
    .table('people.consent')
    .filter(
      (row) =>
        row.purpose === 'points' &&
        Date.parse(row.granted_at) <= at &&
        (!row.withdrawn_at || Date.parse(row.withdrawn_at) > at),
    )
  const consenting = new Set(agreed.map((row) => row.person_id))
  return members.filter((id) => consenting.has(id) && grown(id)).length
}
