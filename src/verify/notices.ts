import { canonical, compare, isTold, type Records, type Row, sha256 } from './records.ts'

const area = 'notices'
const dayMs = 86_400_000
const chinaMs = 8 * 3_600_000

/** Recomputes what hangs or hung on the board: every line, fingerprint, number and period. */
export function checkNotices(records: Records): void {
  const byNotice = Map.groupBy(records.table('notices.line'), (row) => row.notice_id as string)
  const published = records.table('notices.notice').filter((row) => row.published_at)
  for (const notice of published) checkNotice(records, notice, byNotice.get(notice.id) ?? [])
  checkNumbers(records, published)
}

function checkNotice(records: Records, notice: Row, lines: readonly Row[]): void {
  const where = `notices.notice ${notice.serial}`
  const sorted = [...lines].sort((a, b) => a.line - b.line)
  sorted.forEach((line, index) => {
    compare(
      records,
      { area, where: `${where} line ${line.line} position` },
      { expected: index + 1, found: line.line },
    )
    checkLine(records, `${where} line ${line.line}`, line)
  })
  compare(
    records,
    { area, where: `${where} line_count` },
    { expected: sorted.length, found: notice.line_count },
  )
  compare(
    records,
    { area, where: `${where} ends_at` },
    { expected: endOf(notice.published_at, notice.days), found: notice.ends_at },
  )
  const hash = sha256(Buffer.from(bytesOf(records.tenant, notice, sorted), 'utf8'))
  compare(records, { area, where: `${where} hash` }, { expected: hash, found: notice.hash })
  checkPublication(records, where, notice)
}

function checkLine(records: Records, where: string, line: Row): void {
  const commitment = commit(line.salt, line.content)
  compare(
    records,
    { area, where: `${where} commitment` },
    { expected: commitment, found: line.commitment },
  )
  if (line.name === null) return
  const named = commit(line.name_salt, line.name)
  compare(
    records,
    { area, where: `${where} name_commitment` },
    { expected: named, found: line.name_commitment },
  )
}

const commit = (salt: string, written: unknown) =>
  sha256(Buffer.from(salt, 'hex'), Buffer.from(canonical(written), 'utf8'))

/** The day of publication is not counted; the period ends when the last day is over in China. */
function endOf(publishedAt: string, days: number): string {
  const local = Date.parse(publishedAt) + chinaMs
  return new Date(Math.floor(local / dayMs) * dayMs + (days + 1) * dayMs - chinaMs).toISOString()
}

function bytesOf(tenant: string, notice: Row, lines: readonly Row[]): string {
  return canonical({
    ...{
      v: 1,
      tenant,
      id: notice.id,
      serial: notice.serial,
      kind: notice.kind,
      title: notice.title,
    },
    ...{ body: notice.body, publishedAt: notice.published_at, endsAt: notice.ends_at },
    lines: lines.map((line) => ({
      line: line.line,
      commitment: line.commitment,
      nameCommitment: line.name_commitment,
    })),
  })
}

/** Somebody published it by an act on record, at that very time. */
function checkPublication(records: Records, where: string, notice: Row): void {
  const acts = [...records.acts.values()].filter((act) => act.at === notice.published_at)
  const act = acts.find((one) => canonical(one.outcome).includes(notice.serial))
  const silent = act ? undefined : acts.find((one) => one.forgotten)
  if (silent && !isTold(records, silent)) return
  if (!act) {
    records.report({
      area,
      where: `${where} published_at`,
      expected: 'an act on record at that time',
      found: notice.published_at,
    })
    return
  }
  compare(
    records,
    { area, where: `${where} published_by` },
    { expected: act.person, found: notice.published_by },
  )
  if (act.outcome.hash)
    compare(
      records,
      { area, where: `${where} hash on record` },
      { expected: act.outcome.hash, found: notice.hash },
    )
}

/** Numbers of a year run without a gap, in the order of publication. */
function checkNumbers(records: Records, published: readonly Row[]): void {
  const yearOf = (row: Row) => new Date(Date.parse(row.published_at) + chinaMs).getUTCFullYear()
  for (const [year, rows] of Map.groupBy(published, yearOf)) {
    const numbers = [...rows]
      .sort(
        (a, b) =>
          Date.parse(a.published_at) - Date.parse(b.published_at) ||
          a.number_in_year - b.number_in_year,
      )
      .map((row) => row.number_in_year)
    const expected = numbers.map((_, index) => index + 1)
    compare(records, { area, where: `notices of ${year} numbering` }, { expected, found: numbers })
  }
}
