import { ids, openQuarter, place, type Quarter } from './quarter.ts'

const tenantCode = place.village

/** What the minutes say of a meeting that carried. */
export const minutes = (heldOn: string) => ({
  ...{ body: 'villagers_assembly', heldOn, reference: '2026-8' },
  ...{ entitled: 30, present: 20, agreed: 18 },
})

export interface Shop extends Quarter {
  readonly tillId: string
  /** Rice: 10 points, 20 in stock, two a month. */
  readonly riceId: string
  /** A haircut: 5 points, a service without stock. */
  readonly haircutId: string
  /** Ticket of a household whose card was scanned just now. */
  scanned(code: string): Promise<string>
  /** What a household may spend, in hundredths. */
  balance(code: string): Promise<number>
  /** Posted balance of one of the village's own accounts. */
  standing(kind: string): Promise<number>
}

/** One for one, a point is worth half a yuan; resolved on 10 August for the 11th. */
export const scheme = {
  ...{ redeemablePercent: 100, dividendPercent: 50, pointFen: 50, effectiveFrom: '2026-08-11' },
  ...minutes('2026-08-09'),
}

/** Lets the quarter's scores become final on 17 October: 20 points for 001, 10 for 002. */
export async function makeFinal(q: Quarter): Promise<void> {
  await q.deed('001', 'ditch')
  await q.deed('001', 'road', { happenedOn: '2026-08-09' })
  await q.deed('002', 'ditch')
  q.clock.set('2026-10-09T02:00:00Z')
  const begun = await q.must<{ closeId: string }>('scorekeeper', 'stars.start_close', {
    cycleId: q.cycleId,
  })
  await q.job('stars.draft')
  await q.must('leading_head', 'stars.publish', { closeId: begun.closeId })
  q.clock.set('2026-10-16T16:00:00Z')
  await q.job('stars.finalise')
}

const wording = (zh: string, en: string) => ({ zh, en })

/** Two goods and a till. */
export async function stockShelf(q: Quarter) {
  const rice = await q.must<{ goodId: string }>('shop_operator', 'shop.list_good', {
    ...{ kind: 'goods', name: wording('大米', 'Rice'), supplier: '供销社', pricePoints: 10 },
    ...{ stock: 20, most: 2, period: 'month' },
  })
  const haircut = await q.must<{ goodId: string }>('shop_operator', 'shop.list_good', {
    ...{ kind: 'service', name: wording('理发', 'A haircut'), supplier: '老周理发' },
    pricePoints: 5,
  })
  const till = await q.must<{ tillId: string }>('director', 'shop.open_till', { name: '总店' })
  return { riceId: rice.goodId, haircutId: haircut.goodId, tillId: till.tillId }
}

/** A shop that is open: points credited to 001 (20) and 002 (10), money behind them, goods and a till. */
export async function openShop(): Promise<Shop> {
  const q = await openQuarter()
  await q.must('director', 'shop.resolve_scheme', scheme)
  const money = { source: 'collective_income', note: '林下经济收入', amountFen: 100_000 }
  await q.must('director', 'shop.fund_pool', { ...money, ...minutes('2026-08-09') })
  await makeFinal(q)
  await q.job('shop.credit')
  const shelf = await stockShelf(q)
  const cards = new Map<string, string>()
  return { ...q, ...shelf, ...readersOf(q, cards) }
}

export function readersOf(q: Quarter, cards = new Map<string, string>()) {
  const scanned = async (code: string) => {
    const householdId = ids.household(code)
    if (!cards.has(code)) {
      await q.must('shop_operator', 'shop.issue_card', { householdId })
      const { card } = await q.get<{ card: { code: string } }>('shop_operator', 'shop.card', {
        householdId,
      })
      cards.set(code, card.code)
    }
    const { found } = await q.get<{ found: { ticket: string }[] }>(
      'shop_operator',
      'shop.find_household',
      { text: cards.get(code) },
    )
    return found[0]!.ticket
  }
  const posted = async (kind: string, owner: string) => {
    const rows = await q.app.kernel.database.ownerTransaction((one) =>
      one.query<{ posted: number }>(
        `select credits_posted - debits_posted - debits_pending as posted from journal.account
         where tenant_code = '${tenantCode}' and kind = $1 and coalesce(owner_id::text, '') = $2`,
        [kind, owner],
      ),
    )
    return Number(rows[0]?.posted ?? 0)
  }
  return {
    scanned,
    balance: (code: string) => posted('household_redeemable', ids.household(code)),
    standing: (kind: string) => posted(kind, ''),
  }
}

export { ids, place }
