import { canonicalJson } from '#kernel/canonical.ts'
import { addDays, plainDateInChina, startOfDayInChina } from '#kernel/clock.ts'
import { commitmentTo, sha256 } from '#kernel/digest.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { type LineSeal, type NoticeHead, type NoticesRefusal, noticeCode } from './model.ts'

/** The fewest days anything hangs, whatever a village decides (docs/governance.md 1.5). */
export const leastDays = 5

/** How long a notice stays among the first on the board after its period (look.md: one thing at a time). */
const lingerDays = 30

/**
 * A notice hangs as many days as the village has decided, and never fewer than five.
 * Source: docs/governance.md 1.5 (Shandong: at least 5 days), to be verified locally.
 */
export function noticeDays(wanted: number): number {
  return Math.max(leastDays, Math.ceil(wanted))
}

/**
 * The day of publication is not counted; the period ends when the last day is over in China.
 * Returns that instant, which itself no longer belongs to the period.
 * Source: Civil Code articles 201 and 203 (the first day is not counted; the last ends at 24:00).
 */
export function endsAt(publishedAt: string, days: number): string {
  return startOfDayInChina(addDays(plainDateInChina(publishedAt), days + 1))
}

/**
 * The first day that counts: the one after it was hung up. A plain date in China.
 * Source: Civil Code article 201 (the first day is not counted).
 */
export function firstDay(publishedAt: string): string {
  return addDays(plainDateInChina(publishedAt), 1)
}

/** The last day on which one may object: a plain date in China. */
export function lastDay(end: string): string {
  return plainDateInChina(new Date(Date.parse(end) - 1).toISOString())
}

/** While the period runs, anybody in the village may object. Source: docs/governance.md 1.5. */
export function isRunning(notice: { endsAt: string }, now: string): boolean {
  return now < notice.endsAt
}

/** How many days are left after today; 0 on the last day, negative when the period is over. */
export function daysLeft(notice: { endsAt: string }, today: string): number {
  return Math.round((Date.parse(lastDay(notice.endsAt)) - Date.parse(today)) / 86_400_000)
}

/** Notices that ended before this instant have left the board; they stay reachable. */
export function boardCutoff(now: string): string {
  return new Date(Date.parse(now) - lingerDays * 86_400_000).toISOString()
}

/**
 * What has been published is never changed: nothing is added, nothing is hung twice, and nothing is
 * hung before it was prepared. Source: house rule 4.
 */
export function checkPublishing(
  notice: Pick<NoticeHead, 'preparedAt' | 'publishedAt' | 'serial'> | null,
  now: string,
): Result<null, NoticesRefusal> {
  if (!notice) return refuse('notices.unknown_notice')
  if (notice.publishedAt) {
    return refuse('notices.already_published', { serial: notice.serial })
  }
  if (now < notice.preparedAt) {
    return refuse('notices.clock_went_back', { preparedAt: notice.preparedAt })
  }
  return ok(null)
}

/**
 * Every notice of a year carries the next number: 永公示〔2026〕第 14 号. The first sign is that of
 * the place's name, as on the villages' own boards.
 */
export function serialOf(placeName: string, year: string, number: number): string {
  return `${[...placeName][0] ?? ''}公示〔${year}〕第 ${number} 号`
}

interface NoticeFacts {
  readonly tenantCode: string
  readonly id: string
  readonly serial: string
  readonly kind: string
  readonly title: unknown
  readonly body: unknown
  readonly publishedAt: string
  readonly endsAt: string
}

/**
 * The bytes of a notice that are hashed, specified in README.md: canonical JSON, version 1. Lines
 * stand in it only as commitments, so that a forgotten name does not break it.
 */
export function noticeBytes(notice: NoticeFacts, lines: readonly LineSeal[]): string {
  return canonicalJson({
    v: 1,
    tenant: notice.tenantCode,
    id: notice.id,
    serial: notice.serial,
    kind: notice.kind,
    title: notice.title,
    body: notice.body,
    publishedAt: notice.publishedAt,
    endsAt: notice.endsAt,
    lines: [...lines]
      .sort((a, b) => a.line - b.line)
      .map(({ line, commitment, nameCommitment }) => ({ line, commitment, nameCommitment })),
  })
}

/** Anybody can work out the fingerprint of a notice again: SHA-256 of its bytes. */
export function noticeHash(notice: NoticeFacts, lines: readonly LineSeal[]): string {
  return sha256(noticeBytes(notice, lines))
}

/** What stands on a line is fixed by SHA-256(salt ‖ canonical JSON); a name likewise. */
export function commitLine(saltHex: string, written: unknown): string {
  return commitmentTo(saltHex, canonicalJson(written))
}

/**
 * The code on the paper leads to the page: the place, and twenty bits of the hash. If another notice
 * of the village has the same, the next five hex signs are taken.
 */
export function codeFrom(tenantCode: string, hash: string, taken: ReadonlySet<string>): string {
  for (let at = 0; at + 5 <= hash.length; at += 5) {
    const code = noticeCode(tenantCode, Number.parseInt(hash.slice(at, at + 5), 16))
    if (!taken.has(code)) return code
  }
  throw new Error('No short code is left for this notice.')
}

/**
 * A name leaves the notices when the consent behind it has gone: every name of the household that
 * is not consented to today. Source: house rule 7.
 */
export function namesToForget<N extends { householdId: string; name: string }>(
  named: readonly N[],
  consented: ReadonlyMap<string, string | null>,
): N[] {
  return named.filter(({ householdId, name }) => name !== consented.get(householdId))
}
