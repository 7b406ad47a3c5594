import type { Session } from '#kernel/actor.ts'
import { addDays } from '#kernel/clock.ts'
import { instantAt, type Quarter } from './calendar.ts'
import { type Chance, chanceOf } from './chance.ts'
import { type ClosePlan, planClose } from './closing.ts'
import { planSittings } from './deciding.ts'
import { declareRound, declareSingle } from './declaring.ts'
import { type PlanSizes, planQuarter } from './deed-plan.ts'
import { type Dispatcher, type Door, openDoor } from './door.ts'
import { inventHouseholds } from './households.ts'
import type { Ledger } from './ledger.ts'
import { type ObjectionKind, planObjections } from './objections.ts'
import { openOffice } from './offices-above.ts'
import { bodySizes, fillPosts } from './posts.ts'
import { adoptRuleBook, decideSettings, openCycle } from './rule-book.ts'
import { settle } from './settling.ts'
import { keepCounting } from './statistics.ts'
import { makeTimeline, type Timeline, type TurnedClock } from './timeline.ts'
import type { Telling, Village } from './village-state.ts'

export interface VillageSizes {
  readonly households: number
  readonly groups: number
  readonly grids: number
}

/** Days between the founding of a village's books and its first quarter. */
export const settlingDays = 58

/** A village on paper, before anything of it is entered. */
export function planVillage(
  chance: Chance,
  of: { tenantCode: string; name: string; sizes: VillageSizes; day: string },
): Village {
  const { tenantCode, name, sizes, day } = of
  const houses = inventHouseholds(chance.fork('households'), { ...sizes, day })
  const bodies = fillPosts(chance.fork('posts'), houses, {
    sizes: bodySizes(sizes.households, sizes),
    day,
  })
  const administrator = { accountId: null }
  return { tenantCode, name, houses, bodies, groupIds: [], gridIds: [], administrator, chance }
}

/** The office that keeps the village's books: the only one whose holder lives in no household. */
export async function openAdministration(
  door: Door,
  village: Village,
  by: { founder?: Session; day: string },
): Promise<Village> {
  const plan = {
    tenantCode: village.tenantCode,
    kind: 'administration',
    name: '村级平台管理岗',
  } as const
  const office = await openOffice(
    door,
    { ...plan, foundedOn: addDays(by.day, -20) },
    {
      ...(by.founder ? { founder: by.founder } : {}),
      chance: village.chance.fork('administration'),
    },
  )
  return { ...village, administrator: office.administrator }
}

export interface QuarterStory {
  readonly quarter: Quarter
  readonly sizes: PlanSizes
  readonly book: { readonly versionId: string }
  /** What is said to the result; null when the quarter is not closed. */
  readonly objections: readonly ObjectionKind[] | null
  /** The day on which its result is published, when that is later than usual. */
  readonly publishedOn?: string | undefined
  /** From when on some deeds are left waiting; null when all are decided. */
  readonly backlogFrom: string | null
}

/** Everything that happens in one quarter, planned on its first day. */
export function planQuarterStory(
  telling: Telling,
  story: QuarterStory,
): { ledger: Ledger; cycle: { readonly cycleId: string } } {
  const { timeline, village } = telling
  const { quarter, sizes, objections } = story
  const ledger: Ledger = []
  const cycle = openCycle(telling, quarter, story.book)
  const chance = village.chance.fork(`quarter/${quarter.startsOn}`)
  const plan = planQuarter(chance, village.houses, { quarter, sizes })
  for (const round of plan.rounds) {
    timeline.at(instantAt(round.day, '16:30'), () => declareRound(telling, ledger, round))
  }
  for (const deed of plan.deeds) {
    timeline.at(instantAt(deed.day, `${18 + chance.int(0, 2)}:${10 + chance.int(0, 49)}`), () =>
      declareSingle(telling, ledger, deed),
    )
  }
  planSittings(telling, { ledger, quarter, backlogFrom: story.backlogFrom })
  if (objections) {
    const announced: NonNullable<ClosePlan['announced']> = (closing) =>
      planObjections(telling, closing, { ledger, kinds: objections })
    planClose(telling, { quarter, cycle, announced, publishedOn: story.publishedOn })
  }
  return { ledger, cycle }
}

export interface VillageOptions extends VillageSizes {
  readonly seed: string
  readonly tenantCode: string
  /** The quarters to tell, in order; the village is settled two months before the first. */
  readonly quarters: readonly Quarter[]
  /** How many single deeds a quarter has, besides the rounds. */
  readonly singles: number
  /** How much of what is usual happens in a quarter: 0 to 1. */
  readonly density: number
  /** `decided`: the last quarter is left with everything decided and nothing closed. */
  readonly last?: 'final' | 'decided'
  readonly objections?: readonly ObjectionKind[]
}

export interface GeneratedVillage {
  readonly village: Village
  readonly door: Door
  readonly timeline: Timeline
  readonly quarters: readonly {
    readonly quarter: Quarter
    readonly ledger: Ledger
    readonly cycle: { readonly cycleId: string }
  }[]
}

/**
 * Lets a village live through some quarters by dispatching commands under a simulated clock. The
 * place and those above it must exist. For the simulation test and the benchmark.
 */
export async function generateVillage(
  app: Dispatcher,
  clock: TurnedClock,
  options: VillageOptions,
): Promise<GeneratedVillage> {
  const { quarters, tenantCode, singles, density, last = 'final', objections = [] } = options
  const first = quarters[0]!
  const day = addDays(first.startsOn, -settlingDays)
  clock.set(instantAt(day, '08:00'))
  const chance = chanceOf(options.seed)
  const door = openDoor(app, clock, chance.fork('envelopes'))
  const timeline = makeTimeline(clock)
  const planned = planVillage(chance, { tenantCode, name: '演示村', sizes: options, day })
  const village = await openAdministration(door, planned, { day })
  const telling = { door, timeline, village }
  await settle(telling, app.kernel.database.kysely, day)
  const book = adoptRuleBook(telling, first)
  decideSettings(telling, first)
  const told = quarters.map((quarter, at) => {
    keepCounting(timeline, app.kernel.database.kysely, quarter)
    const closed = last === 'final' || at < quarters.length - 1
    const sizes = { density, singles, runningOn: null }
    const story = {
      quarter,
      sizes,
      book,
      objections: closed ? objections : null,
      backlogFrom: null,
    }
    return { quarter, ...planQuarterStory(telling, story) }
  })
  const end = addDays(quarters.at(-1)!.endsOn, last === 'final' ? 30 : 2)
  await timeline.runUntil(instantAt(end, '12:00'))
  return { village, door, timeline, quarters: told }
}
