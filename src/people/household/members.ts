import type { CommandContext } from '#kernel/command.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { DivisionKind, Member, Relation } from '#people/model.ts'
import { decideLeaving, relationsUnder } from '#people/rules.ts'
import { findDivision, insertRows, membersOf } from '#people/store.ts'
import { closeHousehold, endDivisions, endMemberships } from './store.ts'

type Context = Pick<CommandContext<unknown>, 'db' | 'today' | 'newId' | 'concern'>

export interface Departure {
  readonly tenantCode: string
  readonly householdId: string
  readonly leaving: readonly string[]
  readonly newHeadId?: string | undefined
  /** Plain date of the last change; they belong to the household up to the day before. */
  readonly on: string
  /** The day may lie before they were entered, as when a death is recorded late. */
  readonly recordedLate?: boolean
}

export type DepartureFault =
  | 'people.head_needed'
  | 'people.not_a_member'
  | 'people.date_in_future'
  | 'people.date_too_early'

/**
 * People leave a household: their memberships end, a new head is named or the empty house closes.
 * Returns the members as they were before.
 */
export async function depart(
  ctx: Context,
  departure: Departure,
): Promise<Result<readonly Member[], DepartureFault>> {
  const { tenantCode, householdId, leaving } = departure
  if (departure.on > ctx.today) return refuse('people.date_in_future', { date: departure.on })
  const members = await membersOf(ctx.db, { tenantCode, today: ctx.today }, householdId)
  const decision = decideLeaving({ members, leaving, newHeadId: departure.newHeadId })
  if (!decision.ok) return decision
  const moved = members.filter((member) => leaving.includes(member.id))
  const renamed = relationChanges(members, leaving, decision.value.newHeadId)
  const on = departure.recordedLate ? latest(departure.on, members) : departure.on
  const late = [...moved, ...renamed.map(({ member }) => member)].find((m) => m.since > on)
  if (late) return refuse('people.date_too_early', { name: late.name, since: late.since })
  await end(ctx, tenantCode, { members: moved, until: on })
  await changeRelations(ctx, tenantCode, { changes: renamed, on })
  if (decision.value.closes) await closeHousehold(ctx.db, tenantCode, { householdId, on })
  ctx.concern(`household:${householdId}`)
  for (const member of moved) ctx.concern(`person:${member.id}`)
  return ok(members)
}

function latest(on: string, members: readonly Member[]): string {
  return [on, ...members.map((member) => member.since)].sort().at(-1)!
}

export interface RelationChange {
  readonly member: Member
  readonly relation: Relation
}

function relationChanges(
  members: readonly Member[],
  leaving: readonly string[],
  newHeadId: string | null,
): RelationChange[] {
  if (!newHeadId) return []
  const under = relationsUnder(members, newHeadId)
  return members
    .filter((member) => !leaving.includes(member.id))
    .map((member) => ({ member, relation: under.get(member.id) ?? 'other' }))
    .filter(({ member, relation }) => relation !== member.relation)
}

/** A relation is dated: the old one ends on the day the new one begins. */
export async function changeRelations(
  ctx: Context,
  tenantCode: string,
  { changes, on }: { changes: readonly RelationChange[]; on: string },
): Promise<void> {
  await end(ctx, tenantCode, { members: changes.map(({ member }) => member), until: on })
  const joining = changes.map(({ member, relation }) => ({ personId: member.id, relation }))
  const householdId = changes[0]?.member.householdId
  if (householdId) await join(ctx, tenantCode, { householdId, joining, since: on })
}

async function end(
  ctx: Context,
  tenantCode: string,
  { members, until }: { members: readonly Member[]; until: string },
): Promise<void> {
  const membershipIds = members.map((member) => member.membershipId)
  const ended = await endMemberships(ctx.db, tenantCode, { membershipIds, until })
  if (ended !== membershipIds.length) throw new Error('A membership changed while it was ended.')
}

export interface Joining {
  readonly householdId: string
  readonly joining: readonly { personId: string; relation: Relation }[]
  readonly since: string
}

export async function join(ctx: Context, tenantCode: string, to: Joining): Promise<void> {
  const rows = to.joining.map(({ personId, relation }) => ({
    tenant_code: tenantCode,
    id: ctx.newId(),
    person_id: personId,
    household_id: to.householdId,
    relation,
    since: to.since,
    until: null,
  }))
  await insertRows(ctx.db, 'people.membership', rows)
}

export interface Placing {
  readonly householdId: string
  readonly groupId?: string | undefined
  readonly gridId?: string | undefined
  readonly since: string
}

/** Puts a household into a villagers' group and a grid that exist; the place it had ends that day. */
export async function placeHousehold(
  ctx: Context,
  tenantCode: string,
  placing: Placing,
): Promise<Result<null, 'people.unknown_division'>> {
  const wanted = (
    [
      ['villagers_group', placing.groupId],
      ['grid', placing.gridId],
    ] as const
  ).flatMap(([kind, id]): { kind: DivisionKind; id: string }[] => (id ? [{ kind, id }] : []))
  for (const division of wanted) {
    const found = await findDivision(ctx.db, { tenantCode, today: ctx.today }, division)
    if (!found) return refuse('people.unknown_division', { kind: division.kind })
  }
  const { householdId, since } = placing
  for (const { kind } of wanted) {
    await endDivisions(ctx.db, tenantCode, { householdIds: [householdId], until: since, kind })
  }
  const rows = wanted.map(({ kind, id }) => ({
    ...{ tenant_code: tenantCode, id: ctx.newId(), household_id: householdId, division_id: id },
    ...{ kind, since, until: null },
  }))
  await insertRows(ctx.db, 'people.household_division', rows)
  return ok(null)
}
