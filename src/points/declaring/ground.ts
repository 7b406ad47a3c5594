import { attachmentsOf } from '#attachments/queries.ts'
import type { RuleItem } from '#compact/model.ts'
import { versionById } from '#compact/queries.ts'
import { residenceOf } from '#kernel/permission.ts'
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts'
import {
  adultsOfHouseholds,
  householdStandings,
  participatingHouseholds,
  takesPart,
} from '#people/queries.ts'
import { householdsWithin } from '#points/deciding/decider.ts'
import { type PointsContext, selvesOf } from '#points/deed/step.ts'
import { loadSoFar } from '#points/deed/store.ts'
import { fieldOfficers, type PointsRefusal } from '#points/model.ts'
import { type EntryFacts, findItem } from '#points/rules.ts'
import { type CycleRow, findCycleOf } from '#points/store.ts'
import { settingNumber } from '#settings/queries.ts'

/** What is entered, apart from the households it is entered for. */
export interface Occasion {
  readonly itemKey: string
  readonly happenedOn: string
  readonly note: string
  readonly attachmentIds: readonly string[]
}

export interface Ground {
  readonly cycle: CycleRow | undefined
  readonly item: RuleItem | null
  factsOf(householdId: string, qualities?: readonly string[]): EntryFacts
}

/** Everything the rules ask about an occasion, for all its households at once. */
export async function ground(
  context: PointsContext,
  occasion: Occasion,
  householdIds: readonly string[],
): Promise<Ground> {
  const { db, input, today, actor } = context
  const { tenantCode } = input
  const cycle = await findCycleOf(db, tenantCode, occasion.happenedOn)
  const version = cycle ? await versionById(db, tenantCode, cycle.rule_version_id) : null
  const item = version ? findItem(version.content, occasion.itemKey) : null
  const at = { tenantCode, today }
  const windowDays = await settingNumber(db, { key: 'points.declare_window_days', ...at })
  const standings = await householdStandings(db, { ...at, householdIds })
  const key = { tenantCode, householdIds, ...occasion }
  const soFar = cycle ? await loadSoFar(db, { ...key, cycleId: cycle.id }) : new Map()
  const within = await householdsWithin(context, { actor, tenantCode, posts: fieldOfficers })
  const known = {
    item,
    today,
    windowDays,
    cycle: cycle ? { open: cycle.closing_at === null } : null,
  }
  return {
    ...{ cycle, item },
    factsOf: (householdId, qualities = qualitiesFor(context, householdId, within)) => ({
      ...known,
      qualities,
      household: {
        exists: standings.has(householdId),
        takesPart: standings.get(householdId)?.takesPart ?? false,
      },
      alreadyHundredths: soFar.get(householdId)?.already ?? 0,
      duplicate: soFar.get(householdId)?.duplicate ?? false,
    }),
  }
}

/**
 * In which qualities somebody may enter something for a household: for their own as a villager; for
 * others by their posts, if it lies in their grid, and else as a neighbour.
 */
function qualitiesFor(
  context: PointsContext,
  householdId: string,
  within: ReadonlySet<string> | null,
): readonly string[] {
  const { actor, input } = context
  const residence = residenceOf(actor, input.tenantCode)
  if (residence?.householdId === householdId) return ['villager']
  const neighbour = residence ? ['neighbour'] : []
  if (actor.behalf || (within && !within.has(householdId))) return neighbour
  return [...postsHere(context), ...neighbour]
}

/** The posts by which somebody enters deeds here, the capacity of this act first. */
function postsHere({ actor, input, capacity }: PointsContext): readonly string[] {
  const officers: readonly string[] = fieldOfficers
  const held = actor.posts.filter((p) => p.tenantCode === input.tenantCode).map((p) => p.post)
  return [...new Set([capacity.post, ...held])].filter((post) => officers.includes(post))
}

/** Only what oneself sent can lie beside what one declares. */
export async function refuseForeignFiles(
  context: PointsContext,
  ids: readonly string[],
): Promise<Refusal<PointsRefusal> | null> {
  if (ids.length === 0) return null
  const { db, input } = context
  const uploadedBy = selvesOf(context)
  const known = await attachmentsOf(db, { tenantCode: input.tenantCode, ids, uploadedBy })
  const missing = ids.find((id) => !known.has(id))
  return missing ? refuse('points.unknown_attachment', { attachmentId: missing }) : null
}

interface Named {
  readonly householdId?: string | undefined
  readonly householdCode?: string | undefined
}

/** The household meant: by its id, by its number on the board (`12` is `012`), or one's own. */
export async function householdMeant(
  context: PointsContext,
  named: Named,
): Promise<Result<string, PointsRefusal>> {
  const { db, input, today, actor } = context
  if (named.householdId) return ok(named.householdId)
  const own = residenceOf(actor, input.tenantCode)?.householdId
  const code = named.householdCode?.normalize('NFKC') ?? ''
  if (code === '') return own ? ok(own) : refuse('points.unknown_household')
  const all = await participatingHouseholds(db, input.tenantCode, today)
  const found = all.find((h) => Number(h.code) === Number(code))
  return found ? ok(found.householdId) : refuse('points.unknown_household')
}

/** The person named is a grown-up member of the household who takes part. */
export async function refusePerson(
  context: PointsContext,
  person: { personId: string; householdId: string },
): Promise<Refusal<PointsRefusal> | null> {
  const { db, input, today } = context
  const here = { tenantCode: input.tenantCode, today }
  const adults = await adultsOfHouseholds(db, { ...here, householdIds: [person.householdId] })
  if (!adults.get(person.householdId)?.includes(person.personId)) {
    return refuse('points.unknown_person')
  }
  const agreed = await takesPart(db, { ...here, personId: person.personId })
  return agreed ? null : refuse('points.person_not_taking_part')
}
