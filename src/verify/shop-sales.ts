import { compare, isTold, type Records, type Row } from './records.ts'
import { dayInChina, sumOf } from './shop.ts'

const area = 'shop'

/** Works out every purchase again from the goods' prices and the household's stars of that day. */
export function checkSales(records: Records): void {
  const lines = Map.groupBy(
    records.table('shop.redemption_line'),
    (row) => row.redemption_id as string,
  )
  for (const sale of records.table('shop.redemption')) {
    checkSale(records, sale, lines.get(sale.id) ?? [])
    checkReversal(records, sale)
  }
  checkStocks(records)
}

const sequenceOf = (records: Records, envelope: string): number =>
  records.acts.get(envelope)?.sequence ?? 0

/** What a good cost when an act was done, by the acts that listed and changed it. */
function priceAt(records: Records, goodId: string, sequence: number): number | null {
  const before = [...records.acts.values()].filter(
    (act) =>
      act.sequence < sequence &&
      ['shop.list_good', 'shop.change_good'].includes(act.command) &&
      act.subjects.includes(`good:${goodId}`),
  )
  const last = before.sort((a, b) => b.sequence - a.sequence)[0]
  return last && isTold(records, last) ? last.input.pricePoints : null
}

/** When a purchase was priced: a voucher when it was made out, everything else at the till. */
function pricedAt(records: Records, sale: Row): { at: string; envelope: string } {
  const voucher = records.table('shop.voucher').find((row) => row.id === sale.voucher_id)
  return voucher
    ? { at: voucher.issued_at, envelope: voucher.issued_in }
    : { at: sale.redeemed_at, envelope: sale.redeemed_in }
}

/** What the household's stars took off on the day of a sale. */
function offAt(records: Records, sale: Row, at: string) {
  const stars =
    records
      .table('stars.award')
      .filter((row) => row.household_id === sale.household_id && row.awarded_at <= at)
      .sort((a, b) => (a.awarded_at < b.awarded_at ? 1 : -1))[0]?.stars ?? 0
  const discount = records
    .table('shop.discount')
    .filter((row) => row.effective_from <= dayInChina(at))
    .sort((a, b) => (a.effective_from < b.effective_from ? 1 : -1))[0]
  const percent = stars > 0 ? (discount?.percents[stars - 1] ?? 0) : 0
  return { stars, percent, applies: percent > 0 ? (discount?.applies ?? null) : null }
}

function checkSale(records: Records, sale: Row, lines: readonly Row[]): void {
  const where = `shop.redemption ${sale.number}`
  const act = records.acts.get(sale.redeemed_in)
  compare(
    records,
    { area, where: `${where} act` },
    {
      expected: {
        command: sale.voucher_id ? 'shop.hand_in_voucher' : 'shop.redeem',
        at: sale.redeemed_at,
        person: sale.redeemed_by,
      },
      found: { command: act?.command, at: act?.at, person: act?.person },
    },
  )
  const expected = saleOf(records, sale, lines)
  compare(
    records,
    { area, where },
    {
      expected,
      found: {
        ...{ stars: sale.stars, percent: sale.discount_percent, applies: sale.discount_applies },
        lines: lines.map((line) => ({
          ...{ good: line.good_id, quantity: line.quantity },
          ...{ unit: line.unit_points, points: line.points },
        })),
        ...{ price: sale.price_points, cash: sale.cash_fen, worth: sale.worth_fen },
      },
    },
  )
  checkPostings(records, sale)
}

/** What a purchase costs by the prices, stars and discount of the moment it was priced. */
function saleOf(records: Records, sale: Row, lines: readonly Row[]): object {
  const { at, envelope } = pricedAt(records, sale)
  const off = offAt(records, sale, at)
  const sequence = sequenceOf(records, envelope)
  const onPoints = off.applies === 'points' ? off.percent : 0
  const priced = lines.map((line) => {
    const unit = priceAt(records, line.good_id, sequence) ?? line.unit_points
    const points = Math.max(1, Math.floor((unit * line.quantity * (100 - onPoints)) / 100))
    return { good: line.good_id, quantity: line.quantity, unit, points }
  })
  const price = priced.reduce((sum, line) => sum + line.points, 0)
  const pointFen = records.table('shop.scheme')[0]?.point_fen ?? 0
  const onCash = off.applies === 'cash' ? off.percent : 0
  const cash = Math.ceil(((price - sale.paid_points) * pointFen * (100 - onCash)) / 100)
  return { ...off, lines: priced, price, cash, worth: sale.paid_points * pointFen }
}

/** The household paid exactly the points, the pool exactly their worth; nothing of it once taken back. */
function checkPostings(records: Records, sale: Row): void {
  const subject = sale.voucher_id ? `voucher:${sale.voucher_id}` : `redemption:${sale.id}`
  const stands = sale.state !== 'reversed'
  compare(
    records,
    { area, where: `shop.redemption ${sale.number} postings` },
    {
      expected: {
        points: stands ? -sale.paid_points * 100 : 0,
        fen: stands ? -sale.worth_fen : 0,
      },
      found: {
        points: sumOf(records, subject, {
          kind: 'household_redeemable',
          owner: sale.household_id,
        }),
        fen: sumOf(records, subject, { kind: 'shop_pool' }),
      },
    },
  )
}

/** What was taken back was asked for by one side and agreed to by the other, or decided on objection. */
function checkReversal(records: Records, sale: Row): void {
  const steps = records
    .table('shop.reversal_step')
    .filter((row) => row.redemption_id === sale.id)
    .sort((a, b) => a.position - b.position)
  let state = 'done'
  let asked: Row | null = null
  for (const step of steps) {
    const lawful =
      step.kind === 'proposed' || step.kind === 'upheld'
        ? state !== 'reversed'
        : state === 'reversal_proposed' &&
          asked !== null &&
          asked.side !== step.side &&
          (step.taken_by === null || asked.taken_by !== step.taken_by)
    if (!lawful)
      records.report({
        ...{ area, where: `shop.reversal_step ${step.id}`, expected: 'the other side' },
        found: `${step.kind} by ${step.side}`,
      })
    if (step.kind === 'proposed') asked = step
    state = stateAfter[step.kind as keyof typeof stateAfter]
  }
  compare(
    records,
    { area, where: `shop.redemption ${sale.number} state` },
    {
      expected: state,
      found: sale.state,
    },
  )
}
const stateAfter = {
  ...{ proposed: 'reversal_proposed', confirmed: 'reversed', declined: 'done', upheld: 'reversed' },
} as const

/** A stock is the sum of its changes, and every sale took from it what its lines say. */
function checkStocks(records: Records): void {
  const steps = records.table('shop.stock_step')
  for (const good of records.table('shop.good')) {
    const own = steps.filter((row) => row.good_id === good.id)
    const sum = own.reduce((all, row) => all + row.change, 0)
    compare(
      records,
      { area, where: `shop.good ${good.id} stock` },
      {
        expected: good.kind === 'goods' ? sum : null,
        found: good.stock,
      },
    )
  }
  checkTaken(records, steps)
}

function checkTaken(records: Records, steps: readonly Row[]): void {
  const kinds = new Map(records.table('shop.good').map((row) => [row.id, row.kind]))
  const vouchers = new Map(
    records.table('shop.redemption').map((row) => [row.id, row.voucher_id ?? row.id]),
  )
  const reversed = new Set(
    records.table('shop.redemption').flatMap((row) => (row.state === 'reversed' ? [row.id] : [])),
  )
  for (const line of records.table('shop.redemption_line')) {
    if (kinds.get(line.good_id) !== 'goods') continue
    const found = steps
      .filter((row) => row.good_id === line.good_id)
      .filter((row) =>
        [line.redemption_id, vouchers.get(line.redemption_id)].includes(row.source_id),
      )
      .reduce((all, row) => all + row.change, 0)
    const expected = reversed.has(line.redemption_id) ? 0 : -line.quantity
    const where = `shop.stock_step of ${line.redemption_id}`
    compare(records, { area, where }, { expected, found })
  }
}
