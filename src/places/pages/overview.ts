import type { Level } from '#places/model.ts'

/** What is known of the quarter of one village; given by the module that runs the quarters. */
export interface Standing {
  readonly tenantCode: string
  readonly cycle: {
    readonly unit: 'month' | 'quarter' | 'year'
    readonly year: number
    readonly number: number
    readonly state: string
  } | null
  readonly waiting: number
  readonly overdue: number
  readonly openAppeals: number
}

export interface Branch {
  readonly code: string
  readonly name: string
  readonly level: Level
  readonly places: number
  readonly villages: number
}

/** One line of the overview: a village, or a township or county with what lies below it. */
export interface OverviewRow extends Branch {
  /** Villages with a quarter of any state. */
  readonly begun: number
  readonly waiting: number
  readonly overdue: number
  readonly openAppeals: number
  /** Only for a village. */
  readonly cycle: Standing['cycle']
}

/** Puts the standings of the villages on the lines they belong to. */
export function overviewRows(
  branches: readonly Branch[],
  standings: readonly Standing[],
  villages: readonly { code: string; top: string }[],
): OverviewRow[] {
  const topOf = new Map(villages.map((village) => [village.code, village.top]))
  const byTop = Map.groupBy(standings, (standing) => topOf.get(standing.tenantCode) ?? '')
  return branches.map((branch) => {
    const own = byTop.get(branch.code) ?? []
    const sum = (count: (one: Standing) => number) => own.reduce((all, one) => all + count(one), 0)
    return {
      ...branch,
      begun: own.filter((one) => one.cycle !== null).length,
      waiting: sum((one) => one.waiting),
      overdue: sum((one) => one.overdue),
      openAppeals: sum((one) => one.openAppeals),
      cycle: branch.level === 'village' ? (own[0]?.cycle ?? null) : null,
    }
  })
}

/** Something in it is late, or objected to and not answered. */
export function isException(row: OverviewRow): boolean {
  return row.overdue + row.openAppeals > 0
}

/** Villages of a line that have not begun. */
export function notBegun(row: OverviewRow): number {
  return row.level === 'village' ? 1 - row.begun : row.villages - row.begun
}

interface Above {
  readonly code: string
  readonly name: string
  readonly level: Level
}

/** The way back up, as far as the reader's posts reach. */
export function crumbsAbove(
  ancestors: readonly Above[],
  posts: readonly string[],
  at: string,
): { href: string; label: string }[] {
  const ofCounty = posts.some((post) => post.startsWith('county_'))
  return ancestors
    .filter(({ level }) => level === 'township' || (level === 'county' && ofCounty))
    .map(({ code, name }) => ({ href: `/office/overview/${code}${at}`, label: name }))
}
