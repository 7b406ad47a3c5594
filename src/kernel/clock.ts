/** The one source of "now". Tests and the demonstration turn it by hand. */
export interface Clock {
  /** The present instant as an ISO 8601 string in UTC with milliseconds. */
  now(): string
}

export const systemClock: Clock = { now: () => new Date().toISOString() }

/** A clock that stands still until it is told to move. */
export function manualClock(start: string): Clock & { set(instant: string): void } {
  let instant = new Date(start).toISOString()
  return {
    now: () => instant,
    set: (next) => {
      instant = new Date(next).toISOString()
    },
  }
}

/** The plain date in China (UTC+8 the whole year since 1991) at an instant: `2026-11-22`. */
export function plainDateInChina(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** The instant at which a plain date begins in China. */
export function startOfDayInChina(date: string): string {
  return new Date(`${date}T00:00:00+08:00`).toISOString()
}

/** The plain date so many days later (or earlier). */
export function addDays(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}
