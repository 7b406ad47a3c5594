import { compare, type Records, type Row } from './records.ts'

const area = 'stars'

/**
 * Who was counted in a score: people of the household whose consent to points was on record and not
 * withdrawn when the draft was computed. Births, moves and signatures may be put right afterwards,
 * so what is looked at is what had been recorded by then.
 */
export function checkParticipants(records: Records, score: Row): void {
  const where = `stars.score ${score.id} participants`
  const counted: readonly string[] = score.participant_ids
  const found = { counted: new Set(counted).size, participants: score.participants }
  const expected = { counted: score.participants, participants: counted.length }
  compare(records, { area, where }, { expected, found })
  const at = Date.parse(firstRevision(records, score).computed_at)
  for (const personId of counted) {
    if (!lived(records, personId, score.household_id))
      records.report({ area, where, expected: 'a member of the household', found: personId })
    if (!agreed(records, personId, at))
      records.report({ area, where, expected: 'a consent on record', found: personId })
  }
}

function firstRevision(records: Records, score: Row): Row {
  const drafted = records
    .table('stars.score')
    .find(
      (row) =>
        row.close_id === score.close_id &&
        row.household_id === score.household_id &&
        row.revision === 1,
    )
  return drafted ?? score
}

function lived(records: Records, personId: string, householdId: string): boolean {
  return records
    .table('people.membership')
    .some((row) => row.person_id === personId && row.household_id === householdId)
}

function agreed(records: Records, personId: string, at: number): boolean {
  return records
    .table('people.consent')
    .some(
      (row) =>
        row.person_id === personId &&
        row.purpose === 'points' &&
        Date.parse(row.recorded_at) <= at &&
        (!row.withdrawn_at || Date.parse(row.withdrawn_at) >= at),
    )
}
