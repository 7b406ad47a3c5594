import { type Act, compare, isTold, type Records, type Row } from './records.ts'
import { sumOf } from './shop.ts'

const area = 'dividends'

/** Works out again what every points dividend gave each household, from plan to posting. */
export function checkDividends(records: Records): void {
  for (const dividend of records.table('dividends.dividend')) {
    checkPlan(records, dividend)
    if (dividend.state !== 'announced' && dividend.state !== 'final') continue
    checkResolution(records, dividend)
    checkRevisions(records, dividend)
    checkFinal(records, dividend)
  }
}

const planned = {
  ...{ year: 'year', share_fen: 'shareFen', share_source: 'shareSource', share_by: 'shareBy' },
  ...{ pool_fen: 'poolFen', money_source: 'moneySource', money_note: 'moneyNote' },
}
const minutes = ['body', 'heldOn', 'reference', 'entitled', 'present', 'agreed']

/** Reports when a row rests on no act of the kind; answers the act when it still says what it was. */
function actOf(
  records: Records,
  of: { envelope: string; command: string; where: string },
): Act | null {
  const act = records.acts.get(of.envelope)
  if (act?.command === of.command) return isTold(records, act) ? act : null
  const found = act?.command ?? 'no act'
  records.report({ area, where: of.where, expected: of.command, found })
  return null
}

function checkPlan(records: Records, row: Row): void {
  const where = `dividends.dividend ${row.id}`
  const act = actOf(records, { envelope: row.planned_in, command: 'dividends.plan', where })
  if (act) {
    const pairs = Object.entries(planned)
    const expected = Object.fromEntries(pairs.map(([column, field]) => [column, act.input[field]]))
    const found = Object.fromEntries(pairs.map(([column]) => [column, row[column]]))
    compare(records, { area, where }, { expected, found })
  }
  const most = Math.floor((row.share_fen * row.cap_percent) / 100)
  if (row.pool_fen > most)
    records.report({ area, where, expected: `at most ${most} fen`, found: `${row.pool_fen} fen` })
}

function checkResolution(records: Records, row: Row): void {
  const where = `dividends.dividend ${row.id} resolution`
  const envelope = row.announced_in
  const act = actOf(records, { envelope, command: 'dividends.resolve', where })
  if (act) {
    const expected = Object.fromEntries(minutes.map((field) => [field, act.input[field]]))
    compare(records, { area, where }, { expected, found: row.resolution })
  }
  const set = sumOf(records, `dividend:${row.id}`, { kind: 'dividend_pool' })
  compare(records, { area, where: `${where} money` }, { expected: row.pool_fen, found: set })
}

/** Largest remainder written a second time: cut at the fen, one more fen each by remainder and number. */
function amountsOf(poolFen: number, lines: readonly Row[]): Map<string, number> {
  const all = lines.reduce((sum, line) => sum + BigInt(line.points_hundredths), 0n)
  const parts = lines.map((line) => {
    const product = BigInt(poolFen) * BigInt(line.points_hundredths)
    return { line, fen: all > 0n ? product / all : 0n, left: all > 0n ? product % all : 0n }
  })
  let over = BigInt(poolFen) - parts.reduce((sum, part) => sum + part.fen, 0n)
  parts.sort(
    (a, b) => Number(b.left > a.left) - Number(b.left < a.left) || a.line.number - b.line.number,
  )
  for (const part of parts) {
    if (over <= 0n) break
    part.fen += 1n
    over -= 1n
  }
  return new Map(parts.map((part) => [part.line.household_id as string, Number(part.fen)]))
}

/** Each time lines were written, all that stood then are what the points of that moment give. */
function checkRevisions(records: Records, dividend: Row): void {
  const lines = records.table('dividends.line').filter((row) => row.dividend_id === dividend.id)
  const sequence = (row: Row) => records.acts.get(row.computed_in)?.sequence ?? -1
  const times = [...new Set(lines.map(sequence))].sort((a, b) => a - b)
  for (const time of times) {
    const until = lines.filter((row) => sequence(row) <= time)
    const standing = lines.filter(
      (row) => until.includes(row) && !until.some((later) => later.replaces_id === row.id),
    )
    const where = `dividends.dividend ${dividend.id} as of act ${time}`
    const amounts = amountsOf(dividend.pool_fen, standing)
    const paid = (row: Row) => [row.household_id, row.amount_fen]
    const expected = standing.map((row) => [row.household_id, amounts.get(row.household_id)])
    compare(records, { area, where }, { expected, found: standing.map(paid) })
    const numbers = standing.map((row) => row.number as number).sort((a, b) => a - b)
    const inTurn = numbers.map((_, index) => index + 1)
    compare(records, { area, where: `${where} numbers` }, { expected: inTurn, found: numbers })
    const sum = standing.reduce((all, row) => all + row.amount_fen, 0)
    compare(records, { area, where: `${where} sum` }, { expected: dividend.pool_fen, found: sum })
  }
  for (const line of lines) checkLine(records, { dividend, line, lines })
}

interface OfLine {
  readonly dividend: Row
  readonly line: Row
  readonly lines: readonly Row[]
}

/** A line's points, its state, and what its notice says. */
function checkLine(records: Records, { dividend, line, lines }: OfLine): void {
  const where = `dividends.line ${line.id}`
  const before = lines.find((row) => row.id === line.replaces_id)
  const act = records.acts.get(line.computed_in)
  const expected = before
    ? pointsAfter(records, { line, before, lines })
    : pointsBefore(records, line.household_id, act?.sequence ?? 0)
  if (expected !== null)
    compare(
      records,
      { area, where: `${where} points` },
      {
        ...{ expected, found: line.points_hundredths },
      },
    )
  const isReplaced = lines.some((row) => row.replaces_id === line.id)
  const state = isReplaced ? 'replaced' : dividend.state
  compare(records, { area, where: `${where} state` }, { expected: state, found: line.state })
  const hung = records
    .table('notices.line')
    .find((row) => row.notice_id === line.notice_id && row.line === line.notice_line)
  const values = { points: line.points_hundredths, amount: (line.amount_fen / 100).toFixed(2) }
  compare(
    records,
    { area, where: `${where} notice` },
    {
      expected: { subject: `line:${line.id}`, values },
      found: { subject: hung?.subject, values: hung?.content.values },
    },
  )
}

/** What stood in the household's dividend account just before an act. */
function pointsBefore(records: Records, household: string, sequence: number): number {
  const accounts = records.table('journal.account')
  const account = accounts.find(
    (row) => row.kind === 'household_dividend' && row.owner_id === household,
  )
  return records
    .table('journal.transfer')
    .filter((row) => !['pending', 'void_pending'].includes(row.kind))
    .filter((row) => (records.acts.get(row.envelope_id)?.sequence ?? sequence) < sequence)
    .reduce(
      (sum, row) =>
        sum +
        (row.credit_account_id === account?.id ? row.amount : 0) -
        (row.debit_account_id === account?.id ? row.amount : 0),
      0,
    )
}

/** What reviewers decided for the line objected to; the points of all others stay as they were. */
function pointsAfter(
  records: Records,
  { line, before, lines }: { line: Row; before: Row; lines: readonly Row[] },
): number | null {
  const where = `dividends.line ${line.id}`
  const act = actOf(records, { envelope: line.computed_in, command: 'appeals.decide', where })
  if (!act) return null
  const appeals = records.table('appeals.appeal')
  const appeal = appeals.find((row) => row.id === act.input.appealId)
  const objected = lines.find((row) => row.id === appeal?.subject_id)
  if (objected?.household_id !== line.household_id) return before.points_hundredths
  const { remedy } = act.input
  return remedy?.kind === 'take_out' ? 0 : remedy?.valueHundredths
}

/** Final at the end of all its notices at the earliest, with postings that add up to it. */
function checkFinal(records: Records, dividend: Row): void {
  const where = `dividends.dividend ${dividend.id} final`
  const notices = records
    .table('notices.notice')
    .filter((row) => row.subject === `dividend:${dividend.id}` && row.ends_at)
  const last = notices
    .map((row) => row.ends_at as string)
    .sort()
    .at(-1)
  compare(records, { area, where: `${where} ends` }, { expected: last, found: dividend.ends_at })
  const isFinal = dividend.state === 'final'
  if (isFinal) {
    actOf(records, { envelope: dividend.final_in, command: 'dividends.finalise', where })
    if (!last || dividend.final_at < last)
      records.report({ area, where, expected: `not before ${last}`, found: dividend.final_at })
  }
  if (isFinal) checkUnanswered(records, dividend)
  for (const line of records.table('dividends.line')) {
    if (line.dividend_id !== dividend.id) continue
    checkPosted(records, line, isFinal && line.state !== 'replaced')
  }
}

/** Nothing was final over an objection that nobody had answered yet. */
function checkUnanswered(records: Records, dividend: Row): void {
  const lines = records.table('dividends.line').filter((row) => row.dividend_id === dividend.id)
  const ids = new Set(lines.map((row) => row.id))
  for (const appeal of records.table('appeals.appeal')) {
    if (appeal.subject_kind !== 'dividends.line' || !ids.has(appeal.subject_id)) continue
    if (appeal.decided_at && appeal.decided_at <= dividend.final_at) continue
    const where = `appeals.appeal ${appeal.number}`
    records.report({
      ...{ area, where, expected: `answered by ${dividend.final_at}` },
      found: appeal.decided_at ?? 'open',
    })
  }
}

function checkPosted(records: Records, line: Row, isDue: boolean): void {
  const subject = `line:${line.id}`
  const owner = line.household_id
  const corrected = correctedBy(records, line)
  const expected = {
    fen: isDue ? line.amount_fen : 0,
    pool: isDue ? -line.amount_fen : 0,
    points: corrected - (isDue ? line.points_hundredths : 0),
  }
  const found = {
    fen: sumOf(records, subject, { kind: 'household_payable', owner }),
    pool: sumOf(records, subject, { kind: 'dividend_pool' }),
    points: sumOf(records, subject, { kind: 'household_dividend', owner }),
  }
  compare(records, { area, where: `dividends.line ${line.id} postings` }, { expected, found })
}

/** What an upheld objection added to the household's points when it replaced a line. */
function correctedBy(records: Records, line: Row): number {
  const next = records.table('dividends.line').find((row) => row.replaces_id === line.id)
  return next ? next.points_hundredths - line.points_hundredths : 0
}
