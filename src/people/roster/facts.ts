import type { Secrets } from '#kernel/secrets.ts'
import type { Db } from '#kernel/tables.ts'
import { decidePersonFacts } from '#people/person/rules.ts'
import { matchGrid, matchGroup } from '#people/sheet/divisions.ts'
import { divisionsOf, type Here, inBulk } from '#people/store.ts'
import type { ImportRow, RosterEntry, RosterFacts, RosterFault } from './model.ts'
import { knownHouseholds, knownPersons } from './store.ts'

export interface Reading extends Here {
  readonly rows: readonly ImportRow[]
  readonly secrets: Secrets
  readonly signedOn: string | null
}

const faults: Readonly<Record<string, RosterFault>> = {
  'people.birth_date_in_future': 'birth_date_in_future',
  'people.id_number_wrong': 'id_number_wrong',
  'people.id_number_disagrees': 'id_number_disagrees',
}

/** Everything the plan asks, in four statements however long the sheet is. */
export async function readFacts(
  db: Db,
  reading: Reading,
): Promise<{ entries: readonly RosterEntry[]; facts: RosterFacts }> {
  const divisions = await divisionsOf(db, reading)
  const persons = await inBulk(db, () => knownPersons(db, reading))
  const households = await inBulk(db, () => knownHouseholds(db, reading))
  const entries = reading.rows.map((row) => entryOf(row, reading, divisions))
  const { today, signedOn } = reading
  return { entries, facts: { persons, households, today, signedOn } }
}

type Divisions = Awaited<ReturnType<typeof divisionsOf>>

function entryOf(row: ImportRow, reading: Reading, divisions: Divisions): RosterEntry {
  const { secrets, today } = reading
  const groupId = divisionId(row.group, divisions, 'villagers_group')
  const gridId = divisionId(row.grid, divisions, 'grid')
  const decision = decidePersonFacts({ ...row, idNumber: row.idNumber ?? undefined }, today)
  const own = decision.ok ? null : (faults[decision.code] ?? null)
  const place =
    row.group && !groupId ? 'group_unknown' : row.grid && !gridId ? 'grid_unknown' : null
  return {
    ...{ row: row.row, householdCode: row.householdCode, name: row.name, sex: row.sex },
    ...{ birthDate: row.birthDate, relation: row.relation, groupId, gridId },
    idDigest: row.idNumber ? secrets.digest(row.idNumber) : null,
    phoneDigest: row.phone ? secrets.digest(row.phone) : null,
    takesPart: row.takesPart === true,
    fault: own ?? place,
  }
}

function divisionId(
  name: string | null,
  divisions: Divisions,
  kind: 'villagers_group' | 'grid',
): string | null {
  if (!name) return null
  const ofKind = divisions.filter((division) => division.kind === kind)
  const names = ofKind.map((division) => division.name)
  const matched = kind === 'grid' ? matchGrid(name, names) : matchGroup(name, names)
  return ofKind.find((division) => division.name === matched)?.id ?? null
}
