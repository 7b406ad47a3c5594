import qrcode from 'qrcode'

/** Empty modules around the code, as the standard asks. */
const quiet = 4

/** One drawn path for all dark modules: a horizontal bar for each run of neighbours. */
export function qrPath(text: string, level: 'Q' | 'L' = 'Q'): { side: number; path: string } {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: level })
  const bars: string[] = []
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      const from = column
      while (column < modules.size && modules.get(row, column)) column++
      if (column > from)
        bars.push(`M${from + quiet} ${row + quiet}h${column - from}v1h-${column - from}z`)
    }
  }
  return { side: modules.size + 2 * quiet, path: bars.join('') }
}
