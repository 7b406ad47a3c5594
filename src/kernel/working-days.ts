import chineseDays from 'chinese-days'
import { addDays } from './clock.ts'

/** A deadline counted in working days. */
export interface WorkingDeadline {
  /** Plain date in China. */
  readonly date: string
  /** The State Council has not published the holidays of a year that was counted through. */
  readonly provisional: boolean
}

/**
 * So many working days later: the day itself is not counted, weekends and public holidays are
 * skipped, weekends that are worked in exchange (调休) count. Zero gives the day itself.
 * Source: Civil Code article 201 (the first day is not counted); State Council holiday notices.
 */
export function addWorkingDays(date: string, days: number): WorkingDeadline {
  let at = date
  let provisional = false
  for (let left = days; left > 0; ) {
    at = addDays(at, 1)
    provisional ||= !isPublished(at)
    if (isWorkingDay(at)) left -= 1
  }
  return { date: at, provisional }
}

/** How many working days lie after the first date up to and with the second; negative if it has passed. */
export function workingDaysBetween(from: string, to: string): number {
  if (to < from) return -workingDaysBetween(to, from)
  let count = 0
  for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (isWorkingDay(at)) count += 1
  return count
}

/** Whether offices work on this day, as far as the published tables say. */
export function isWorkingDay(date: string): boolean {
  const named = arranged(date)
  if (named) return named.work
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return weekday >= 1 && weekday <= 5
}

/** A published table always names New Year's Day. */
function isPublished(date: string): boolean {
  return arranged(`${date.slice(0, 4)}-01-01`) !== null
}

/**
 * What the tables say about this very day ("Spring Festival,春节,4"), or null. The weekday is not
 * taken from the library: it reads it in local time, which is a day too early west of Greenwich.
 */
function arranged(date: string): { work: boolean } | null {
  const detail = chineseDays.getDayDetail(date)
  return detail.name.includes(',') ? detail : null
}
