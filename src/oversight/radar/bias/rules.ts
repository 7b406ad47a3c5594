import {
  deedsAFlag,
  type FlagKind,
  type FoundFlag,
  type RadarDecision,
  type RadarRecords,
  type Role,
  type Thresholds,
} from '../model.ts'
import { add, less, type Moments, momentsOf, none, type Sums, scatterOf } from './moments.ts'

/** A decision with what colleagues decided on deeds like it. */
interface Weighed {
  readonly deedId: string
  readonly householdId: string
  readonly personId: string
  readonly agrees: number
  /** Above nought: more willing than colleagues on such deeds. */
  residual: number
  /** How colleagues had voted on the deed before. */
  readonly votes: string
  /** Those votes and the clause. */
  readonly stratum: string
}

/** A difference that is large enough to ask about. */
interface Difference {
  readonly kind: FlagKind
  readonly personId: string
  readonly groupId: string | null
  /** Between -1 and 1. */
  readonly by: number
  readonly times: number
  /** Which households it is about. */
  readonly is: (householdId: string) => boolean
}

/**
 * Whoever treats their namesakes, their kin's kin or one villagers' group otherwise than colleagues
 * treat them, or all deeds otherwise than colleagues do, is asked why. Decisions are compared only
 * with decisions on deeds like it: the same clause, and the same votes before it. One after the
 * other: whoever stands out most is asked and then left out of what the others are compared with,
 * so that nobody looks strange beside somebody strange. docs/governance.md 6, item 8, and 7.
 */
export function findBias(records: RadarRecords, thresholds: Thresholds, role: Role): FoundFlag[] {
  return peel(records, { role, thresholds })
}

type Task = { readonly role: Role; readonly thresholds: Thresholds }

function peel(records: RadarRecords, task: Task): FoundFlag[] {
  const decisions = records.decisions.filter((one) => one.role === task.role)
  const households = new Map(records.deeds.map((deed) => [deed.id, deed.householdId]))
  const items = new Map(records.deeds.map((deed) => [deed.id, deed.itemKey]))
  const found: FoundFlag[] = []
  for (let left: readonly RadarDecision[] = decisions; left.length > 0; ) {
    const weighed = weigh(left, { households, items })
    const strongest = strongestOf(weighed, records, task.thresholds)
    if (!strongest) break
    found.push(flagOf(strongest, weighed, task))
    left = left.filter((one) => one.personId !== strongest.personId)
  }
  return found
}

/** How many earlier decisions count as much as what is usual: keeps rare kinds of deeds from shouting. */
const usualWeight = 4

interface Facts {
  readonly households: ReadonlyMap<string, string>
  readonly items: ReadonlyMap<string, string>
}

function weigh(decisions: readonly RadarDecision[], facts: Facts): Weighed[] {
  const before = new Map<string, { yes: number; no: number }>()
  const weighed = decisions.flatMap(({ deedId, personId, agrees }): Weighed[] => {
    const earlier = before.get(deedId) ?? { yes: 0, no: 0 }
    // In which order colleagues said yes and no does not matter.
    const votes = `${earlier.yes}:${earlier.no}`
    if (agrees) earlier.yes++
    else earlier.no++
    before.set(deedId, earlier)
    const householdId = facts.households.get(deedId)
    if (!householdId) return []
    const stratum = `${votes}/${facts.items.get(deedId)}`
    return [{ deedId, householdId, personId, agrees: agrees ? 1 : 0, residual: 0, votes, stratum }]
  })
  reckonResiduals(weighed)
  return weighed
}

/** Takes from each decision what others decided on deeds of its stratum. */
function reckonResiduals(weighed: readonly Weighed[]): void {
  const all = new Map<string, Tally>()
  for (const one of weighed) {
    for (const key of [one.stratum, one.votes, `${one.stratum}|${one.personId}`]) {
      count(all, key, one)
    }
  }
  for (const one of weighed) {
    const usual = all.get(one.votes)!
    const here = all.get(one.stratum)!
    const own = all.get(`${one.stratum}|${one.personId}`)!
    const sum = here.sum - own.sum + (usualWeight * usual.sum) / usual.count
    one.residual = one.agrees - sum / (here.count - own.count + usualWeight)
  }
}

interface Tally {
  count: number
  sum: number
}

function count(all: Map<string, Tally>, key: string, one: Weighed): void {
  const tally = all.get(key)
  if (tally) {
    tally.count++
    tally.sum += one.agrees
  } else all.set(key, { count: 1, sum: one.agrees })
}

function strongestOf(
  weighed: readonly Weighed[],
  records: RadarRecords,
  thresholds: Thresholds,
): Difference | null {
  const all = byHousehold(weighed)
  let strongest: Difference | null = null
  for (const [personId, decisions] of Map.groupBy(weighed, (one) => one.personId)) {
    const compared = { all, own: byHousehold(decisions), records, thresholds }
    for (const one of differencesOf(personId, compared)) {
      if (!strongest || Math.abs(one.times) > Math.abs(strongest.times)) strongest = one
    }
  }
  return strongest
}

/** What was decided about each household, and by whom. */
type Sheet = ReadonlyMap<string, Sums & { readonly by: ReadonlyMap<string, number> }>

function byHousehold(weighed: readonly Weighed[]): Sheet {
  const sheet = new Map<string, Sums & { by: Map<string, number> }>()
  for (const { householdId, residual, personId } of weighed) {
    const sums = sheet.get(householdId) ?? { ...none(), by: new Map() }
    sums.by.set(personId, (sums.by.get(personId) ?? 0) + 1)
    sheet.set(householdId, sums)
    add(sums, { count: 1, sum: residual, squares: residual * residual })
  }
  return sheet
}

interface Compared {
  readonly all: Sheet
  readonly own: Sheet
  readonly records: RadarRecords
  readonly thresholds: Thresholds
}

function differencesOf(personId: string, compared: Compared): Difference[] {
  const { records } = compared
  const person = records.people.get(personId)
  const groups = new Set([...records.households.values()].map((one) => one.groupId))
  const household = (id: string) => records.households.get(id)
  const about: Omit<Asked, 'personId'>[] = [
    ...[...groups].flatMap((groupId) =>
      groupId ? [{ kind: 'group' as const, groupId, is: inGroup(records, groupId) }] : [],
    ),
  ]
  if (person) {
    const namesake = (id: string) => isNamesake(household(id), person)
    about.push({ kind: 'same_surname', groupId: null, is: namesake })
    about.push({ kind: 'kin', groupId: null, is: (id) => person.kinHouseholds.has(id) })
  }
  const compareAll = about.map((one) => compare({ ...one, personId }, compared))
  return [overall(personId, compared), ...compareAll].flatMap((one) => one ?? [])
}

const inGroup = (records: RadarRecords, groupId: string) => (id: string) =>
  records.households.get(id)?.groupId === groupId

function isNamesake(
  household: { surnames: ReadonlySet<string> } | undefined,
  person: { surname: string },
): boolean {
  return person.surname !== '' && (household?.surnames.has(person.surname) ?? false)
}

/** Two groups differ if at all between groups; the radar asks only about favour for one's own. */
const askedBothWays: readonly FlagKind[] = ['group', 'variance']

type Asked = Pick<Difference, 'kind' | 'groupId' | 'personId' | 'is'>

/** Where one colleague took nearly all other decisions, nobody could tell which of the two differs. */
const mostByOne = 2 / 3

/** Own decisions on those households and on the rest, and colleagues' on the same. */
function partsOf(asked: Asked, { all, own }: Compared) {
  const colleagues = new Map<string, number>()
  const parts = [none(), none(), none(), none()]
  for (const [householdId, everybody] of all) {
    const at = asked.is(householdId) ? 0 : 1
    const mine = own.get(householdId)
    if (mine) add(parts[at]!, mine)
    add(parts[at + 2]!, mine ? less(everybody, mine) : everybody)
    if (at === 1) continue
    for (const [id, n] of everybody.by) colleagues.set(id, (colleagues.get(id) ?? 0) + n)
  }
  colleagues.delete(asked.personId)
  const moments = parts.map(momentsOf) as [Moments, Moments, Moments, Moments]
  return {
    parts: moments,
    alone: Math.max(0, ...colleagues.values()) > mostByOne * moments[2].count,
  }
}

/** The person's difference between those and the rest, less what colleagues make between them. */
function compare(asked: Asked, compared: Compared): Difference | null {
  const { thresholds } = compared
  const { parts, alone } = partsOf(asked, compared)
  const [own, rest, usual, usualRest] = parts
  const enough = (part: Moments) => part.count >= thresholds.minDecisions
  if (alone || !parts.every(enough)) return null
  const by = own.mean - rest.mean - (usual.mean - usualRest.mean)
  const times = by / scatterOf(parts)
  return isTelling({ kind: asked.kind, by, times }, thresholds) ? { ...asked, by, times } : null
}

function overall(personId: string, compared: Compared): Difference | null {
  const { thresholds } = compared
  const asked = { kind: 'variance' as const, groupId: null, personId, is: () => true }
  const { parts, alone } = partsOf(asked, compared)
  const [own, , others] = parts
  const { minDecisions } = thresholds
  if (alone || own.count < minDecisions || others.count < minDecisions) return null
  const by = own.mean - others.mean
  const times = by / scatterOf([own, others])
  return isTelling({ kind: 'variance', by, times }, thresholds) ? { ...asked, by, times } : null
}

function isTelling(of: { kind: FlagKind; by: number; times: number }, least: Thresholds): boolean {
  const by = askedBothWays.includes(of.kind) ? Math.abs(of.by) : of.by
  const percent = of.kind === 'variance' ? least.variancePercent : least.differencePercent
  return by * 100 >= percent && Math.abs(of.times) >= least.scatterTimes
}

const percent = (list: readonly Weighed[]) =>
  Math.round((100 * list.reduce((sum, one) => sum + one.agrees, 0)) / Math.max(list.length, 1))

function flagOf(found: Difference, weighed: readonly Weighed[], { role }: Task): FoundFlag {
  const { kind, personId, groupId, is } = found
  const own = weighed.filter((one) => one.personId === personId && is(one.householdId))
  const rest =
    kind === 'variance'
      ? weighed.filter((one) => one.personId !== personId)
      : weighed.filter((one) => one.personId === personId && !is(one.householdId))
  // The decisions that differ most from what colleagues decided on such deeds come first.
  const sign = Math.sign(found.by)
  const telling = own.toSorted((a, b) => sign * (b.residual - a.residual))
  const deedIds = [...new Set(telling.map((one) => one.deedId))].slice(0, deedsAFlag)
  return {
    ...{ kind, personId, itemKey: null, deedIds },
    key: [kind, role, personId, groupId].filter(Boolean).join(':'),
    measures: {
      ...{ role, decisions: own.length, compared: rest.length },
      ...{ agreedPercent: percent(own), comparedPercent: percent(rest) },
      ...{ differencePercent: Math.round(found.by * 100) },
      times: Math.round(Math.abs(found.times)),
      ...(groupId ? { groupId } : {}),
    },
  }
}
