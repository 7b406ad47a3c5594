import { changedByAnother } from '#auth/ending/commands.ts'
import { startOfDayInChina } from '#kernel/clock.ts'
import type { CommandContext } from '#kernel/command.ts'
import { insertConsents } from '#people/consent/store.ts'
import { closeHousehold, endDivisions, endMemberships } from '#people/household/store.ts'
import { wordingVersion } from '#people/model.ts'
import { identityRow, insertPersons, setNumbers } from '#people/person/store.ts'
import { insertRows } from '#people/store.ts'
import type { ImportRow, RosterFacts, RosterLine, RosterPlan } from './model.ts'
import { correctPersons } from './store.ts'

type Context = Pick<
  CommandContext<{ tenantCode: string; signedOn?: string | undefined }>,
  'db' | 'input' | 'now' | 'today' | 'capacity' | 'secrets' | 'newId' | 'concern'
>

interface Applying {
  readonly plan: RosterPlan
  readonly facts: RosterFacts
  readonly rows: readonly ImportRow[]
}

/** Writes a plan in about ten statements, however many people it names. */
export async function applyRoster(ctx: Context, { plan, facts, rows }: Applying): Promise<void> {
  const houses = new Map(facts.households.map((household) => [household.code, household.id]))
  for (const code of plan.opening) houses.set(code, ctx.newId())
  const source = new Map(rows.map((row) => [row.row, row]))
  const ids = new Map(plan.lines.map((line) => [line, line.known?.id ?? ctx.newId()]))
  await openHouseholds(ctx, plan, houses)
  await placeHouseholds(ctx, plan, houses)
  await addPersons(ctx, plan.lines, { ids, source })
  await correct(ctx, plan.lines, source)
  await settle(ctx, plan.lines, { ids, houses })
  for (const code of plan.closing) {
    await closeHousehold(ctx.db, ctx.input.tenantCode, {
      householdId: houses.get(code)!,
      on: ctx.today,
    })
  }
  await grant(ctx, plan.lines, ids)
  for (const [line, id] of ids) {
    if (line.action === 'add' || line.action === 'change') ctx.concern(`person:${id}`)
  }
}

type Houses = ReadonlyMap<string, string>
type Ids = ReadonlyMap<RosterLine, string>

async function openHouseholds(ctx: Context, plan: RosterPlan, houses: Houses): Promise<void> {
  const rows = plan.opening.map((code) => ({
    ...{ tenant_code: ctx.input.tenantCode, id: houses.get(code)!, code },
    ...{ opened_on: ctx.today, closed_on: null },
  }))
  await insertRows(ctx.db, 'people.household', rows)
}

async function placeHouseholds(ctx: Context, plan: RosterPlan, houses: Houses): Promise<void> {
  const { tenantCode } = ctx.input
  const opening = new Set(plan.opening)
  for (const kind of ['villagers_group', 'grid'] as const) {
    const moved = plan.placements.filter((p) => p.kind === kind && !opening.has(p.code))
    const householdIds = moved.map((placement) => houses.get(placement.code)!)
    await endDivisions(ctx.db, tenantCode, { householdIds, until: ctx.today, kind })
  }
  const rows = plan.placements.map(({ code, kind, divisionId }) => ({
    ...{ tenant_code: tenantCode, id: ctx.newId(), household_id: houses.get(code)! },
    ...{ division_id: divisionId, kind, since: ctx.today, until: null },
  }))
  await insertRows(ctx.db, 'people.household_division', rows)
}

type Source = ReadonlyMap<number, ImportRow>

async function addPersons(
  ctx: Context,
  lines: readonly RosterLine[],
  { ids, source }: { ids: Ids; source: Source },
): Promise<void> {
  const added = lines.filter((line) => line.action === 'add')
  const persons = added.map((line) => {
    const { name, sex, birthDate, idNumber, phone } = source.get(line.entry.row)!
    const numbers = { idNumber: idNumber ?? undefined, phone: phone ?? undefined }
    return { id: ids.get(line)!, name, sex, birthDate, ...numbers }
  })
  const { tenantCode } = ctx.input
  await insertPersons(ctx.db, { tenantCode, openedOn: ctx.today, secrets: ctx.secrets }, persons)
}

async function correct(ctx: Context, lines: readonly RosterLine[], source: Source): Promise<void> {
  const { tenantCode } = ctx.input
  const has = (line: RosterLine, fields: readonly string[]) =>
    line.changes.some((change) => fields.includes(change))
  const corrected = lines.filter((line) => has(line, ['name', 'sex', 'birth_date']))
  await correctPersons(ctx.db, tenantCode, corrected)
  const renumbered = lines.filter((line) => has(line, ['id_number', 'phone']))
  const numbers = renumbered.map((line) => {
    const { idNumber, phone } = source.get(line.entry.row)!
    const given = { idNumber: idNumber ?? undefined, phone: phone ?? undefined }
    return identityRow(ctx.secrets, { tenantCode, personId: line.known!.id, ...given })
  })
  await setNumbers(ctx.db, numbers)
  const telephoned = lines.filter((line) => has(line, ['phone'])).map((line) => line.known!.id)
  await changedByAnother(ctx, { kind: 'phone_entered', personIds: telephoned })
}

/** Ends memberships that change and opens the new ones, those of added people included. */
async function settle(
  ctx: Context,
  lines: readonly RosterLine[],
  { ids, houses }: { ids: Ids; houses: Houses },
): Promise<void> {
  const { tenantCode } = ctx.input
  const moves = (line: RosterLine) =>
    line.changes.includes('household') || line.changes.includes('relation')
  const settling = lines.filter((line) => line.action === 'add' || moves(line))
  const ending = settling.flatMap(({ known }) =>
    known?.lives && known.membershipId ? [known.membershipId] : [],
  )
  await endMemberships(ctx.db, tenantCode, { membershipIds: ending, until: ctx.today })
  const rows = settling.map((line) => ({
    ...{ tenant_code: tenantCode, id: ctx.newId(), person_id: ids.get(line)! },
    ...{ household_id: houses.get(line.entry.householdCode)!, relation: line.entry.relation },
    ...{ since: ctx.today, until: null },
  }))
  await insertRows(ctx.db, 'people.membership', rows)
}

async function grant(ctx: Context, lines: readonly RosterLine[], ids: Ids): Promise<void> {
  const { tenantCode, signedOn } = ctx.input
  const at = signedOn ? startOfDayInChina(signedOn) : ctx.now
  const rows = lines
    .filter((line) => line.consents)
    .map((line) => ({
      ...{ tenant_code: tenantCode, id: ctx.newId(), person_id: ids.get(line)! },
      ...{ purpose: 'points' as const, wording_version: wordingVersion },
      ...{ method: 'roster_signature' as const, granted_at: at, granted_by: ctx.capacity.personId },
      ...{ withdrawn_at: null, withdrawn_by: null, recorded_at: ctx.now },
    }))
  await insertConsents(ctx.db, rows)
}
