import type { CommandContext } from '#kernel/command.ts'
import { Fault } from '#kernel/fault.ts'
import type { AppealSubject, SubjectContext } from '#kernel/module.ts'
import { ok, type Result } from '#kernel/result.ts'
import { prepareNotice, publishNotice } from '#notices/commands.ts'
import type { Bilingual, NoticeLine } from '#notices/model.ts'
import { noticeFor } from '#notices/queries.ts'
import * as m from '#paraglide/messages.js'
import type { Appeal, CaseFacts, Change, Remedy } from './model.ts'

/** The things of other modules that can be appealed against; given by the composition root. */
export type Subjects = () => readonly AppealSubject[]

type Context<I = object> = CommandContext<I & { tenantCode: string }>

/** A notice as a whole is appealed against through this kind; no module has to register it. */
export const wholeNotice = 'notices.notice'

interface Objected {
  readonly noticeId?: string | undefined
  readonly line?: number | undefined
  readonly subjectKind?: string | undefined
  readonly subjectId?: string | undefined
}

/** What somebody objects to: a line of a notice, a whole notice, or a decision; null if there is none. */
export async function findFacts(
  context: Context<Objected>,
  subjects: Subjects,
): Promise<CaseFacts | null> {
  const { noticeId, subjectKind, subjectId } = context.input
  if (noticeId) return factsOfNotice(context, noticeId, subjects)
  const subject = subjects().find((s) => s.kind === subjectKind)
  return subject && subjectId ? factsOfSubject(context, subject, subjectId) : null
}

/**
 * A line leads to what it shows: `score:UUID` to the subject `stars.score`. Where nobody registered
 * such a subject, the notice itself is objected to, at that line.
 */
async function factsOfNotice(
  context: Context<Objected>,
  noticeId: string,
  subjects: Subjects,
): Promise<CaseFacts | null> {
  const { tenantCode, line = null } = context.input
  const hung = await noticeFor(context.db, tenantCode, { noticeId, line })
  if (!hung || (line !== null && !hung.line)) return null
  const { endsAt } = hung.notice
  const [word, subjectId] = (hung.line?.subject ?? '').split(':')
  const subject = subjects().find((s) => s.kind.endsWith(`.${word}`))
  const facts = subject && subjectId ? await factsOfSubject(context, subject, subjectId) : null
  const title = hung.line ? titleOfLine(hung.notice.title, hung.line) : hung.notice.title
  if (facts) return { ...facts, title, noticeId, line, endsAt }
  return {
    ...{ subjectKind: wholeNotice, subjectId: noticeId, title },
    ...{ householdId: hung.line?.householdId ?? null, noticeId, line, endsAt },
    deciders: hung.publishedBy ? [hung.publishedBy] : [],
  }
}

/** "Star ratings of the third quarter: household 003". */
function titleOfLine(title: Bilingual, { content }: NoticeLine): Bilingual {
  const { household } = content
  const words = (locale: 'zh-CN' | 'en') => ({ title: title[locale], household })
  return inBoth((locale) => m.appeals_title_line(words(locale), { locale }))
}

async function factsOfSubject(
  context: Context,
  subject: AppealSubject,
  subjectId: string,
): Promise<CaseFacts | null> {
  const facts = await subject.describe(asSubject(context, subjectId))
  if (!facts) return null
  const { householdId, notice, deciders, title } = facts
  return {
    ...{ subjectKind: subject.kind, subjectId, title: { 'zh-CN': title, en: title }, householdId },
    ...{ noticeId: notice?.noticeId ?? null, line: notice?.line ?? null },
    ...{ endsAt: notice?.endsAt ?? null, deciders },
  }
}

function asSubject(context: Context, subjectId: string): SubjectContext {
  return { ...context, input: { tenantCode: context.input.tenantCode, subjectId } }
}

/** Puts right what the reviewers found wrong, through the module that owns it. */
export async function upholdSubject(
  context: Context<{ answer: string; remedy: Remedy }>,
  appeal: Appeal,
  subjects: Subjects,
): Promise<Result<Change>> {
  if (appeal.subjectKind === wholeNotice) return publishCorrection(context, appeal)
  const subject = subjects().find((s) => s.kind === appeal.subjectKind)
  if (!subject) throw new Fault(`No module answers for ${appeal.subjectKind}.`)
  const { remedy } = context.input
  return subject.uphold({ ...asSubject(context, appeal.subjectId), remedy })
}

/** A frozen notice is not edited: what was wrong in it is put right by another one. */
async function publishCorrection(
  context: Context<{ answer: string }>,
  appeal: Appeal,
): Promise<Result<Change>> {
  const { answer, tenantCode } = context.input
  const noticeId = appeal.subjectId
  const wrong = await noticeFor(context.db, tenantCode, { noticeId, line: null })
  const serial = wrong?.notice.serial ?? ''
  const ground = inBoth((locale) =>
    m.appeals_correction_ground({ serial, number: appeal.number }, { locale }),
  )
  const correctionId = await prepareNotice(context, {
    kind: 'correction',
    title: inBoth((locale) => m.appeals_correction_title({ serial }, { locale })),
    body: {
      paragraphs: { 'zh-CN': [ground['zh-CN'], answer], en: [ground.en, answer] },
      columns: [],
    },
    subject: `appeal:${appeal.id}`,
    corrects: noticeId,
  })
  const published = await publishNotice(context, correctionId)
  if (!published.ok) return published
  return ok({ before: { serial }, after: { serial: published.value.serial } })
}

function inBoth(write: (locale: 'zh-CN' | 'en') => string): Bilingual {
  return { 'zh-CN': write('zh-CN'), en: write('en') }
}
