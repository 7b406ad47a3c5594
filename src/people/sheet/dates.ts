const DAY_MS = 86_400_000
/** Day zero of spreadsheets: they believe in a 29 February 1900, so it lies one day earlier. */
const SHEET_EPOCH = Date.UTC(1899, 11, 30)
const DAYS_TO_1904 = 1462

/** Whether a plain date is a day that exists. */
export function isDay(text: string): boolean {
  const parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text)
  if (!parts) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text
}

function plainDate(year: string, month: string, day: string): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(text) ? text : null
}

/** The day behind a spreadsheet's serial number, or null when it is none. */
export function daySinceEpoch(serial: number, countsFrom1904: boolean): string | null {
  const days = Math.floor(serial) + (countsFrom1904 ? DAYS_TO_1904 : 0)
  // Day 61 is 1 March 1900; before that spreadsheets and calendars disagree. 109575 is year 2200.
  if (!(days >= 61 && days < 109_575)) return null
  return new Date(SHEET_EPOCH + days * DAY_MS).toISOString().slice(0, 10)
}

/**
 * The day in a cell, however it is written: 1990-1-5, 1990/1/5, 1990.1.5, 19900105, 1990年1月5日,
 * with or without a time behind. A month without a day is not a day.
 */
export function readDay(text: string): string | null {
  const compact = /^([0-9]{4})([0-9]{2})([0-9]{2})$/.exec(text)
  const spaced = /^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[ T][0-9:.]+Z?)?$/.exec(
    text,
  )
  const [, year, month, day] = compact ?? spaced ?? []
  return year && month && day ? plainDate(year, month, day) : null
}

/** Whole years between two plain dates: a birthday counts from its own day on. */
export function yearsBetween(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years
}
