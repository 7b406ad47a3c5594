import * as m from '#paraglide/messages.js'
import type { TableLine } from '../store.ts'

/**
 * The public table as CSV (RFC 4180, UTF-8 with its mark, so that a spreadsheet reads the Chinese):
 * line number, points, amount in yuan. The amounts add up to the pool.
 */
export function tableFile(rows: readonly TableLine[]): string {
  const head = [
    m.dividends_column_number(),
    m.dividends_column_points(),
    m.dividends_column_amount(),
  ]
  const body = rows.map((row) => [
    ...[String(row.number), (row.pointsHundredths / 100).toFixed(2)],
    (row.amountFen / 100).toFixed(2),
  ])
  return `\ufeff${[head, ...body].map((cells) => `${cells.join(',')}\r\n`).join('')}`
}
