import { pictureHashes } from '#attachments/queries.ts'
import type { Db } from '#kernel/tables.ts'
import { headsAndGroups, kinHouseholds, namesOf } from '#people/queries.ts'
import { type Cycle, overseenDecisions, overseenDeeds, overseenEvidence } from '#points/queries.ts'
import { definitionOf, type NumberKey } from '#settings/catalogue.ts'
import { settingNumber } from '#settings/queries.ts'
import type { OversightContext } from '../model.ts'
import type {
  Inspection,
  Part,
  RadarHousehold,
  RadarPerson,
  RadarRecords,
  Thresholds,
} from './model.ts'
import { surnameOf } from './rules.ts'
import { listInspections } from './store.ts'

const keys: Readonly<Record<keyof Thresholds, NumberKey>> = {
  minDecisions: 'oversight.least_decisions',
  differencePercent: 'oversight.difference_percent',
  variancePercent: 'oversight.variance_percent',
  scatterTimes: 'oversight.scatter_times',
  burstDays: 'oversight.burst_days',
  burstTimes: 'oversight.burst_times',
  pictureBits: 'oversight.picture_bits',
  overturnedMin: 'oversight.overturned_least',
  overturnedPercent: 'oversight.overturned_percent',
}
const entries = Object.entries(keys) as [keyof Thresholds, NumberKey][]

/** What holds where a place has decided nothing. */
export const usualThresholds = Object.fromEntries(
  entries.map(([name, key]) => [name, Number(definitionOf(key).fallback)]),
) as unknown as Thresholds

/** From where on the radar asks at a place, as its settings say on a day. */
export async function thresholdsAt(
  db: Db,
  at: { tenantCode: string; today: string },
): Promise<Thresholds> {
  const decided: [string, number][] = []
  for (const [name, key] of entries) decided.push([name, await settingNumber(db, { ...at, key })])
  return Object.fromEntries(decided) as unknown as Thresholds
}

type Loading = Pick<OversightContext, 'db' | 'today'> & { input: { tenantCode: string } }

const rolesOf: Readonly<Record<Part, readonly ('verify' | 'review' | 'approve')[]>> = {
  verify: ['verify'],
  review: ['review'],
  approve: ['approve'],
  pictures: ['verify'],
  course: ['verify', 'review', 'approve'],
}

/** What a part's rules need of a cycle, and no more. Deductions count only where decisions are overturned. */
export async function loadRecords(
  context: Loading,
  { cycle, part }: { cycle: Cycle; part: Part },
): Promise<RadarRecords> {
  const { db, today } = context
  const of = { tenantCode: context.input.tenantCode, cycleId: cycle.id }
  const all = await overseenDeeds(db, of)
  const deeds = all.filter((deed) => part === 'course' || !deed.negative)
  const decisions = await overseenDecisions(db, { ...of, roles: rolesOf[part] })
  const compares = rolesOf[part].length === 1 && part !== 'pictures'
  return {
    ...{ deeds, decisions, today, cycle: { startsOn: cycle.startsOn, endsOn: cycle.endsOn } },
    pictures: part === 'pictures' ? await picturesOf(db, of) : [],
    people: compares
      ? await peopleOf(context, [...new Set(decisions.map((d) => d.personId))])
      : new Map(),
    households: compares ? await householdsOf(context) : new Map(),
    inspections: part === 'course' ? await inspectionsOf(db, { ...of, cycle, today }) : [],
  }
}

async function picturesOf(db: Db, of: { tenantCode: string; cycleId: string }) {
  const evidence = await overseenEvidence(db, of)
  const ids = [...new Set(evidence.map((one) => one.attachmentId))]
  const hashes = await pictureHashes(db, of.tenantCode, ids)
  return evidence.flatMap((one) => {
    const hash = hashes.get(one.attachmentId)
    return hash ? [{ ...one, hash }] : []
  })
}

async function peopleOf(
  { db, today, input }: Loading,
  personIds: readonly string[],
): Promise<Map<string, RadarPerson>> {
  const { tenantCode } = input
  const names = await namesOf(db, tenantCode, personIds)
  const kin = await kinHouseholds(db, { tenantCode, today, personIds })
  return new Map(
    personIds.map((id) => [
      id,
      { surname: surnameOf(names.get(id) ?? ''), kinHouseholds: kin.get(id) ?? new Set() },
    ]),
  )
}

async function householdsOf({ db, today, input }: Loading): Promise<Map<string, RadarHousehold>> {
  const facts = await headsAndGroups(db, { tenantCode: input.tenantCode, today })
  return new Map(
    facts.map(({ householdId, heads, groupId }) => [
      householdId,
      { surnames: new Set(heads.map(surnameOf)), groupId },
    ]),
  )
}

/** The period's own end, once it has come, and the days that were noted. */
async function inspectionsOf(
  db: Db,
  of: { tenantCode: string; cycle: Cycle; today: string },
): Promise<Inspection[]> {
  const { tenantCode, cycle, today } = of
  const within = { tenantCode, from: cycle.startsOn, until: cycle.endsOn }
  const noted = await listInspections(db, within)
  return [
    { on: cycle.endsOn, kind: 'cycle_end' as const },
    ...noted
      .filter((one) => one.cameOn !== cycle.endsOn)
      .map((one) => ({ on: one.cameOn, kind: 'announced' as const })),
  ].filter((one) => one.on <= today)
}
