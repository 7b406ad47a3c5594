import type { CycleUnit } from '#points/model.ts'
import { cycleDays } from '#points/rules.ts'

/** A month, quarter or year that could be opened for counting. */
export interface Period {
  readonly ruleVersionId: string
  readonly unit: CycleUnit
  readonly year: number
  readonly number: number
  readonly startsOn: string
  readonly endsOn: string
}

interface Adopted {
  readonly id: string
  readonly effectiveFrom: string | null
  readonly content: { readonly cycle: CycleUnit }
}

interface Days {
  readonly startsOn: string
  readonly endsOn: string
}

/** How many periods ahead of the present one may be opened. */
const ahead = 2

/**
 * Only a period that begins under a rule book in force can be opened, the present one or one of the
 * next two, and no day is counted twice. Source: docs/governance.md 6, item 4 (nothing retroactive).
 */
export function openablePeriods(
  versions: readonly Adopted[],
  taken: readonly Days[],
  today: string,
): Period[] {
  const periods = versions.flatMap((version) => periodsOf(version, today))
  const free = periods.filter(
    (p) => !taken.some((days) => days.startsOn <= p.endsOn && days.endsOn >= p.startsOn),
  )
  const latest = new Map(free.map((p) => [p.startsOn, p]))
  return [...latest.values()].sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1))
}

function periodsOf(version: Adopted, today: string): Period[] {
  const { cycle: unit } = version.content
  const perYear = { month: 12, quarter: 4, year: 1 }[unit]
  const year = Number(today.slice(0, 4))
  const present = Math.floor((Number(today.slice(5, 7)) - 1) / (12 / perYear))
  return Array.from({ length: ahead + 1 }, (_, step) => {
    const index = year * perYear + present + step
    const at = { year: Math.floor(index / perYear), number: (index % perYear) + 1 }
    const days = cycleDays(unit, at.year, at.number)
    const [startsOn, endsOn] = days.ok ? days.value : ['', '']
    return { ruleVersionId: version.id, unit, ...at, startsOn, endsOn }
  }).filter((p) => version.effectiveFrom !== null && p.startsOn >= version.effectiveFrom)
}
