import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type OpenedDatabase, openDatabase } from '#kernel/database.ts'
import { checkAppeals } from './appeals.ts'
import { checkSequence } from './audit.ts'
import { checkDeeds } from './deeds.ts'
import { checkPayments } from './dividend-payments.ts'
import { checkDividends } from './dividends.ts'
import { checkForgetting } from './forgetting.ts'
import { checkJournal } from './journal.ts'
import { checkLetters } from './letters.ts'
import { checkNotices } from './notices.ts'
import { checkOversight } from './oversight.ts'
import { type Difference, makeOpener, type Records, readTables } from './records.ts'
import { checkRuleBooks } from './rule-books.ts'
import { checkShop } from './shop.ts'
import { checkSales } from './shop-sales.ts'
import { checkVouchers } from './shop-vouchers.ts'
import { checkStars } from './stars.ts'
import { checkTelling } from './telling.ts'
import { checkVillageRules } from './village-rules.ts'

/** What was recomputed, and every difference found; the first one is the one to look at. */
export interface Verdict {
  readonly acts: number
  readonly scores: number
  readonly transfers: number
  /** Acts whose content was destroyed with somebody who was forgotten. */
  readonly forgotten: number
  /** Comparisons that were left out because of them. */
  readonly skipped: number
  readonly differences: readonly Difference[]
}

/** Recomputes the records of one village from an opened database. */
export async function verifyTenant(
  database: OpenedDatabase,
  tenant: string,
  master: Buffer,
): Promise<Verdict> {
  const differences: Difference[] = []
  const tables = await readTables(database, tenant)
  let skipped = 0
  const report = (difference: Difference) => void differences.push(difference)
  const skip = () => {
    skipped += 1
  }
  const acts = checkSequence({ tenant, tables, open: makeOpener(master), report, skip })
  const table = (name: string) => tables.get(name)!
  const records: Records = { tenant, acts, table, report, skip }
  checkForgetting(records)
  checkRuleBooks(records)
  checkVillageRules(records)
  checkDeeds(records)
  checkNotices(records)
  checkStars(records)
  checkJournal(records)
  checkAppeals(records)
  checkTelling(records)
  checkShop(records)
  checkSales(records)
  checkVouchers(records)
  checkLetters(records, master)
  checkOversight(records)
  checkDividends(records)
  checkPayments(records)
  const [scores, transfers] = [table('stars.score').length, table('journal.transfer').length]
  const forgotten = [...acts.values()].filter((act) => act.forgotten).length
  return { acts: acts.size, scores, transfers, forgotten, skipped, differences }
}

/** `verify --village CODE`: prints the verdict; true when nothing differs. */
export async function verifyVillage(of: { village: string; dataDir: string }): Promise<boolean> {
  if (!/^\d{12}$/.test(of.village)) {
    throw new Error(
      'Name the village by its 12-digit code: npm run verify -- --village 231282106202',
    )
  }
  const url = process.env.DATABASE_URL
  await using database = await openDatabase(url ? { url } : { dataDir: of.dataDir })
  const master = readFileSync(join(of.dataDir, 'secret.key'))
  const verdict = await verifyTenant(database, of.village, master)
  const { acts, scores, transfers, differences } = verdict
  if (acts === 0)
    throw new Error(`There are no records of ${of.village} here. Check the code and --data.`)
  const counted = `${acts} acts, ${scores} scores and ${transfers} postings recomputed`
  const left =
    verdict.forgotten > 0
      ? ` ${verdict.forgotten} acts forgotten with a person, ${verdict.skipped} comparisons left out;`
      : ''
  for (const one of differences) {
    process.stdout.write(
      `DIFFERENCE in ${one.area}: ${one.where}\n  should be ${one.expected}\n  but is    ${one.found}\n`,
    )
  }
  const end =
    differences.length === 0
      ? 'nothing differs.'
      : `${differences.length} differences; the first is named on top.`
  process.stdout.write(`${of.village}: ${counted};${left} ${end}\n`)
  return differences.length === 0
}
