import { compare, type Records, type Row } from './records.ts'

const area = 'shop'

/** What follows on the amounts set aside, by what became of the voucher. */
const following = { issued: null, handed_in: 'post_pending', returned: 'void_pending' } as const

/** Holds every voucher against what is printed on it, and against what was set aside for it. */
export function checkVouchers(records: Records): void {
  const tills = new Map(records.table('shop.till').map((row) => [row.id, row.number]))
  const sales = Map.groupBy(
    records.table('shop.redemption').filter((row) => row.voucher_id),
    (row) => row.voucher_id as string,
  )
  for (const voucher of records.table('shop.voucher')) {
    const where = `shop.voucher ${voucher.number}`
    const { i, n, t, q, u, v } = printed(voucher.code)
    compare(
      records,
      { area, where: `${where} print` },
      {
        expected: { i, n, t, q, u, v },
        found: {
          ...{ i: voucher.id, n: voucher.number, t: tills.get(voucher.till_id) },
          ...{ q: voucher.quantity, u: voucher.usable_until, v: records.tenant },
        },
      },
    )
    checkReserved(records, voucher, where)
    const used = sales.get(voucher.id) ?? []
    compare(
      records,
      { area, where: `${where} use` },
      { expected: voucher.state === 'handed_in' ? 1 : 0, found: used.length },
    )
  }
}

function printed(code: string): Row {
  const [, body = ''] = code.split('.')
  return JSON.parse(Buffer.from(body, 'base64url').toString())
}

/** Set aside once, then carried out or given back once – points and money alike. */
function checkReserved(records: Records, voucher: Row, where: string): void {
  const transfers = records.table('journal.transfer')
  const ids = [voucher.points_transfer, voucher.fen_transfer]
  const found = ids.map((id) => {
    const pending = transfers.find((row) => row.id === id)
    const after = transfers.find((row) => row.refers_to === id)
    return { kind: pending?.kind, amount: pending?.amount, settled: after?.kind ?? null }
  })
  const settled = following[voucher.state as keyof typeof following]
  const expected = [voucher.points * 100, voucher.worth_fen].map((amount) => ({
    ...{ kind: 'pending', amount, settled },
  }))
  compare(records, { area, where: `${where} set aside` }, { expected, found })
}
