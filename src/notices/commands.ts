import { randomBytes } from 'node:crypto'
import { plainDateInChina, startOfDayInChina } from '#kernel/clock.ts'
import { defineCommand } from '#kernel/command.ts'
import { system } from '#kernel/permission.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { placeName } from '#places/queries.ts'
import { settingValue } from '#settings/queries.ts'
import { linesToForget } from './line/queries.ts'
import { findNames, findSeals, forgetNames, insertLines, type SealedLine } from './line/store.ts'
import {
  ForgetName,
  type NewLine,
  type NoticeContext,
  type NoticeDraft,
  type NoticeHead,
  type NoticesRefusal,
  type Published,
} from './model.ts'
import {
  checkPublishing,
  codeFrom,
  commitLine,
  endsAt,
  noticeDays,
  noticeHash,
  serialOf,
} from './rules.ts'
import { findNotice, findNumbering, insertNotice, type NoticeKey, setPublished } from './store.ts'

export { tell } from './message/commands.ts'

/** Prepares a notice unseen; answers its identifier. Days come from the setting `notices.days`. */
export async function prepareNotice(context: NoticeContext, draft: NoticeDraft): Promise<string> {
  const { db, now, today } = context
  const { tenantCode } = context.input
  const decided =
    draft.days ?? (await settingValue(db, { key: 'notices.days', tenantCode, today })).value
  const id = context.newId()
  const { kind, title, body, subject, corrects = null } = draft
  const days = noticeDays(Number(decided))
  await insertNotice(db, tenantCode, {
    id,
    kind,
    title,
    body,
    subject,
    corrects,
    preparedAt: now,
    days,
  })
  return id
}

/**
 * Adds lines to a prepared notice, in the order given; answers their numbers. May be called in
 * slices. Refuses `notices.frozen` once it is published.
 */
export async function addLines(
  context: NoticeContext,
  noticeId: string,
  lines: readonly NewLine[],
): Promise<Result<number[], NoticesRefusal>> {
  if (lines.length === 0) return ok([])
  const key = { tenantCode: context.input.tenantCode, noticeId }
  const first = await insertLines(context.db, key, lines.map(seal))
  if (first === null) return refuse(...(await whyFrozen(context.db, key)))
  return ok(lines.map((_, at) => first + at))
}

async function whyFrozen(db: Db, key: NoticeKey): Promise<[NoticesRefusal, { serial: string }]> {
  const notice = await findNotice(db, key)
  const code = notice ? 'notices.frozen' : 'notices.unknown_notice'
  return [code, { serial: notice?.serial ?? '' }]
}

function seal(written: NewLine): SealedLine {
  const { householdId, subject, content, name } = written
  const salt = randomBytes(32).toString('hex')
  const nameSalt = name === null ? null : randomBytes(32).toString('hex')
  const nameCommitment = nameSalt ? commitLine(nameSalt, name) : null
  const commitment = commitLine(salt, content)
  return { householdId, subject, content, salt, commitment, name, nameSalt, nameCommitment }
}

/**
 * Hangs a prepared notice: number, short code, end and fingerprint are fixed in one short act, and
 * from then on nothing of it can be changed.
 */
export async function publishNotice(
  context: NoticeContext,
  noticeId: string,
): Promise<Result<Published, NoticesRefusal>> {
  const { db, now } = context
  const key = { tenantCode: context.input.tenantCode, noticeId }
  const notice = await findNotice(db, key)
  const checked = checkPublishing(notice, now)
  if (!checked.ok) return checked
  const { published, numberInYear } = await sealNotice(context, notice!)
  const as = {
    ...published,
    numberInYear,
    publishedAt: now,
    publishedBy: context.capacity.personId,
  }
  const hung = await setPublished(db, key, as)
  return hung ? ok(published) : refuse('notices.already_published', { serial: published.serial })
}

async function sealNotice(context: NoticeContext, notice: NoticeHead) {
  const { db, now, today } = context
  const { tenantCode } = context.input
  const year = plainDateInChina(now).slice(0, 4)
  const { next, codes } = await findNumbering(db, tenantCode, startOfDayInChina(`${year}-01-01`))
  const serial = serialOf(await placeName(db, tenantCode, today), year, next)
  const end = endsAt(now, notice.days)
  const { id, kind, title, body } = notice
  const facts = { tenantCode, id, serial, kind, title, body, publishedAt: now, endsAt: end }
  const hash = noticeHash(facts, await findSeals(db, { tenantCode, noticeId: id }))
  const code = codeFrom(tenantCode, hash, new Set(codes))
  return { published: { serial, code, endsAt: end, hash }, numberInYear: next }
}

/**
 * Takes a household's names out of the notices once the consent behind them has gone. The
 * commitments stay, so that the notices still verify. Sent by the job that looks for such names.
 */
export const forgetName = defineCommand({
  name: 'notices.forget_name',
  input: ForgetName,
  may: ({ actor }) => system(actor),
  async run({ db, input, now, today, concern }) {
    const { tenantCode, householdId } = input
    const named = await findNames(db, tenantCode, [householdId])
    const lines = await linesToForget(db, { tenantCode, today }, named)
    if (lines.length > 0) await forgetNames(db, tenantCode, { at: now, lines })
    concern(`household:${householdId}`)
    return ok({ forgotten: lines.length })
  },
})
