import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts'
import {
  type Attribute,
  type Division,
  type Level,
  levels,
  type PlacesRefusal,
  type TreeRow,
} from './model.ts'

const widths: readonly [Level, number][] = [
  ['province', 2],
  ['prefecture', 4],
  ['county', 6],
  ['township', 9],
  ['village', 12],
]

/** How far ahead a change of a place may be entered. */
const farthestDays = 366

/**
 * A code says by its length which level a place is: 231282106000 is a township.
 * Source: the statistical division codes (统计用区划代码), 2-2-2-3-3 digits.
 */
export function levelByNumber(code: string): Level | null {
  if (!/^[0-9]{12}$/.test(code) || code.startsWith('00')) return null
  return widths.find(([, width]) => /^0*$/.test(code.slice(width)))?.[0] ?? null
}

export type RowFault =
  | 'bad_code'
  | 'wrong_level'
  | 'duplicate'
  | 'unknown_parent'
  | 'wrong_parent'
  | 'differs'

export interface FoundFault {
  /** Counted from 1, without the heading of the sheet. */
  readonly row: number
  readonly code: string
  readonly fault: RowFault
}

export interface KnownPlace {
  readonly level: Level
  readonly name: string
  readonly parentCode: string | null
}

/**
 * A sheet of places is taken only when every row is right: a whole code, the level its code says,
 * once only, and a parent that is known and of a wider level.
 * Source: the statistical division codes (统计用区划代码).
 */
export function checkRows(
  rows: readonly TreeRow[],
  known: ReadonlyMap<string, KnownPlace>,
): readonly FoundFault[] {
  const inSheet = new Map(rows.map((row) => [row.code, row]))
  const seen = new Set<string>()
  return rows.flatMap((row, index) => {
    const repeated = seen.has(row.code)
    seen.add(row.code)
    const fault = faultOf(row, { repeated, inSheet, known })
    return fault ? [{ row: index + 1, code: row.code, fault }] : []
  })
}

interface Around {
  readonly repeated: boolean
  readonly inSheet: ReadonlyMap<string, TreeRow>
  readonly known: ReadonlyMap<string, KnownPlace>
}

function faultOf(row: TreeRow, { repeated, inSheet, known }: Around): RowFault | null {
  const level = levelByNumber(row.code)
  if (!level) return 'bad_code'
  if (level !== row.level) return 'wrong_level'
  if (repeated) return 'duplicate'
  const parent = parentFault(row.parentCode, level, { inSheet, known })
  if (parent) return parent
  const before = known.get(row.code)
  if (!before) return null
  const same = before.name === row.name && before.parentCode === row.parentCode
  return same ? null : 'differs'
}

function parentFault(
  parentCode: string | null,
  level: Level,
  { inSheet, known }: Pick<Around, 'inSheet' | 'known'>,
): RowFault | null {
  if (level === 'province') return parentCode === null ? null : 'wrong_parent'
  if (parentCode === null) return 'unknown_parent'
  const parent = inSheet.get(parentCode) ?? known.get(parentCode)
  if (!parent) return 'unknown_parent'
  return isWider(parent.level as Level, level) ? null : 'wrong_parent'
}

/** The first fault of a sheet as a refusal that also says how many rows are wrong, and which. */
export function refuseRows(faults: readonly FoundFault[]): Refusal<PlacesRefusal> {
  const [first] = faults as readonly [FoundFault]
  return refuse(`places.row_${first.fault}`, {
    row: first.row,
    code: first.code,
    count: faults.length,
    rows: faults
      .slice(0, 30)
      .map((found) => found.row)
      .join(', '),
  })
}

export function isWider(level: Level, than: Level): boolean {
  return levels.indexOf(level) < levels.indexOf(than)
}

/**
 * A county is created whole, so its prefix covers it; a province or a prefecture, which only frames
 * it, is covered by its own code alone.
 */
export function coveringPrefixes(rows: readonly Pick<TreeRow, 'code'>[]): readonly string[] {
  const prefixes = rows.flatMap(({ code }) => {
    const level = levelByNumber(code)
    if (!level) return []
    return [isWider(level, 'county') ? code : code.slice(0, 6)]
  })
  return [...new Set(prefixes)].sort()
}

export interface Timing {
  readonly today: string
  /** The day the change takes effect. */
  readonly since: string
}

/**
 * A place changes on a day: after its last change, and at most a year ahead.
 * Source: house rule 1, names, codes and parents are dated.
 */
function decideChange(latest: Attribute, { today, since }: Timing): Result<null, PlacesRefusal> {
  if (latest.until !== null) return refuse('places.closed', { closedOn: latest.until })
  if (since <= latest.since) return refuse('places.date_too_early', { since: latest.since })
  return decideNear({ today, since })
}

function decideNear({ today, since }: Timing): Result<null, PlacesRefusal> {
  const days = (Date.parse(since) - Date.parse(today)) / 86_400_000
  return days > farthestDays ? refuse('places.date_too_far', { days: farthestDays }) : ok(null)
}

/** A place gets another name or official code only when something really changes. */
export function decideRename(
  latest: Attribute,
  change: { name?: string | undefined; officialCode?: string | undefined },
  timing: Timing,
): Result<Pick<Attribute, 'name' | 'officialCode'>, PlacesRefusal> {
  const name = change.name ?? latest.name
  const officialCode = change.officialCode ?? latest.officialCode
  if (name === latest.name && officialCode === latest.officialCode) {
    return refuse('places.nothing_changes', { name })
  }
  const timely = decideChange(latest, timing)
  return timely.ok ? ok({ name, officialCode }) : timely
}

export interface MoveFacts {
  readonly latest: Attribute
  readonly level: Level
  readonly parent: {
    readonly code: string
    readonly level: Level
    readonly closedOn: string | null
  }
}

/** A place moves under another, open place of a wider level, from a day on. */
export function decideMove(
  { latest, level, parent }: MoveFacts,
  timing: Timing,
): Result<null, PlacesRefusal> {
  if (latest.parentCode === parent.code) return refuse('places.already_there')
  if (!isWider(parent.level, level)) return refuse('places.wrong_parent')
  if (parent.closedOn !== null) return refuse('places.closed', { closedOn: parent.closedOn })
  return decideChange(latest, timing)
}

/** A place is closed only when no place lies in it any more. */
export function decideClose(
  latest: Attribute,
  placesInside: number,
  timing: Timing,
): Result<null, PlacesRefusal> {
  if (placesInside > 0) return refuse('places.not_empty', { count: placesInside })
  return decideChange(latest, timing)
}

/** Two groups, or two grids, of a village never share a number or a name at the same time. */
export function decideDivision(
  division: Pick<Division, 'code' | 'name'>,
  others: readonly Division[],
  timing: Timing,
): Result<null, PlacesRefusal> {
  const open = others.filter((other) => other.until === null || other.until > timing.since)
  if (open.some((other) => other.code === division.code)) {
    return refuse('places.division_code_taken', { code: division.code })
  }
  if (open.some((other) => other.name === division.name)) {
    return refuse('places.division_name_taken', { name: division.name })
  }
  return decideNear(timing)
}

/** A group or grid ends once, after the day it began. */
export function decideEnd(division: Division, timing: Timing): Result<null, PlacesRefusal> {
  if (division.until !== null) return refuse('places.division_ended', { until: division.until })
  if (timing.since <= division.since) {
    return refuse('places.date_too_early', { since: division.since })
  }
  return decideNear(timing)
}

/**
 * A village is called by its own name, not by that of its office: the statistics list 永丰村委会 for
 * 永丰村 and 朝阳社区居委会 for 朝阳社区. Source: naming in the statistical division codes.
 */
export function commonName(listed: string): string {
  return listed
    .replace(/村(?:村)?(?:民)?委(?:员)?会$/, '村')
    .replace(/(?<=社区|区|街|路|里)居(?:民)?委(?:员)?会$/, '')
}
