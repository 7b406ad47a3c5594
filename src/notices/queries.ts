import { anyone } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { placeName } from '#places/queries.ts'
import { findLine, findSeals, listLines, openLines } from './line/store.ts'
import {
  ListNotices,
  type NoticeLine,
  type PublishedNotice,
  ReadNotice,
  ReadProof,
} from './model.ts'
import { boardCutoff, isRunning, lastDay, noticeBytes, noticeHash } from './rules.ts'
import {
  findCorrections,
  findEnded,
  findPublished,
  findPublisher,
  latestPublications,
  listPublished,
} from './store.ts'

/** What hangs on a village's board; `older` lists what was taken down after 30 days. */
export const list = defineQuery({
  name: 'notices.list',
  input: ListNotices,
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input, now, today }) {
    const { tenantCode, limit } = input
    const by = { ...input, cutoff: boardCutoff(now) }
    const { notices, total } = await listPublished(db, tenantCode, by)
    const place = await placeName(db, tenantCode, today)
    const rows = notices.map((notice) => ({ ...notice, ...clockOf(notice, now) }))
    return ok({ place, notices: rows, total, pageSize: limit })
  },
})

/** One published notice with its clock and a page of its lines, by id or by short code. */
export const notice = defineQuery({
  name: 'notices.notice',
  input: ReadNotice,
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input, now, today }) {
    const { tenantCode, q, page } = input
    const found = await findPublished(db, tenantCode, input)
    if (!found) return refuse('notices.unknown_notice')
    const key = { tenantCode, noticeId: found.id }
    const by = { q, limit: input.pageSize, offset: (page - 1) * input.pageSize }
    const { lines, total } = await listLines(db, key, by)
    return ok({
      place: await placeName(db, tenantCode, today),
      notice: { ...found, ...clockOf(found, now) },
      corrections: await findCorrections(db, key),
      lines: lines.map(({ householdId: _, ...line }) => line),
      total,
      page,
      pageSize: input.pageSize,
    })
  },
})

/** The bytes whose SHA-256 is the notice's hash, or the salts that open each line's commitment. */
export const proof = defineQuery({
  name: 'notices.proof',
  input: ReadProof,
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input }) {
    const { tenantCode, noticeId } = input
    const found = await findPublished(db, tenantCode, { noticeId })
    if (!found) return refuse('notices.unknown_notice')
    const key = { tenantCode, noticeId }
    const name = `${found.code}-${input.part}.json`
    if (input.part === 'notice') {
      const seals = await findSeals(db, key)
      const facts = { ...found, tenantCode }
      return ok({
        name,
        text: noticeBytes(facts, seals),
        holds: noticeHash(facts, seals) === found.hash,
      })
    }
    const lines = await openLines(db, key)
    const opened = lines.map(({ householdId: _, subject: __, ...line }) => line)
    return ok({ name, text: `${JSON.stringify(opened, null, 1)}\n`, holds: true })
  },
})

function clockOf(found: PublishedNotice, now: string) {
  return { lastDay: lastDay(found.endsAt), running: isRunning(found, now) }
}

/** A published notice for another module: its heading and, if asked for, one of its lines. */
export async function noticeFor(
  db: Db,
  tenantCode: string,
  of: { noticeId: string; line: number | null },
): Promise<{
  notice: PublishedNotice
  line: NoticeLine | null
  publishedBy: string | null
} | null> {
  const found = await findPublished(db, tenantCode, { noticeId: of.noticeId })
  if (!found) return null
  const key = { tenantCode, noticeId: of.noticeId }
  const line = of.line === null ? null : await findLine(db, key, of.line)
  return { notice: found, line, publishedBy: await findPublisher(db, key) }
}

/** Which notices about a thing hung for their whole period. */
export function endedNotices(
  db: Db,
  of: { tenantCode: string; subject: string; now: string },
): Promise<string[]> {
  return findEnded(db, of.tenantCode, of)
}

export { toldAt } from './message/queries.ts'

/** When each place of the scope hung its latest notice; places without one are left out. */
export const latestNotices = latestPublications
