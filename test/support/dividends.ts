import { ids, openQuarter, place, type Quarter } from './quarter.ts'
import { makeFinal, minutes, scheme } from './shop.ts'

/** The share dividend of 2026, and a pool of 100 yuan beside it, by the collective's chair. */
export const planned = {
  ...{ year: 2026, shareFen: 100_000, shareSource: '2026 年收益分配方案' },
  ...{ poolFen: 10_000, moneySource: 'collective_income', moneyNote: '林下经济收入' },
  shareBy: ids.person('board_member'),
}

export interface Dividends extends Quarter {
  /** Posted balance of an account: of a household by its code, or of the village. */
  posted(kind: string, code?: string): Promise<number>
  /** Plans the dividend and announces it on 17 October; answers its id and notice. */
  announce(): Promise<{ dividendId: string; noticeId: string }>
}

/** Points for the dividend: 10 for household 001 and 5 for 002, credited on 17 October 2026. */
export async function openDividends(): Promise<Dividends> {
  const q = await openQuarter()
  await q.must('director', 'shop.resolve_scheme', scheme)
  const money = { source: 'collective_income', note: '林下经济收入', amountFen: 100_000 }
  await q.must('director', 'shop.fund_pool', { ...money, ...minutes('2026-08-09') })
  await makeFinal(q)
  await q.job('shop.credit')
  const posted: Dividends['posted'] = async (kind, code) => {
    const owner = code ? ids.household(code) : ''
    const rows = await q.app.kernel.database.ownerTransaction((one) =>
      one.query<{ posted: number }>(
        `select credits_posted - debits_posted as posted from journal.account
         where tenant_code = '${place.village}' and kind = $1 and coalesce(owner_id::text, '') = $2`,
        [kind, owner],
      ),
    )
    return Number(rows[0]?.posted ?? 0)
  }
  const announce = async () => {
    const { dividendId } = await q.must<{ dividendId: string }>('chair', 'dividends.plan', planned)
    const done = await q.must<{ noticeId: string }>('chair', 'dividends.resolve', {
      ...{ dividendId, ...minutes('2026-10-17') },
    })
    return { dividendId, noticeId: done.noticeId }
  }
  return { ...q, posted, announce }
}

export { ids, minutes, place }
