import { versionById } from '#compact/queries.ts'
import type { AppealSubject, SubjectContext } from '#kernel/module.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { addLines, prepareNotice, publishNotice } from '#notices/commands.ts'
import { noticeFor } from '#notices/queries.ts'
import { householdCodes, participatingAmong } from '#people/queries.ts'
import { approvedDeeds, type Cycle, cycleById, handsOn } from '#points/queries.ts'
import { remedyDeed } from '#points/remedy/commands.ts'
import { computeScore, lineOf } from '../drafting/draft.ts'
import { correctionNotice } from '../drafting/notice.ts'
import { ScoreRemedy, type StarsRefusal } from '../model.ts'
import {
  type CloseRow,
  findClose,
  findScore,
  findStanding,
  insertScores,
  replaceScore,
  type ScoreRow,
} from '../store.ts'

/**
 * An announced score can be objected to while its notice runs. Upheld, the deed that was wrong is
 * put right, the household's score computed anew, and the new line announced for a period of its
 * own; the old one is kept as replaced.
 */
export const scoreSubject: AppealSubject = {
  kind: 'stars.score',
  async describe(context) {
    const found = await loadAnnounced(context)
    if (!found.ok) return null
    const { score, close } = found.value
    const { db, input } = context
    const deedIds = score.breakdown.flatMap((item) => item.deeds.map((deed) => deed.id))
    const hands = await handsOn(db, input.tenantCode, deedIds)
    const place = { noticeId: score.notice_id!, line: score.line! }
    const hung = await noticeFor(db, input.tenantCode, { ...place, line: null })
    return {
      householdId: score.household_id,
      notice: hung && { ...place, endsAt: hung.notice.endsAt },
      deciders: [...new Set([...hands, close.announced_by!])],
      title: hung?.notice.title['zh-CN'] ?? '',
    }
  },
  async uphold(context) {
    const remedy = ScoreRemedy.safeParse(context.remedy)
    if (!remedy.success) return refuse('stars.remedy_does_not_fit')
    const found = await loadAnnounced(context)
    if (!found.ok) return found
    const { score, cycle } = found.value
    const done = await remedyDeed(context, remedy.data)
    if (!done.ok) return done
    const { deed } = done.value
    if (deed.householdId !== score.household_id || deed.cycleId !== cycle.id) {
      return refuse('stars.foreign_deed')
    }
    const after = await recompute(context, found.value)
    if (!after.ok) return after
    const old = { scoreId: score.id, totalHundredths: score.total_hundredths, stars: score.stars }
    return ok({
      before: { ...old, deed: done.value.before },
      after: { ...after.value, deed: done.value.after },
    })
  },
}

interface Announced {
  score: ScoreRow
  close: CloseRow
  cycle: Cycle
}

/** The score that stands where the one objected to stood: another objection may have changed it. */
async function loadAnnounced(context: SubjectContext): Promise<Result<Announced, StarsRefusal>> {
  const { db, input } = context
  const objected = await findScore(db, input.tenantCode, input.subjectId)
  if (!objected || objected.state === 'draft') return refuse('stars.unknown_score')
  const close = (await findClose(db, input.tenantCode, objected.close_id))!
  const score = (await findStanding(db, close, objected.household_id))!
  if (score.state !== 'announced') return refuse('stars.score_settled')
  const cycle = (await cycleById(db, input.tenantCode, close.cycle_id))!
  return ok({ score, close, cycle })
}

/** The household's line computed anew and announced for a period of its own. */
export async function recompute(context: SubjectContext, { score, close, cycle }: Announced) {
  const { db, input, now, envelopeId, concern } = context
  const { tenantCode } = input
  const version = (await versionById(db, tenantCode, cycle.ruleVersionId))!
  const householdIds = [score.household_id]
  const deeds = await approvedDeeds(db, { tenantCode, cycleId: cycle.id, householdIds })
  const next = computeScore(
    { version, deeds, participantIds: score.participant_ids },
    {
      ...{ close, householdId: score.household_id, revision: score.revision + 1 },
      ...{ at: now, envelopeId, replaces: score.id },
    },
  )
  const old = (await noticeFor(db, tenantCode, { noticeId: score.notice_id!, line: null }))!.notice
  const corrected = { closeId: close.id, cycle, corrects: old.id, serial: old.serial }
  const noticeId = await prepareNotice(context, correctionNotice(corrected))
  const lines = await addLines(context, noticeId, [lineOf(next, await shownAs(context, score))])
  if (!lines.ok) return lines
  await replaceScore(db, tenantCode, score.id)
  await insertScores(db, [
    { ...next, state: 'announced', notice_id: noticeId, line: lines.value[0]! },
  ])
  const published = await publishNotice(context, noticeId)
  if (!published.ok) return published
  concern(`close:${close.id}`)
  concern(`household:${score.household_id}`)
  const { serial } = published.value
  return ok({ scoreId: next.id, totalHundredths: next.total_hundredths, stars: next.stars, serial })
}

/** The household's number, and its name only while there is consent. */
async function shownAs({ db, input, today }: SubjectContext, score: ScoreRow) {
  const { tenantCode } = input
  const householdIds = [score.household_id]
  const [household] = await participatingAmong(db, { tenantCode, today, householdIds })
  const codes = await householdCodes(db, tenantCode, householdIds)
  const code = codes.get(score.household_id) ?? ''
  return { code, consentedName: household?.consentedName ?? null }
}
