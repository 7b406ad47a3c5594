import { postTransfers } from '#journal/commands.ts'
import type { AppealSubject, SubjectContext } from '#kernel/module.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { addLines, prepareNotice, publishNotice } from '#notices/commands.ts'
import { noticeFor } from '#notices/queries.ts'
import { householdCodes, participatingAmong } from '#people/queries.ts'
import { correctionNotice, lineContent, yuan } from '../announcing/notice.ts'
import { tellLines } from '../announcing/telling.ts'
import { type Dividend, type DividendsRefusal, type Line, LineRemedy } from '../model.ts'
import { decideRemedy, pointsOf, splitPool } from '../rules.ts'
import { findDividend, findLine, insertLines, prolong, standingLines } from '../store.ts'

/**
 * A line can be objected to from the notice on which it stands. Upheld, its points are put right and
 * the whole pool is split anew; the lines that change hang on a corrected notice of their own.
 */
export const lineSubject: AppealSubject = {
  kind: 'dividends.line',
  async describe(context) {
    const found = await loadAnnounced(context)
    if (!found.ok) return null
    const { line, dividend } = found.value
    const place = { noticeId: line.noticeId, line: line.noticeLine }
    const hung = await noticeFor(context.db, context.input.tenantCode, { ...place, line: null })
    const deciders = [dividend.plannedBy, dividend.announcedBy].filter((one) => one !== null)
    return {
      householdId: line.householdId,
      notice: hung && { ...place, endsAt: hung.notice.endsAt },
      deciders: [...new Set(deciders)],
      title: hung?.notice.title['zh-CN'] ?? '',
    }
  },
  async uphold(context) {
    const remedy = LineRemedy.safeParse(context.remedy)
    if (!remedy.success) return refuse('dividends.remedy_does_not_fit')
    const found = await loadAnnounced(context)
    if (!found.ok) return found
    const { line, dividend, standing } = found.value
    const { householdId } = line
    const pointsHundredths = remedy.data.kind === 'take_out' ? 0 : remedy.data.valueHundredths
    const right = decideRemedy(standing, { householdId, pointsHundredths })
    if (!right.ok) return right
    const split = splitPool(dividend.poolFen, right.value)
    const done = await correct(context, { dividend, line, standing, split })
    if (!done.ok) return done
    const after = split.find((one) => one.householdId === householdId)!
    const { serial, lines } = done.value
    return ok({
      before: { pointsHundredths: line.pointsHundredths, amountYuan: yuan(line.amountFen) },
      after: { pointsHundredths, amountYuan: yuan(after.amountFen), serial, lines },
    })
  },
}

interface Announced {
  readonly dividend: Dividend
  /** The line that stands where the one objected to stood: another objection may have changed it. */
  readonly line: Line
  readonly standing: readonly Line[]
}

async function loadAnnounced({
  db,
  input,
}: SubjectContext): Promise<Result<Announced, DividendsRefusal>> {
  const { tenantCode } = input
  const objected = await findLine(db, tenantCode, input.subjectId)
  if (!objected) return refuse('dividends.unknown_line')
  const dividend = await findDividend(db, tenantCode, objected.dividendId)
  if (dividend?.state !== 'announced') return refuse('dividends.line_settled')
  const standing = await standingLines(db, tenantCode, dividend.id)
  const line = standing.find((one) => one.householdId === objected.householdId)!
  return ok({ dividend, line, standing })
}

interface Correcting extends Announced {
  readonly split: readonly Line[]
}

/** Puts the points right in the journal, and announces all lines whose points or amount change. */
async function correct(context: SubjectContext, of: Correcting) {
  const { db, input, now, envelopeId } = context
  const { tenantCode } = input
  const { dividend, line, standing } = of
  const before = new Map(standing.map((one) => [one.householdId, one]))
  const changed = of.split.filter((one) => {
    const old = before.get(one.householdId)!
    return old.amountFen !== one.amountFen || old.pointsHundredths !== one.pointsHundredths
  })
  const wanted = changed.find((one) => one.householdId === line.householdId)!
  const posted = await correctPoints(context, { line, wanted })
  if (!posted.ok) return posted
  const hung = await hangCorrection(context, { ...of, changed })
  if (!hung.ok) return hung
  const { endsAt, serial, fresh } = hung.value
  await insertLines(db, fresh, { tenantCode, at: now, envelopeId })
  await prolong(db, { tenantCode, id: dividend.id, endsAt })
  await tellLines(context, { kind: 'dividend_corrected', year: dividend.year, endsAt }, fresh)
  context.concern(`dividend:${dividend.id}`)
  return ok({ serial, lines: fresh.length })
}

/** What is missing in the household's account is issued to it, what is too much is taken back. */
async function correctPoints(
  context: SubjectContext,
  { line, wanted }: { line: Line; wanted: Line },
) {
  const amount = wanted.pointsHundredths - line.pointsHundredths
  const issued = { kind: 'dividend_issued', ownerId: null } as const
  const household = { kind: 'household_dividend', ownerId: line.householdId } as const
  return postTransfers(context, [
    {
      ...(amount > 0 ? { debit: issued, credit: household } : { debit: household, credit: issued }),
      ...{ amount: Math.abs(amount), commodity: 'POINT', subject: `line:${line.id}` },
      clause: 'appeal',
    },
  ])
}

async function hangCorrection(
  context: SubjectContext,
  { dividend, line, changed, split }: Correcting & { changed: readonly Line[] },
) {
  const { db, input, today, newId } = context
  const { tenantCode } = input
  const wrong = (await noticeFor(db, tenantCode, { noticeId: line.noticeId, line: null }))!.notice
  const facts = { corrects: wrong.id, serial: wrong.serial, totalHundredths: pointsOf(split) }
  const noticeId = await prepareNotice(context, correctionNotice(dividend, facts))
  const householdIds = changed.map((one) => one.householdId)
  const codes = await householdCodes(db, tenantCode, householdIds)
  const taking = await participatingAmong(db, { tenantCode, today, householdIds })
  const names = new Map(taking.map((one) => [one.householdId, one.consentedName]))
  const rows = changed.map((one) => ({ ...one, id: newId(), replacesId: one.id }))
  const lines = await addLines(
    context,
    noticeId,
    rows.map((row) => ({
      ...{ householdId: row.householdId, subject: `line:${row.id}` },
      content: lineContent(codes.get(row.householdId) ?? '', row),
      name: names.get(row.householdId) ?? null,
    })),
  )
  if (!lines.ok) return lines
  const published = await publishNotice(context, noticeId)
  if (!published.ok) return published
  const fresh = rows.map((row, index) => ({
    ...{ ...row, revision: row.revision + 1, noticeId, noticeLine: lines.value[index]! },
    state: 'announced' as const,
  }))
  const { endsAt, serial } = published.value
  return ok({ endsAt, serial, fresh })
}
