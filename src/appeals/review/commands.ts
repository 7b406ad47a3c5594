import type { z } from 'zod'
import type { Actor } from '#kernel/actor.ts'
import { type CommandContext, defineCommand } from '#kernel/command.ts'
import { holds, oversees, system } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { tell } from '#notices/commands.ts'
import { adultsOfHouseholds } from '#people/queries.ts'
import { type Appeal, DecideAppeal, DrawReviewers, ExcuseReviewer, reviewLevels } from '../model.ts'
import { checkAnswering, checkOpen } from '../rules.ts'
import { insertStep } from '../step/store.ts'
import { type AppealKey, closeAppeal, findAppeal } from '../store.ts'
import { type Subjects, upholdSubject } from '../subjects.ts'
import { draw, findBarred, findCandidates, type ReviewContext } from './draw.ts'
import { excuseReviewer, findReviewers, tellAppellant } from './store.ts'

type DecideContext = CommandContext<z.output<typeof DecideAppeal>>

/** Those whose post may be drawn; whether they were is read from the appeal. */
export function reviews(actor: Actor, tenantCode: string) {
  return (
    holds(actor, tenantCode, reviewLevels[0]) ??
    oversees(actor, tenantCode, [...reviewLevels[1], ...reviewLevels[2]])
  )
}

/** Answers an objection: upheld, with what is put right, or dismissed; in both cases with reasons. */
export function makeDecide(subjects: Subjects) {
  return defineCommand({
    name: 'appeals.decide',
    input: DecideAppeal,
    may: ({ actor, input }) => reviews(actor, input.tenantCode),
    async run(context) {
      const { db, input, capacity, concern } = context
      const appeal = await findAppeal(db, input)
      const checked = checkAnswering(appeal, await standing(context, appeal))
      if (!checked.ok) return checked
      const { outcome, answer, remedy } = input
      const changed =
        outcome === 'upheld' ? await upholdSubject(context, checked.value, subjects) : ok(null)
      if (!changed.ok) return changed
      const by = { personId: capacity.personId!, post: capacity.post, answer }
      const put = changed.value ? { remedy, change: changed.value } : {}
      if (!(await closeAppeal(db, input, { state: outcome, at: context.now, by, ...put }))) {
        return refuse('appeals.already_decided', { number: checked.value.number })
      }
      await record(context, checked.value)
      concern(`appeal:${input.appealId}`)
      if (outcome === 'upheld' && checked.value.householdId) {
        concern(`household:${checked.value.householdId}`)
      }
      return ok({ appealId: input.appealId, outcome, change: changed.value })
    },
  })
}

/** Whether the case was drawn to the one who acts, and whether they must keep out of it. */
async function standing(
  context: ReviewContext<AppealKey>,
  appeal: Appeal | null,
): Promise<{ drawn: boolean; barred: boolean }> {
  const { db, capacity } = context
  const personId = capacity.personId
  if (!appeal || !personId) return { drawn: false, barred: false }
  const reviewers = (await findReviewers(db, [appeal])).get(appeal.id) ?? []
  const drawn = reviewers.some((r) => r.personId === personId && r.excusedReason === null)
  const barred = drawn && (await findBarred(context, appeal, [{ personId }])).has(personId)
  return { drawn, barred }
}

async function record(context: DecideContext, appeal: Appeal): Promise<void> {
  const { db, input, now, today, capacity, newId } = context
  const { tenantCode, outcome } = input
  await insertStep(db, input, {
    ...{ id: newId(), kind: outcome, at: now, byPersonId: capacity.personId },
    ...{ byPost: capacity.post, note: input.answer },
  })
  const householdIds = outcome === 'upheld' && appeal.householdId ? [appeal.householdId] : []
  const homes = await adultsOfHouseholds(db, { tenantCode, householdIds, today })
  const told = [...homes.values()].flat()
  const href = `/appeals/${appeal.id}`
  const message = {
    kind: `appeal_${outcome}`,
    facts: { number: appeal.number, title: appeal.title, href },
    subject: `appeal:${appeal.id}`,
  }
  await tell(
    context,
    told.map((personId) => ({ personId, ...message })),
  )
  await tellAppellant(db, input, { messageId: newId(), ...message, at: now, told })
}

/** Steps back from a case that was drawn to oneself; the lot falls again among the others. */
export const excuse = defineCommand({
  name: 'appeals.excuse',
  input: ExcuseReviewer,
  may: ({ actor, input }) => reviews(actor, input.tenantCode),
  async run(context) {
    const { db, input, now, capacity, newId } = context
    const appeal = await findAppeal(db, input)
    const checked = checkAnswering(appeal, { ...(await standing(context, appeal)), barred: false })
    if (!checked.ok) return checked
    const { reason } = input
    await excuseReviewer(db, input, { personId: capacity.personId!, at: now, reason })
    const by = { byPersonId: capacity.personId, byPost: capacity.post }
    await insertStep(db, input, { id: newId(), kind: 'excused', at: now, ...by, note: reason })
    const drawn = await draw(context, checked.value)
    if (drawn.length === 0) return refuse('appeals.nobody_left', { number: checked.value.number })
    return ok({ appealId: input.appealId, reviewers: drawn.length })
  },
})

/** Draws again for a case nobody reviews any more: nobody was free, or the term of office ended. */
export const drawAgain = defineCommand({
  name: 'appeals.draw',
  input: DrawReviewers,
  may: ({ actor, input }) =>
    holds(actor, input.tenantCode, ['supervision_chair']) ??
    oversees(actor, input.tenantCode, ['township_official', 'county_official']) ??
    system(actor),
  async run(context) {
    const { db, input } = context
    const appeal = await findAppeal(db, input)
    if (!appeal) return refuse('appeals.unknown_appeal')
    const open = checkOpen(appeal)
    if (!open.ok) return open
    const { number } = appeal
    const inOffice = new Set((await findCandidates(context)).map(({ personId }) => personId))
    const earlier = (await findReviewers(db, [appeal])).get(appeal.id) ?? []
    const active = earlier.filter((r) => r.excusedReason === null && inOffice.has(r.personId))
    if (active.length > 0) return refuse('appeals.has_reviewer', { number })
    const drawn = await draw(context, appeal)
    if (drawn.length === 0) return refuse('appeals.nobody_left', { number })
    return ok({ appealId: appeal.id, reviewers: drawn.length })
  },
})
