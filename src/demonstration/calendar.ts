import { addDays, plainDateInChina } from '#kernel/clock.ts'

/** A calendar quarter with its first and last day. */
export interface Quarter {
  readonly year: number
  readonly number: number
  readonly startsOn: string
  readonly endsOn: string
}

/** A running quarter younger than this has too little to show, and the one before hardly ended. */
const youngDays = 20

export function quarterAt(year: number, number: number): Quarter {
  const index = year * 4 + number - 1
  const start = (at: number) => plainDate(Math.floor(at / 4), (at % 4) * 3 + 1)
  return {
    ...{ year: Math.floor(index / 4), number: (index % 4) + 1 },
    ...{ startsOn: start(index), endsOn: addDays(start(index + 1), -1) },
  }
}

function plainDate(year: number, month: number): string {
  return `${year}-${String(month).padStart(2, '0')}-01`
}

export function quarterOf(day: string): Quarter {
  return quarterAt(Number(day.slice(0, 4)), Math.ceil(Number(day.slice(5, 7)) / 3))
}

export function quarterBefore({ year, number }: Quarter): Quarter {
  return number === 1 ? quarterAt(year - 1, 4) : quarterAt(year, number - 1)
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

/**
 * The quarter that is told to its end and those still open at an instant. In the first weeks of a
 * quarter everything moves back by one, so that the open part has something to show.
 */
export function quartersAround(now: string): { closed: Quarter; open: readonly Quarter[] } {
  const today = plainDateInChina(now)
  const current = quarterOf(today)
  const before = quarterBefore(current)
  if (daysBetween(current.startsOn, today) >= youngDays) return { closed: before, open: [current] }
  return { closed: quarterBefore(before), open: [before, current] }
}

/** The instant of a time of day in China: `('2026-07-06', '09:30')`. */
export function instantAt(day: string, time: string): string {
  return new Date(`${day}T${time}:00+08:00`).toISOString()
}

/** 0 for Sunday to 6 for Saturday. */
export function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

/** All days from the first to the last. */
export function daysFrom(first: string, last: string): string[] {
  return Array.from({ length: Math.max(0, daysBetween(first, last) + 1) }, (_, at) =>
    addDays(first, at),
  )
}
