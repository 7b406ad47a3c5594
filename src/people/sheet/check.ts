import type { Details } from '#kernel/result.ts'
import { maskIdNumber } from './id-number.ts'
import {
  type ProblemCode,
  problemSeverities,
  type RosterColumn,
  type RosterDraft,
  type RosterProblem,
} from './model.ts'

type Household = readonly RosterDraft[]

export type CheckOptions = {
  /** The sheet has a column for groups and the village has groups. */
  readonly groupWanted: boolean
  /** Rows whose group is written but was not understood. */
  readonly groupUnread: ReadonlySet<number>
}

function problem(
  draft: RosterDraft,
  what: { column: RosterColumn | null; code: ProblemCode; value?: string | null },
  details: Details = {},
): RosterProblem {
  const { column, code, value } = what
  const severity = problemSeverities[code]
  return { row: draft.row, column, code, severity, value: value ?? '', details }
}

/** The rows of each household, in the order of the sheet. */
export function byHousehold(drafts: readonly RosterDraft[]): Map<string, RosterDraft[]> {
  const households = new Map<string, RosterDraft[]>()
  for (const draft of drafts) {
    if (draft.householdCode === null) continue
    const members = households.get(draft.householdCode)
    if (members) members.push(draft)
    else households.set(draft.householdCode, [draft])
  }
  return households
}

/** A household has exactly one head. Source: GB/T 4761-2008; the household register. */
function checkHeads(household: Household): RosterProblem[] {
  const heads = household.filter((draft) => draft.relation === 'head')
  const [first] = household
  const unread = household.some((draft) => draft.relation === null)
  if (first && heads.length === 0 && !unread) {
    const code = first.householdCode ?? ''
    return [problem(first, { column: 'relation', code: 'head_missing' }, { household: code })]
  }
  return heads.slice(1).map((draft) => {
    const what = { column: 'relation', code: 'heads_several', value: draft.name } as const
    return problem(draft, what, { otherRow: heads[0]?.row ?? 0, household: draft.householdCode })
  })
}

/** What is written as name of the head is the same in all rows, and is the head's own name. */
function checkHeadName(household: Household): RosterProblem[] {
  const named = household.filter((draft) => draft.headName !== null)
  const [first] = named
  if (!first) return []
  const other = named.find((draft) => draft.headName !== first.headName)
  if (other) {
    const what = {
      column: 'head_name',
      code: 'head_name_conflicts',
      value: other.headName,
    } as const
    return [problem(other, what, { otherRow: first.row, otherName: first.headName })]
  }
  const heads = household.filter((draft) => draft.relation === 'head')
  const head = heads[0]
  if (heads.length !== 1 || !head?.name || head.name === first.headName) return []
  const what = { column: 'head_name', code: 'head_name_differs', value: first.headName } as const
  return [problem(head, what, { name: head.name })]
}

/** All members of a household belong to one villagers' group and one grid. */
function checkDivision(household: Household, column: 'group' | 'grid'): RosterProblem[] {
  const placed = household.filter((draft) => draft[column] !== null)
  const [first] = placed
  const other = placed.find((draft) => draft[column] !== first?.[column])
  if (!first || !other) return []
  const what = { column, code: `${column}_differs`, value: other[column] } as const
  return [problem(other, what, { otherRow: first.row, otherName: first[column] })]
}

/** Nobody stands in the roster twice: the same identity number is the same person. */
function checkIdTwice(drafts: readonly RosterDraft[]): RosterProblem[] {
  const byId = new Map<string, RosterDraft[]>()
  for (const draft of drafts) {
    if (draft.idNumber) byId.set(draft.idNumber, [...(byId.get(draft.idNumber) ?? []), draft])
  }
  return [...byId.values()].filter((same) => same.length > 1).flatMap(tellTwice)
}

function tellTwice(same: readonly RosterDraft[]): RosterProblem[] {
  const [first] = same
  if (!first) return []
  const isSamePerson = (draft: RosterDraft) =>
    draft.householdCode === first.householdCode && draft.name === first.name
  const later = same.slice(1).map((draft) => {
    const code = isSamePerson(draft) ? 'person_twice' : 'id_twice'
    const value = isSamePerson(draft) ? draft.name : maskIdNumber(draft.idNumber ?? '')
    const column = isSamePerson(draft) ? 'name' : 'id_number'
    return problem(draft, { column, code, value }, { otherRow: first.row })
  })
  const other = later.find((told) => told.code === 'id_twice')
  if (!other) return later
  // Either of the two may hold the wrong number, so neither comes in before it is settled.
  const what = { column: 'id_number', code: 'id_twice', value: other.value } as const
  return [problem(first, what, { otherRow: other.row }), ...later]
}

/** Without two identity numbers, the same name and birth date in one household is one person. */
function checkSamePerson(household: Household): RosterProblem[] {
  const seen = new Map<string, RosterDraft>()
  const found: RosterProblem[] = []
  for (const draft of household) {
    if (!draft.name || !draft.birthDate) continue
    const key = `${draft.name} ${draft.birthDate}`
    const first = seen.get(key)
    if (!first) seen.set(key, draft)
    else if (!draft.idNumber || !first.idNumber) {
      const what = { column: 'name', code: 'person_twice', value: draft.name } as const
      found.push(problem(draft, what, { otherRow: first.row }))
    }
  }
  return found
}

/** A household without a group is told once, unless a group is written that is not understood. */
function checkGroupGiven(household: Household, options: CheckOptions): RosterProblem[] {
  const [first] = household
  const isGiven = (draft: RosterDraft) => draft.group !== null || options.groupUnread.has(draft.row)
  if (!options.groupWanted || !first || household.some(isGiven)) return []
  return [problem(first, { column: 'group', code: 'group_missing' })]
}

/** What can only be seen when several rows are looked at together. */
export function checkRoster(
  drafts: readonly RosterDraft[],
  options: CheckOptions,
): RosterProblem[] {
  const households = [...byHousehold(drafts).values()]
  const inside = households.flatMap((household) => [
    ...checkHeads(household),
    ...checkHeadName(household),
    ...checkDivision(household, 'group'),
    ...checkDivision(household, 'grid'),
    ...checkSamePerson(household),
    ...checkGroupGiven(household, options),
  ])
  return [...inside, ...checkIdTwice(drafts)]
}
