import { isWorkingDay } from '#kernel/working-days.ts'
import * as m from '#paraglide/messages.js'
import { day } from './format.ts'

/**
 * The day on which a term counted in calendar days ends. Falls it on a day of rest, people would ask
 * whether it moves; no rule here says so, and the words do.
 */
export function lastDayWord(date: string): string {
  return day(date) + restRemark(date)
}

/** A remark where a day is one of rest, as far as the published holidays say; else nothing. */
export function restRemark(date: string): string {
  return isWorkingDay(date) ? '' : m.ui_rest_day()
}
