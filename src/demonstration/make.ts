import { makeApp } from '#app.ts'
import { markDemonstration } from '#auth/marking.ts'
import { addDays, manualClock, plainDateInChina } from '#kernel/clock.ts'
import { type OpenedDatabase, openDatabase } from '#kernel/database.ts'
import { migrate } from '#kernel/migrations.ts'
import { openSecrets } from '#web/data-folder.ts'
import { openAccounts, prepareAboveAccounts, prepareAccounts } from './accounts.ts'
import { instantAt, quartersAround } from './calendar.ts'
import { type Chance, chanceOf } from './chance.ts'
import { tellClosedQuarter } from './closed-story.ts'
import { type Door, openDoor } from './door.ts'
import { importPlaces } from './foundation.ts'
import { tellMove } from './moving.ts'
import type { ObjectionKind } from './objections.ts'
import { type OfficeAbove, openOffice } from './offices-above.ts'
import { tellOpenQuarter } from './open-story.ts'
import { type Camera, cameraFor } from './pictures.ts'
import { type Progress, progressLine } from './progress.ts'
import { adoptRuleBook, decideSettings, draftNext } from './rule-book.ts'
import { settle } from './settling.ts'
import { tellShop } from './shop.ts'
import { countAll, keepCounting } from './statistics.ts'
import { makeTimeline, type Timeline } from './timeline.ts'
import { openAdministration, planQuarterStory, planVillage, settlingDays } from './village.ts'
import { adoptVillageRules, type Rules } from './village-rules.ts'
import type { Telling } from './village-state.ts'

export interface DemonstrationOptions {
  /** The moment at which the story arrives; now when left out. */
  readonly now?: string
  readonly seed?: string
  /** A quicker one with fewer households and deeds, for tests of pages. */
  readonly small?: boolean
  readonly progress?: Progress
}

interface VillagePlan {
  readonly tenantCode: string
  readonly short: string
  readonly sizes: { readonly households: number; readonly groups: number; readonly grids: number }
  readonly density: number
  readonly singles: number
  readonly objections: readonly ObjectionKind[]
  /** How many days before now its result is published; soon after the quarter when left out. */
  readonly publishedDaysAgo?: number
}

const counties = {
  zhaodong: { county: '231282000000', short: '肇东' },
  daguan: { county: '340803000000', short: '大观' },
} as const

const yongfeng: VillagePlan = {
  ...{ tenantCode: '231282106202', short: '永丰', density: 1, singles: 48 },
  sizes: { households: 320, groups: 8, grids: 4 },
  objections: ['worth_more', 'wrongly_refused', 'after_excuse', 'unfounded', 'withdrawn'],
}
const changsheng: VillagePlan = {
  ...{ tenantCode: '231282101210', short: '昌盛', density: 0.85, singles: 16 },
  sizes: { households: 60, groups: 3, grids: 1 },
  objections: ['wrongly_refused', 'unfounded', 'worth_more'],
  // Its notice still hangs, so that a visitor can object to a line.
  publishedDaysAgo: 4,
}
const zhenjiang: VillagePlan = {
  ...{ tenantCode: '340803100206', short: '镇江', density: 0.85, singles: 16 },
  sizes: { households: 40, groups: 2, grids: 1 },
  objections: ['unfounded'],
}

/** The same village with a quarter of its households and half of what they do. */
function made(plan: VillagePlan, { small }: { small: boolean }): VillagePlan {
  if (!small || plan !== yongfeng) return small ? { ...plan, density: 0.3, singles: 6 } : plan
  return { ...plan, density: 1, singles: 48, sizes: { households: 80, groups: 4, grids: 2 } }
}

/**
 * Fills a new data folder with the demonstration: two real counties and three villages that live
 * through a closed and a running quarter. Everything is produced by dispatching commands under a
 * simulated clock that ends now; nothing is inserted behind the door.
 */
export async function makeDemonstration(
  dataDir: string,
  options: DemonstrationOptions = {},
): Promise<void> {
  const progress = options.progress ?? progressLine()
  const now = options.now ?? new Date().toISOString()
  await using database = await openDatabase({ dataDir }, { relaxed: true })
  progress(0, 'database')
  await migrate(database)
  await markDemonstration(database)
  const secrets = openSecrets(dataDir)
  progress(0.05, 'places')
  await importPlaces(database, secrets)
  await countAll(database.kysely)
  const clock = manualClock('2020-01-01T00:00:00Z')
  const app = makeApp({ database, secrets, clock })
  const chance = chanceOf(options.seed ?? 'demonstration')
  const door = openDoor(app, clock, chance.fork('envelopes'))
  const timeline = makeTimeline(clock)
  await tellAll({
    database,
    door,
    timeline,
    chance,
    now,
    camera: cameraFor(dataDir),
    progress,
    small: options.small ?? false,
  })
  progress(1, 'done')
}

interface Teller {
  readonly database: OpenedDatabase
  readonly door: Door
  readonly timeline: Timeline
  readonly chance: Chance
  readonly now: string
  readonly camera: Camera
  readonly progress: Progress
  readonly small: boolean
}

async function tellAll(teller: Teller): Promise<void> {
  const { door, timeline, now, database, progress } = teller
  const { closed, open } = quartersAround(now)
  const day = addDays(closed.startsOn, -settlingDays)
  door.clock.set(instantAt(addDays(day, -1), '08:00'))
  progress(0.08, 'offices')
  const zhaodong = await openCounty(teller, counties.zhaodong, day)
  const daguan = await openCounty(teller, counties.daguan, day)
  const home = await openVillage(teller, { plan: made(yongfeng, teller), county: zhaodong, day })
  const second = await openVillage(teller, {
    plan: made(changsheng, teller),
    county: zhaodong,
    day,
  })
  const far = await openVillage(teller, { plan: made(zhenjiang, teller), county: daguan, day })
  for (const quarter of [closed, open[0]!]) keepCounting(timeline, database.kysely, quarter)
  tellClosedQuarter(home.telling, closed, teller.camera)
  tellOpenQuarter(home.telling, { quarter: open[0]!, now, camera: teller.camera })
  tellShop(home.telling, { quarter: closed, now, camera: teller.camera })
  tellMove(home.telling, second.telling, { quarter: open[0]!, by: zhaodong.administrator })
  const handedOver = new Date(Date.parse(now) - 90 * 60_000).toISOString()
  const openings = [
    zhaodong.openings,
    home.openings,
    second.openings,
    daguan.openings,
    far.openings,
  ].flat()
  timeline.at(handedOver, () => openAccounts(door, openings))
  await timeline.runUntil(now, (share) =>
    progress(0.2 + share * 0.78, door.clock.now().slice(0, 10)),
  )
  await countAll(database.kysely)
}

type County = OfficeAbove & { readonly openings: ReturnType<typeof prepareAboveAccounts> }

async function openCounty(
  teller: Teller,
  of: { county: string; short: string },
  day: string,
): Promise<County> {
  const { door, chance } = teller
  const foundedOn = addDays(day, -200)
  const plan = {
    tenantCode: of.county,
    kind: 'county_office',
    name: '乡村治理办公室',
    foundedOn,
  } as const
  const office = await openOffice(door, plan, { chance: chance.fork(of.county) })
  return { ...office, openings: prepareAboveAccounts(door, office, of.short) }
}

/** The village with the office of its township above it, everything planned up to the end. */
async function openVillage(
  teller: Teller,
  of: { plan: VillagePlan; county: County; day: string },
): Promise<{ telling: Telling; openings: County['openings'] }> {
  const { door, timeline, chance, database, now } = teller
  const { plan, day, county } = of
  const own = chance.fork(plan.tenantCode)
  const township = `${plan.tenantCode.slice(0, 9)}000`
  const office = { tenantCode: township, kind: 'township_office', name: '乡村治理服务站' } as const
  const above = await openOffice(
    door,
    { ...office, foundedOn: addDays(day, -180) },
    { founder: county.administrator, chance: own.fork('township') },
  )
  const planned = planVillage(own, {
    tenantCode: plan.tenantCode,
    name: plan.short,
    sizes: plan.sizes,
    day,
  })
  const village = await openAdministration(door, planned, { founder: above.administrator, day })
  const telling = { door, timeline, village }
  const openings = [
    ...prepareAboveAccounts(door, above, `${plan.short}镇`),
    ...prepareAccounts(door, { village, short: plan.short, all: plan.short === yongfeng.short }),
  ]
  timeline.at(instantAt(day, '09:00'), () => settle(telling, database.kysely, day))
  const first = quartersAround(now).closed
  const rules =
    plan.short === yongfeng.short
      ? adoptVillageRules(telling, { first, township: above })
      : undefined
  planQuarters(telling, { plan, now, rules })
  return { telling, openings }
}

function planQuarters(
  telling: Telling,
  { plan, now, rules }: { plan: VillagePlan; now: string; rules: Rules | undefined },
): void {
  const { closed, open } = quartersAround(now)
  const { density, singles, objections, publishedDaysAgo: ago } = plan
  const book = adoptRuleBook(telling, closed, rules)
  if (rules) draftNext(telling, book, addDays(plainDateInChina(now), -2))
  decideSettings(telling, closed)
  planQuarterStory(telling, {
    quarter: closed,
    sizes: { density, singles, runningOn: null },
    book,
    objections,
    publishedOn: ago === undefined ? undefined : addDays(plainDateInChina(now), -ago),
    backlogFrom: null,
  })
  const backlogFrom = new Date(Date.parse(now) - 3 * 86_400_000).toISOString()
  for (const quarter of open) {
    const sizes = { density: density * 0.3, singles, runningOn: plainDateInChina(now) }
    planQuarterStory(telling, { quarter, sizes, book, objections: null, backlogFrom })
  }
}
