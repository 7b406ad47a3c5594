import { performance } from 'node:perf_hooks'

/** One figure with what it is measured against, as printed and as JSON. */
export interface Figure {
  readonly what: string
  readonly value: number
  readonly unit: string
  /** The bound of the project, when it has one. */
  readonly bound?: string
  readonly note?: string
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}

export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const started = performance.now()
  const value = await work()
  return { ms: performance.now() - started, value }
}

export const round = (value: number, digits = 2) => Number(value.toFixed(digits))

export function table(figures: readonly Figure[]): void {
  const rows = figures.map((f) => [f.what, `${f.value} ${f.unit}`, f.bound ?? '', f.note ?? ''])
  const widths = [0, 1, 2].map((c) => Math.max(...rows.map((row) => row[c]!.length)))
  for (const row of rows) {
    const cells = row.slice(0, 3).map((cell, c) => cell.padEnd(widths[c]!))
    process.stdout.write(`${cells.join('  ')}  ${row[3]}\n`)
  }
}
