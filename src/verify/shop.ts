import { type Act, compare, isTold, type Records, type Row } from './records.ts'

const area = 'shop'

/** The plain date in China of an instant. */
export const dayInChina = (at: string): string =>
  new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10)

/** Works out again what every final score brought, and that the pool always covered it. */
export function checkShop(records: Records): void {
  checkResolutions(records)
  checkCredits(records)
  checkOrder(records)
  checkCover(records)
}

const facts: Readonly<Record<string, { act: string; by: string; fields: Record<string, string> }>> =
  {
    'shop.scheme': {
      ...{ act: 'shop.resolve_scheme', by: 'resolved_in' },
      fields: {
        ...{ redeemable_percent: 'redeemablePercent', dividend_percent: 'dividendPercent' },
        ...{ point_fen: 'pointFen', effective_from: 'effectiveFrom' },
      },
    },
    'shop.fund': {
      ...{ act: 'shop.fund_pool', by: 'funded_in' },
      fields: { source: 'source', note: 'note', amount_fen: 'amountFen' },
    },
    'shop.discount': {
      ...{ act: 'shop.resolve_discount', by: 'resolved_in' },
      fields: { percents: 'percents', applies: 'applies', effective_from: 'effectiveFrom' },
    },
  }
const minutes = ['body', 'heldOn', 'reference', 'entitled', 'present', 'agreed']

/** What stands as resolved is what was entered, and holds from the day after it at the earliest. */
function checkResolutions(records: Records): void {
  for (const [table, { act: command, by, fields }] of Object.entries(facts)) {
    for (const row of records.table(table)) {
      const where = `${table} ${row.id}`
      const act = records.acts.get(row[by])
      if (act?.command !== command) {
        records.report({ area, where, expected: command, found: act?.command ?? 'no act' })
        continue
      }
      if (isTold(records, act)) compareEntered(records, { row, act, fields, where })
      if (row.effective_from && row.effective_from <= dayInChina(act.at))
        records.report({ area, where, expected: 'a later day', found: row.effective_from })
    }
  }
  for (const fund of records.table('shop.fund')) {
    const found = sumOf(records, `fund:${fund.id}`, { kind: 'shop_pool' })
    compare(
      records,
      { area, where: `shop.fund ${fund.id} posting` },
      {
        expected: fund.amount_fen,
        found,
      },
    )
  }
}

function compareEntered(
  records: Records,
  of: { row: Row; act: Act; fields: Record<string, string>; where: string },
): void {
  const { row, act, fields, where } = of
  const entered = Object.entries(fields).map(([column, field]) => [column, act.input[field]])
  const said = Object.fromEntries(minutes.map((field) => [field, act.input[field]]))
  const expected = { ...Object.fromEntries(entered), resolution: said }
  const columns = Object.keys(fields).map((column) => [column, row[column]])
  const found = { ...Object.fromEntries(columns), resolution: row.resolution }
  compare(records, { area, where }, { expected, found })
}

/** What came into accounts of a kind for a subject, less what left them. */
export function sumOf(
  records: Records,
  subject: string,
  of: { kind: string; owner?: string },
): number {
  const { kind, owner } = of
  const accounts = records.table('journal.account').filter((row) => row.kind === kind)
  const ids = new Set(
    accounts.filter((row) => owner === undefined || row.owner_id === owner).map((row) => row.id),
  )
  return records
    .table('journal.transfer')
    .filter((row) => row.subject === subject && !['pending', 'void_pending'].includes(row.kind))
    .reduce(
      (sum, row) =>
        sum +
        (ids.has(row.credit_account_id) ? row.amount : 0) -
        (ids.has(row.debit_account_id) ? row.amount : 0),
      0,
    )
}

/** The resolution that held on the day of an award: the last one begun by then. */
function schemeOf(records: Records, award: Row): Row | undefined {
  const day = dayInChina(award.awarded_at)
  return records
    .table('shop.scheme')
    .filter((row) => row.effective_from <= day)
    .sort((a, b) => (a.effective_from < b.effective_from ? 1 : -1))[0]
}

function checkCredits(records: Records): void {
  const awards = new Map(records.table('stars.award').map((row) => [row.score_id, row]))
  const buying = buyingClauses(records)
  for (const credit of records.table('shop.credit')) {
    const where = `shop.credit ${credit.score_id}`
    const award = awards.get(credit.score_id)
    const scheme = award && schemeOf(records, award)
    if (!award || !scheme) {
      records.report({ area, where, expected: 'a final score under a resolution', found: 'none' })
      continue
    }
    const expected = creditOf(records, { award, scheme, buying })
    compare(records, { area, where }, { expected, found: foundCredit(records, credit, award) })
  }
}

/** What a final score brings by the resolution of its day, with the postings and act it rests on. */
function creditOf(
  records: Records,
  of: { award: Row; scheme: Row; buying: ReadonlySet<string> },
): object {
  const { award, scheme, buying } = of
  const gained = records
    .table('journal.transfer')
    .filter((row) => row.subject === `score:${award.score_id}` && buying.has(row.clause))
    .reduce((sum, row) => sum + row.amount, 0)
  const counted = Math.min(award.total_hundredths, gained)
  const [redeemable, dividend] = [scheme.redeemable_percent, scheme.dividend_percent].map(
    (percent) => Math.floor((counted * percent) / 100),
  )
  return {
    ...{ household: award.household_id, scheme: scheme.id, rating: award.total_hundredths },
    ...{ counted, redeemable, dividend, posted: [redeemable, dividend] },
    act: 'shop.credit_slice',
  }
}

function foundCredit(records: Records, credit: Row, award: Row): object {
  const subject = `credit:${credit.score_id}`
  const owner = award.household_id
  return {
    ...{ household: credit.household_id, scheme: credit.scheme_id },
    ...{ rating: credit.rating_hundredths, counted: credit.counted_hundredths },
    ...{ redeemable: credit.redeemable_hundredths, dividend: credit.dividend_hundredths },
    posted: [
      sumOf(records, subject, { kind: 'household_redeemable', owner }),
      sumOf(records, subject, { kind: 'household_dividend', owner }),
    ],
    act: records.acts.get(credit.credited_in)?.command ?? 'none',
  }
}

/** Clauses whose points may buy something: neither a donation nor marked otherwise, nor a deduction. */
function buyingClauses(records: Records): ReadonlySet<string> {
  const clauses = records
    .table('compact.version')
    .flatMap((version) =>
      (version.content.items as Row[])
        .filter((item) => item.redeemable !== false && !item.donation && !item.negative)
        .map((item) => `${version.id}/${item.clause}/${item.key}`),
    )
  return new Set(clauses)
}

/** Nobody was overtaken: what still waits became final no earlier than what was credited. */
function checkOrder(records: Records): void {
  const credited = new Set(records.table('shop.credit').map((row) => row.score_id))
  const under = records.table('stars.award').filter((award) => schemeOf(records, award))
  const last = under
    .flatMap((award) => (credited.has(award.score_id) ? [award.awarded_at as string] : []))
    .sort()
    .at(-1)
  for (const award of under) {
    if (!credited.has(award.score_id) && last && award.awarded_at < last)
      records.report({
        ...{ area, where: `stars.award ${award.score_id}`, expected: 'credited in its turn' },
        found: 'not credited',
      })
  }
}

/** After every crediting the points in circulation were worth at most what was in the pool. */
function checkCover(records: Records): void {
  const kinds = new Map(records.table('journal.account').map((row) => [row.id, row.kind]))
  const pointFen = records.table('shop.scheme')[0]?.point_fen ?? 0
  const byAct = Map.groupBy(
    records
      .table('journal.transfer')
      .filter((row) => !['pending', 'void_pending'].includes(row.kind)),
    (row) => row.envelope_id as string,
  )
  const standing = new Map<string, number>()
  const add = (account: string, amount: number) => {
    const kind = kinds.get(account) ?? ''
    standing.set(kind, (standing.get(kind) ?? 0) + amount)
  }
  const acts = [...records.acts.values()].sort((a, b) => a.sequence - b.sequence)
  for (const act of acts) {
    for (const row of byAct.get(act.envelope) ?? []) {
      add(row.credit_account_id, row.amount)
      add(row.debit_account_id, -row.amount)
    }
    if (act.command !== 'shop.credit_slice') continue
    const worth = Math.ceil(((standing.get('household_redeemable') ?? 0) * pointFen) / 100)
    const pool = standing.get('shop_pool') ?? 0
    if (worth > pool)
      records.report({
        ...{ area, where: `act ${act.sequence}`, expected: `at most ${pool} fen of points` },
        found: `${worth} fen`,
      })
  }
}
