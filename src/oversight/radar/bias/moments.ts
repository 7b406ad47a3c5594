/** How many values there are, their mean, and how far they scatter around it. */
export interface Moments {
  readonly count: number
  readonly mean: number
  /** Variance of a single value. */
  readonly variance: number
}

export interface Sums {
  count: number
  sum: number
  squares: number
}

export const none = (): Sums => ({ count: 0, sum: 0, squares: 0 })

export function add(to: Sums, more: Readonly<Sums>): void {
  to.count += more.count
  to.sum += more.sum
  to.squares += more.squares
}

export function less(all: Readonly<Sums>, some: Readonly<Sums>): Sums {
  return {
    count: all.count - some.count,
    sum: all.sum - some.sum,
    squares: all.squares - some.squares,
  }
}

/** Added to the squares, so that a handful of equal decisions does not look like certainty. */
const doubt = 0.25

export function momentsOf({ count, sum, squares }: Sums): Moments {
  const mean = count === 0 ? 0 : sum / count
  return { count, mean, variance: (squares - count * mean * mean + doubt) / (count + 1) }
}

/** The standard error of a sum or difference of means. */
export function scatterOf(parts: readonly Moments[]): number {
  return Math.sqrt(parts.reduce((sum, part) => sum + part.variance / Math.max(part.count, 1), 0))
}
