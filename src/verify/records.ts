import { createDecipheriv, createHash, hkdfSync } from 'node:crypto'
import { sql } from 'kysely'
import type { OpenedDatabase } from '#kernel/database.ts'

/** A row as it lies in the database, or a piece of JSON. */
// biome-ignore lint/suspicious/noExplicitAny: every value is compared, none is trusted.
export type Row = Record<string, any>

/** One difference between what stands in the records and what follows from them. */
export interface Difference {
  readonly area: string
  /** Where: a table and what identifies the row. */
  readonly where: string
  readonly expected: string
  readonly found: string
}

/** An act as the audit sequence has it, with its content opened. */
export interface Act {
  readonly sequence: number
  readonly envelope: string
  readonly command: string
  readonly person: string | null
  readonly post: string
  readonly organisation: string | null
  readonly behalf: string | null
  readonly at: string
  readonly subjects: readonly string[]
  /** Its content was destroyed because somebody it concerned was forgotten; input and outcome are empty. */
  readonly forgotten: boolean
  readonly input: Row
  readonly outcome: Row
}

/** All records of one village, read once. */
export interface Records {
  readonly tenant: string
  table(name: string): readonly Row[]
  readonly acts: ReadonlyMap<string, Act>
  report(difference: Difference): void
  /** Counts a comparison that is left out, because what it would rest on was forgotten. */
  skip(): void
}

/** Whether an act still says what it was about; a comparison with one that does not is left out. */
export function isTold(records: Pick<Records, 'skip'>, act: Act): boolean {
  if (act.forgotten) records.skip()
  return !act.forgotten
}

/** Whether an act of this kind and instant was forgotten, so that a record may well rest on it. */
export function restsOnForgotten(records: Records, command: string, at: unknown): boolean {
  const acts = [...records.acts.values()]
  const found = acts.find((act) => act.forgotten && act.command === command && act.at === at)
  return found !== undefined && !isTold(records, found)
}

const tables = [
  ...['audit.head', 'audit.entry', 'audit.content', 'kernel.envelope'],
  ...['journal.account', 'journal.transfer', 'notices.notice', 'notices.line'],
  ...[
    'compact.version_reason',
    'compact.version',
    'points.cycle',
    'points.deed',
    'points.deed_step',
    'points.deed_evidence',
  ],
  ...['compact.village_rules', 'compact.village_rules_text', 'compact.village_rules_step'],
  ...['stars.close', 'stars.score', 'stars.award', 'appeals.appeal', 'people.consent'],
  ...['people.person', 'people.identity', 'people.membership', 'people.household'],
  ...['telling.delivery', 'shop.scheme', 'shop.fund', 'shop.discount', 'shop.credit'],
  ...['shop.good', 'shop.stock_step', 'shop.redemption', 'shop.redemption_line'],
  ...['shop.reversal_step', 'shop.voucher', 'shop.till'],
  ...['letters.letter', 'letters.answer', 'letters.look'],
  ...['organisations.organisation', 'organisations.post_holding'],
  ...['oversight.sampling', 'oversight.sampled', 'oversight.finding', 'oversight.flag_step'],
  ...['dividends.dividend', 'dividends.line'],
  ...['dividends.bank_file', 'dividends.payment_step'],
] as const

export async function readTables(
  database: OpenedDatabase,
  tenant: string,
): Promise<Map<string, Row[]>> {
  const found = new Map<string, Row[]>()
  for (const name of tables) {
    const { rows } =
      await sql<Row>`select * from ${sql.table(name)} where tenant_code = ${tenant}`.execute(
        database.kysely,
      )
    found.set(name, rows)
  }
  return found
}

export const sha256 = (...parts: (string | Buffer)[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

/** Canonical JSON after RFC 8785, written a second time. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, member]) => member !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`
}

/** Opens what the installation's secret sealed: AES-256-GCM, nonce 12, tag 16, ciphertext. */
export function makeOpener(master: Buffer): (sealed: string) => string {
  const key = Buffer.from(hkdfSync('sha256', master, '', 'xiangyue/seal/1', 32))
  return (sealed) => {
    const bytes = Buffer.from(sealed, 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return `${decipher.update(bytes.subarray(28), undefined, 'utf8')}${decipher.final('utf8')}`
  }
}

/** Compares two values as canonical JSON and reports when they differ. */
export function compare(
  records: Pick<Records, 'report'>,
  place: { area: string; where: string },
  pair: { expected: unknown; found: unknown },
): boolean {
  const [expected, found] = [canonical(pair.expected), canonical(pair.found)]
  if (expected === found) return true
  records.report({ ...place, expected: expected.slice(0, 200), found: found.slice(0, 200) })
  return false
}
