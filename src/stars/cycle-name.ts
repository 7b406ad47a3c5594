import * as m from '#paraglide/messages.js'

type Locale = 'zh-CN' | 'en'

/** A month, quarter or year as it is named. */
export interface CycleNamed {
  readonly unit: 'month' | 'quarter' | 'year'
  readonly year: number
  readonly number: number
}

const quarters = [
  m.stars_cycle_quarter_1,
  m.stars_cycle_quarter_2,
  m.stars_cycle_quarter_3,
  m.stars_cycle_quarter_4,
]

/** Within a sentence: 2026 年第三季度 / the third quarter of 2026. */
export function cycleName(cycle: CycleNamed, locale?: Locale): string {
  const { unit, number } = cycle
  const year = String(cycle.year)
  const options = locale ? { locale } : {}
  if (unit === 'year') return m.stars_cycle_year({ year }, options)
  if (unit === 'quarter') return quarters[number - 1]!({ year }, options)
  const month = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' })
  const word = month.format(new Date(Date.UTC(2000, number - 1, 1)))
  return m.stars_cycle_month({ year, number: String(number), word }, options)
}

/** Standing alone: 2026 年第三季度 / Third quarter of 2026. */
export function cycleHeading(cycle: CycleNamed, locale?: Locale): string {
  const name = cycleName(cycle, locale).replace(/^the /, '')
  return name.charAt(0).toUpperCase() + name.slice(1)
}
