import type { CommandContext } from '#kernel/command.ts'
import { tell } from '#notices/commands.ts'
import { holdersOf } from '#organisations/queries.ts'
import { recusalOf } from '#people/queries.ts'
import { settingNumber } from '#settings/queries.ts'
import { type Appeal, type ReviewPost, reviewLevels } from '../model.ts'
import { type Candidate, drawReviewers } from '../rules.ts'
import { insertStep } from '../step/store.ts'
import { type AppealKey, findDeciders } from '../store.ts'
import { findOfficialsAbove, findReviewers, insertReviewers, isAppellantAmong } from './store.ts'

export type ReviewContext<I = object> = CommandContext<I & { tenantCode: string }>

type Case = Pick<Appeal, 'id' | 'number' | 'householdId' | 'title' | 'answerDueOn'>

/** Draws reviewers, records the draw and tells those who can be told here. None may be free. */
export async function draw(context: ReviewContext, appeal: Case): Promise<readonly Candidate[]> {
  const { db, now, today, newId } = context
  const { tenantCode } = context.input
  const key = { tenantCode, appealId: appeal.id }
  const candidates = await findCandidates(context)
  const barred = await findBarred(context, appeal, candidates)
  const earlier = (await findReviewers(db, [{ tenantCode, id: appeal.id }])).get(appeal.id) ?? []
  for (const { personId } of earlier) barred.add(personId)
  const count = await settingNumber(db, { key: 'appeals.reviewers', tenantCode, today })
  const drawn = drawReviewers(appeal.id, { candidates, barred, count })
  await insertReviewers(db, key, { at: now, reviewers: drawn })
  const posts = drawn.map(({ post }) => post).join(',')
  const kind = drawn.length > 0 ? 'drawn' : 'nobody_free'
  const by = { byPersonId: null, byPost: null }
  await insertStep(db, key, { id: newId(), kind, at: now, ...by, note: posts || null })
  await tellReviewers(context, appeal, drawn)
  return drawn
}

/** All who may be drawn by their post today: the village's own first, then those above. */
export async function findCandidates(context: ReviewContext): Promise<Candidate[]> {
  const { db, today, input } = context
  const own = await holdersOf(db, { tenantCode: input.tenantCode, today }, reviewLevels[0])
  const above = await findOfficialsAbove(db, input.tenantCode, today)
  return [...own.map(({ personId, post }) => ({ personId, post: post as ReviewPost })), ...above]
}

/** Who decided the first time, is related to the household or is, or is related to, the one who objects. */
export async function findBarred(
  context: ReviewContext,
  appeal: Pick<Appeal, 'id' | 'householdId'>,
  candidates: readonly Pick<Candidate, 'personId'>[],
): Promise<Set<string>> {
  const { db, today } = context
  const { tenantCode } = context.input
  const key: AppealKey = { tenantCode, appealId: appeal.id }
  const barred = new Set(await findDeciders(db, key))
  for (const { personId } of candidates) {
    const whose = { tenantCode, personId, today }
    const { relatives, households } = await recusalOf(db, whose)
    const family = [personId, ...relatives]
    if (appeal.householdId && households.has(appeal.householdId)) barred.add(personId)
    if (await isAppellantAmong(db, key, family)) barred.add(personId)
  }
  return barred
}

async function tellReviewers(
  context: ReviewContext,
  appeal: Case,
  drawn: readonly Candidate[],
): Promise<void> {
  const { tenantCode } = context.input
  const village: readonly string[] = reviewLevels[0]
  const facts = {
    number: appeal.number,
    title: appeal.title,
    due: appeal.answerDueOn,
    needs: true,
    href: `/office/appeals/${appeal.id}?at=${tenantCode}`,
  }
  const told = drawn.filter(({ post }) => village.includes(post))
  await tell(
    context,
    told.map(({ personId }) => ({
      ...{ personId, kind: 'appeal_to_review', facts, subject: `appeal:${appeal.id}` },
    })),
  )
}
