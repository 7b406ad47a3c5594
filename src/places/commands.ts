import { openSequences } from '#audit/commands.ts'
import type { Actor, Capacity } from '#kernel/actor.ts'
import { defineCommand } from '#kernel/command.ts'
import { holds, oversees, system } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import {
  AddDivision,
  ClosePlace,
  dividingAbove,
  dividingPosts,
  EndDivision,
  ImportTree,
  installation,
  type Level,
  MovePlace,
  RenamePlace,
  type TreeRow,
  treePosts,
} from './model.ts'
import {
  checkRows,
  coveringPrefixes,
  decideClose,
  decideDivision,
  decideEnd,
  decideMove,
  decideRename,
  isWider,
  levelByNumber,
  refuseRows,
} from './rules.ts'
import * as store from './store.ts'

/** Who keeps the tree of a place: the county above it, for itself too, and the program. */
function keepsTree(actor: Actor, code: string): Capacity | null {
  return oversees(actor, code, treePosts) ?? holds(actor, code, treePosts) ?? system(actor)
}

/** Every row of the county and below must lie in the administrator's own reach. */
function mayImport(actor: Actor, rows: readonly TreeRow[]): Capacity | null {
  const own = rows.filter((row) => {
    const level = levelByNumber(row.code)
    return level && !isWider(level, 'county')
  })
  const [first] = own
  if (!first) return system(actor)
  const capacities = own.map((row) => keepsTree(actor, row.code))
  return capacities.includes(null) ? null : (capacities[0] ?? null)
}

function mayDivide(actor: Actor, code: string): Capacity | null {
  return holds(actor, code, dividingPosts) ?? oversees(actor, code, dividingAbove)
}

/** Creates the places of a sheet with their audit sequences; rows already known change nothing. */
export const importTree = defineCommand({
  name: 'places.import_tree',
  input: ImportTree,
  tenants: () => [installation],
  scope: (input) => coveringPrefixes(input.rows),
  may: ({ actor, input }) => mayImport(actor, input.rows),
  async run({ db, input, capacity, newId }) {
    const codes = input.rows.flatMap((row) => [row.code, row.parentCode ?? row.code])
    const known = await store.findKnown(db, codes)
    const faults = checkRows(input.rows, known)
    if (faults.length > 0) return refuseRows(faults)
    const fresh = input.rows.filter((row) => !known.has(row.code))
    const above = fresh.find((row) => isWider(row.level as Level, 'county'))
    if (above && capacity.post !== 'system') {
      return refuse('places.above_your_county', { code: above.code })
    }
    if (fresh.length > 0) {
      const rows = fresh.map((row) => ({ ...row, id: newId() }))
      await store.insertPlaces(db, rows, input)
      await openSequences(
        db,
        fresh.map((row) => row.code),
      )
    }
    return ok({ created: fresh.length, unchanged: input.rows.length - fresh.length })
  },
})

/** Gives a place another name or official code from a day on; its tenant code never changes. */
export const rename = defineCommand({
  name: 'places.rename',
  input: RenamePlace,
  may: ({ actor, input }) => keepsTree(actor, input.tenantCode),
  async run({ db, input, today, newId, concern }) {
    const { tenantCode, since } = input
    const [latest] = await store.attributesOf(db, tenantCode)
    if (!latest) return refuse('places.unknown_place', { code: tenantCode })
    const decision = decideRename(latest, input, { today, since })
    if (!decision.ok) return decision
    await store.endAttribute(db, { tenantCode, id: latest.id }, since)
    const next = { ...latest, ...decision.value, id: newId(), since, source: input.source }
    await store.insertAttribute(db, tenantCode, next)
    concern(`place:${tenantCode}`)
    return ok({ name: next.name, officialCode: next.officialCode, since })
  },
})

/** Puts a place under another parent from a day on; both keep a record of it. */
export const move = defineCommand({
  name: 'places.move',
  input: MovePlace,
  tenants: (input) => [input.tenantCode, input.parentCode],
  may: ({ actor, input }) =>
    keepsTree(actor, input.parentCode) && keepsTree(actor, input.tenantCode),
  async run({ db, input, today, newId, concern }) {
    const { tenantCode, parentCode, since } = input
    const [latest] = await store.attributesOf(db, tenantCode)
    const own = await store.findLevel(db, tenantCode)
    const parent = await store.findLevel(db, parentCode)
    if (!latest || !own) return refuse('places.unknown_place', { code: tenantCode })
    if (!parent) return refuse('places.unknown_place', { code: parentCode })
    const decision = decideMove({ latest, level: own.level, parent }, { today, since })
    if (!decision.ok) return decision
    await store.endAttribute(db, { tenantCode, id: latest.id }, since)
    const next = { ...latest, id: newId(), parentCode, since, source: input.source }
    await store.insertAttribute(db, tenantCode, next)
    concern(`place:${tenantCode}`)
    return ok({ parentCode, since })
  },
})

/** Closes a place in which no other lies any more, for instance after a merger. */
export const closePlace = defineCommand({
  name: 'places.close_place',
  input: ClosePlace,
  may: ({ actor, input }) => oversees(actor, input.tenantCode, treePosts) ?? system(actor),
  async run({ db, input, today, concern }) {
    const { tenantCode, closedOn } = input
    const [latest] = await store.attributesOf(db, tenantCode)
    if (!latest) return refuse('places.unknown_place', { code: tenantCode })
    const inside = await store.countInside(db, tenantCode, closedOn)
    const decision = decideClose(latest, inside, { today, since: closedOn })
    if (!decision.ok) return decision
    await store.endAttribute(db, { tenantCode, id: latest.id }, closedOn)
    await store.closePlace(db, tenantCode, closedOn)
    concern(`place:${tenantCode}`)
    return ok({ closedOn })
  },
})

/** Opens a villagers' group or a grid in a village. */
export const addDivision = defineCommand({
  name: 'places.add_division',
  input: AddDivision,
  may: ({ actor, input }) => mayDivide(actor, input.tenantCode),
  async run({ db, input, today, newId, concern }) {
    const { tenantCode, kind, code, name, since } = input
    const [latest] = await store.attributesOf(db, tenantCode)
    if (latest?.until) return refuse('places.closed', { closedOn: latest.until })
    const others = await store.divisionsOf(db, tenantCode, kind)
    const decision = decideDivision({ code, name }, others, { today, since })
    if (!decision.ok) return decision
    const divisionId = newId()
    await store.insertDivision(db, tenantCode, { id: divisionId, kind, code, name, since })
    concern(`division:${divisionId}`)
    return ok({ divisionId })
  },
})

/** Ends a villagers' group or a grid; its households are moved to others by the roster. */
export const endDivision = defineCommand({
  name: 'places.end_division',
  input: EndDivision,
  may: ({ actor, input }) => mayDivide(actor, input.tenantCode),
  async run({ db, input, today, concern }) {
    const { tenantCode, divisionId, until } = input
    const division = await store.findDivision(db, tenantCode, divisionId)
    if (!division) return refuse('places.unknown_division', { id: divisionId })
    const decision = decideEnd(division, { today, since: until })
    if (!decision.ok) return decision
    await store.endDivision(db, { tenantCode, id: divisionId }, until)
    concern(`division:${divisionId}`)
    return ok({ until })
  },
})
