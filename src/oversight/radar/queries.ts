import { z } from 'zod'
import { versionById } from '#compact/queries.ts'
import { personIdsOf, system } from '#kernel/permission.ts'
import { defineQuery, type QueryContext } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { divisionNames, householdCodes, namesOf, relativesOf } from '#people/queries.ts'
import { type Cycle, cycleOf, type DeedLine, deedLines, listCycles } from '#points/queries.ts'
import { answeringPost, mayBeAsked, OfPlace, supervises, watches } from '../model.ts'
import { type Flag, OneFlag } from './model.ts'
import { isAbout, stateOf } from './rules.ts'
import { findFlags, listDue, listInspections, type NotedInspection } from './store.ts'

/** What waits to be looked through, in all places; for the program itself. */
export const due = defineQuery({
  name: 'oversight.due',
  input: z.object({}),
  access: 'scoped',
  may: ({ actor }) => system(actor),
  async run({ db, today }) {
    return ok(await listDue(db, today))
  },
})

/** A flag as people read it. */
export interface FlagView extends Omit<Flag, 'steps' | 'key'> {
  readonly state: 'raised' | 'asked' | 'answered' | 'closed'
  readonly cycle: Pick<Cycle, 'unit' | 'year' | 'number'> | null
  /** Null when nobody in particular is asked. */
  readonly personName: string | null
  readonly item: { readonly zh: string; readonly en: string } | null
  readonly groupName: string | null
  readonly steps: readonly (Flag['steps'][number] & { readonly byName: string | null })[]
}

type Reading = Pick<QueryContext<{ tenantCode: string }>, 'db' | 'today' | 'actor' | 'input'>

/** Flags that are not about whoever asks or their kin. */
async function foreignFlags({ db, input, today, actor }: Reading, id?: string): Promise<Flag[]> {
  const flags = await findFlags(db, input.tenantCode, id)
  const family = new Set(personIdsOf(actor, input.tenantCode))
  for (const personId of [...family]) {
    const relatives = await relativesOf(db, { tenantCode: input.tenantCode, personId, today })
    for (const relative of relatives) family.add(relative)
  }
  return flags.filter((flag) => !isAbout(flag, family))
}

async function viewsOf({ db, input, today }: Reading, flags: readonly Flag[]): Promise<FlagView[]> {
  const { tenantCode } = input
  const ids = flags.flatMap((flag) => [flag.personId, ...flag.steps.map((s) => s.byPersonId)])
  const names = await namesOf(
    db,
    tenantCode,
    ids.filter((id) => id !== null),
  )
  const cycles = new Map((await listCycles(db, tenantCode)).map((row) => [row.id, cycleOf(row)]))
  const titles = await titlesOf(db, tenantCode, [...cycles.values()])
  const groupName = await divisionNames(db, { tenantCode, today })
  const nameOf = (id: string | null) => (id ? (names.get(id) ?? null) : null)
  return flags.map(({ key, steps, ...flag }) => ({
    ...flag,
    state: stateOf(steps),
    cycle: cycles.get(flag.cycleId) ?? null,
    personName: nameOf(flag.personId),
    item: flag.itemKey ? titles(cycles.get(flag.cycleId), flag.itemKey) : null,
    groupName: groupName(String(flag.measures.groupId ?? '') || null),
    steps: steps.map((step) => ({ ...step, byName: nameOf(step.byPersonId) })),
  }))
}

/** What clauses are called in the version under which a cycle counts. */
async function titlesOf(db: Db, tenantCode: string, cycles: readonly Cycle[]) {
  const titles = new Map<string, { zh: string; en: string }>()
  for (const versionId of new Set(cycles.map((cycle) => cycle.ruleVersionId))) {
    const version = await versionById(db, tenantCode, versionId)
    for (const item of version?.content.items ?? []) {
      titles.set(`${versionId}:${item.key}`, {
        zh: item.title.zh,
        en: item.title.en || item.title.zh,
      })
    }
  }
  return (cycle: Cycle | undefined, key: string) =>
    titles.get(`${cycle?.ruleVersionId}:${key}`) ?? null
}

/** All flags of a village, newest first, and the days on which somebody came to look. */
export const flags = defineQuery({
  name: 'oversight.flags',
  input: OfPlace,
  access: 'scoped',
  may: watches,
  async run(context) {
    const { db, input } = context
    const found = await viewsOf(context, await foreignFlags(context))
    const always = { from: '0001-01-01', until: '9999-12-31' }
    const inspections = await listInspections(db, { tenantCode: input.tenantCode, ...always })
    return ok({ flags: found, inspections: inspections satisfies NotedInspection[] })
  },
})

/** A deed a flag leads to. */
export interface FlaggedDeed extends DeedLine {
  readonly householdCode: string
  readonly item: { readonly zh: string; readonly en: string } | null
}

/** One flag with its figures, the deeds behind it and what was said; whoever is asked about sees who looked. */
export const flag = defineQuery({
  name: 'oversight.flag',
  input: OneFlag,
  access: 'scoped',
  may: watches,
  async run(context) {
    const { db, input, actor } = context
    const { tenantCode, flagId } = input
    const [found] = await foreignFlags(context, flagId)
    if (!found) return refuse('oversight.unknown_flag')
    const [view] = await viewsOf(context, [found])
    const negatives = supervises({ actor, input }) !== null
    const lines = await deedLines(db, { tenantCode, ids: found.deedIds, negatives })
    return ok({ flag: view!, deeds: await withWords(context, lines) })
  },
  looked: ({ tenantCode }, value) => ({
    ...{ tenantCode, personIds: value.flag.personId ? [value.flag.personId] : [] },
    purpose: 'oversight_flag',
  }),
})

/** Deeds with their household's number and their clause's name. */
export async function withWords(
  { db, input }: Pick<Reading, 'db' | 'input'>,
  lines: readonly DeedLine[],
): Promise<FlaggedDeed[]> {
  const { tenantCode } = input
  const codes = await householdCodes(db, tenantCode, [...new Set(lines.map((d) => d.householdId))])
  const cycles = (await listCycles(db, tenantCode)).map(cycleOf)
  const titles = await titlesOf(db, tenantCode, cycles)
  const cycleOn = (day: string) => cycles.find((c) => c.startsOn <= day && day <= c.endsOn)
  return lines.map((line) => ({
    ...line,
    householdCode: codes.get(line.householdId) ?? '',
    item: titles(cycleOn(line.happenedOn), line.itemKey),
  }))
}

/** What one was asked oneself, and what became of it; the leading group's head also what goes to nobody else. */
export const askedOfMe = defineQuery({
  name: 'oversight.asked_of_me',
  input: OfPlace,
  access: 'scoped',
  may: mayBeAsked,
  async run(context) {
    const { db, input, actor } = context
    const { tenantCode } = input
    const own = new Set(personIdsOf(actor, tenantCode))
    const leads = actor.posts.some((p) => p.tenantCode === tenantCode && p.post === answeringPost)
    const asked = (await findFlags(db, tenantCode)).filter(
      (one) =>
        one.steps.some((step) => step.kind === 'asked') &&
        (one.personId ? own.has(one.personId) : leads),
    )
    return ok({ flags: await viewsOf(context, asked) })
  },
})
