import { defineCommand } from '#kernel/command.ts'
import { personIdsOf, system } from '#kernel/permission.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { tell } from '#notices/message/commands.ts'
import { holdersOf } from '#organisations/queries.ts'
import { relativesOf } from '#people/queries.ts'
import { cycleById, cycleOf, listCycles } from '#points/queries.ts'
import {
  answeringPost,
  mayBeAsked,
  type OversightContext,
  type OversightRefusal,
  watches,
} from '../model.ts'
import { type Flag, Look, NoteInspection, type StepKind, WordsOnFlag } from './model.ts'
import { loadRecords, thresholdsAt } from './records.ts'
import { decideStep, findFlagsOf } from './rules.ts'
import { findFlags, insertFlags, insertInspection, insertStep, markLooked } from './store.ts'

/** Looks through one part of a cycle's records and raises what it makes one ask. */
export const look = defineCommand({
  name: 'oversight.look',
  input: Look,
  may: ({ actor }) => system(actor),
  async run(context) {
    const { db, input, now, today, newId, concern } = context
    const { tenantCode, cycleId, part } = input
    const cycle = await cycleById(db, tenantCode, cycleId)
    if (!cycle) return refuse('oversight.unknown_cycle')
    const thresholds = await thresholdsAt(db, { tenantCode, today })
    const records = await loadRecords(context, { cycle, part })
    const found = findFlagsOf(part, records, thresholds).map((flag) => ({ ...flag, id: newId() }))
    const raised = await insertFlags(db, { tenantCode, cycleId, now }, found)
    await markLooked(db, { tenantCode, cycleId, part, today })
    concern(`cycle:${cycleId}`)
    return ok({ raised })
  },
})

/** Notes that somebody came to look on a day that was known before. */
export const noteInspection = defineCommand({
  name: 'oversight.note_inspection',
  input: NoteInspection,
  may: watches,
  async run({ db, input, now, newId, capacity }) {
    const { tenantCode, cameOn, byWhom } = input
    const cycles = (await listCycles(db, tenantCode)).map(cycleOf)
    if (!cycles.some((one) => one.startsOn <= cameOn && cameOn <= one.endsOn)) {
      return refuse('oversight.outside_cycle')
    }
    const noted = await insertInspection(db, {
      ...{ tenant_code: tenantCode, id: newId(), came_on: cameOn, by_whom: byWhom },
      ...{ noted_at: now, noted_by: capacity.personId },
    })
    return noted ? ok({ cameOn }) : refuse('oversight.day_noted', { cameOn })
  },
})

type StepContext = OversightContext<{ flagId: string; words: string }>

/** Asks the person, or whoever leads the leading group, what the records leave open. */
export const ask = defineCommand({
  name: 'oversight.ask',
  input: WordsOnFlag,
  may: watches,
  async run(context) {
    const taken = await take(context, 'asked')
    if (!taken.ok) return taken
    const flag = taken.value
    const { words } = context.input
    const personIds = await askedPersons(context, flag)
    const facts = { words, needs: true, href: '/asked' }
    const about = { kind: 'oversight_asked', facts, subject: `flag:${flag.id}` }
    await tell(
      context,
      personIds.map((personId) => ({ personId, ...about })),
    )
    return ok({ flagId: flag.id, asked: personIds.length })
  },
})

/** Whoever was asked says how it was; all that was said stays beside the flag. */
export const answer = defineCommand({
  name: 'oversight.answer',
  input: WordsOnFlag,
  may: mayBeAsked,
  async run(context) {
    const taken = await take(context, 'answered')
    return taken.ok ? ok({ flagId: taken.value.id }) : taken
  },
})

/** Supervision says what it makes of it; a flag is closed with words, never with points. */
export const close = defineCommand({
  name: 'oversight.close',
  input: WordsOnFlag,
  may: watches,
  async run(context) {
    const taken = await take(context, 'closed')
    if (!taken.ok) return taken
    const flag = taken.value
    if (flag.steps.some((step) => step.kind === 'asked')) {
      const facts = { words: context.input.words, href: '/asked' }
      const about = { kind: 'oversight_closed', facts, subject: `flag:${flag.id}` }
      const personIds = await askedPersons(context, flag)
      await tell(
        context,
        personIds.map((personId) => ({ personId, ...about })),
      )
    }
    return ok({ flagId: flag.id })
  },
})

async function take(context: StepContext, kind: StepKind): Promise<Result<Flag, OversightRefusal>> {
  const { db, input, now, capacity, concern } = context
  const [flag] = await findFlags(db, input.tenantCode, input.flagId)
  if (!flag) return refuse('oversight.unknown_flag')
  const standing = await standingTo(context, flag)
  const decision = decideStep(flag, kind, standing)
  if (!decision.ok) return decision
  const by = { byPersonId: capacity.personId, byPost: capacity.post }
  const of = { tenantCode: input.tenantCode, flagId: flag.id }
  await insertStep(db, of, { kind, at: now, ...by, words: input.words })
  concern(`flag:${flag.id}`)
  if (flag.personId) concern(`person:${flag.personId}`)
  return ok(flag)
}

/** Whether a flag is about oneself or one's kin, and whether one may answer it. */
async function standingTo(
  { db, input, today, actor }: StepContext,
  flag: Flag,
): Promise<{ about: boolean; answers: boolean }> {
  const { tenantCode } = input
  const own = personIdsOf(actor, tenantCode)
  const leads = actor.posts.some((p) => p.tenantCode === tenantCode && p.post === answeringPost)
  if (!flag.personId) return { about: false, answers: leads }
  const self = own.includes(flag.personId)
  const relatives = await relativesOf(db, { tenantCode, personId: flag.personId, today })
  return { about: self || own.some((id) => relatives.has(id)), answers: self }
}

async function askedPersons({ db, input, today }: StepContext, flag: Flag): Promise<string[]> {
  if (flag.personId) return [flag.personId]
  const at = { tenantCode: input.tenantCode, today }
  return (await holdersOf(db, at, [answeringPost])).map((one) => one.personId)
}
