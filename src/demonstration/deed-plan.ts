import type { RuleItem } from '#compact/model.ts'
import { claimsAbility } from '#compact/tables/rules.ts'
import { addDays } from '#kernel/clock.ts'
import { daysBetween, daysFrom, type Quarter, weekday } from './calendar.ts'
import type { Chance } from './chance.ts'
import { type House, holdsAnyPost, isAdultOn, takesPart, type Villager } from './population.ts'
import { ruleBook } from './rule-book.ts'

/** A grid worker's round: one item, one day, many households; `grid` says whose round it is. */
export interface PlannedRound {
  readonly day: string
  readonly grid: number
  readonly itemKey: string
  readonly entries: readonly { readonly house: House; readonly valueHundredths: number }[]
}

/** What becomes of a deed; most are plain and go their way. */
export type Fate = 'plain' | 'returned' | 'withdrawn' | 'refused' | 'laid_aside'

/** A single deed, declared by the household itself or by a neighbour. */
export interface PlannedDeed {
  readonly day: string
  readonly house: House
  readonly by: Villager
  readonly itemKey: string
  readonly valueHundredths: number
  readonly fate: Fate
}

export interface QuarterPlan {
  readonly rounds: readonly PlannedRound[]
  readonly deeds: readonly PlannedDeed[]
}

export interface PlanSizes {
  /** How much of what is usual happens: 1 for all rounds, 0.5 for every other one. */
  readonly density: number
  /** Single deeds in a whole quarter. */
  readonly singles: number
  /**
   * Of a quarter that still runs, the day on which the story arrives: some steps are left undone, and
   * the last days bring small lists instead of whole rounds. Null for a quarter that is over.
   */
  readonly runningOn: string | null
}

/** What grid workers look at or keep the list of for every household, some of it every month. */
const usualRounds = [
  ...['yard_tidy', 'works_joined', 'fields_kept', 'fire_checked', 'volunteered'],
  ...['parents_looked_after', 'agreement_kept', 'yard_tidy', 'straw_collected'],
]

/** What only the keener households do: one short list for the whole village, kept by one worker. */
const keenRounds = [
  ...['stretch_adopted', 'training_used', 'feast_help', 'watch_kept', 'waste_sorted'],
  ...['gentle_memorial', 'class_taken', 'tools_returned', 'trees_planted', 'meeting_joined'],
  ...['library_used', 'bottles_returned', 'troupe_joined', 'square_kept', 'fraud_warned'],
]
const keen = 0.6

/** What is brought in the last days before the story arrives, a list a day. */
const lately = ['bottles_returned', 'square_kept', 'fraud_warned', 'library_used', 'tools_returned']

/**
 * What people declare by themselves. `found_returned`, `children_read_with` and `emergency_helped` are
 * kept for what the story tells of particular households, so that no cap is in its way.
 */
const singleItems = [
  ...['elder_neighbour_helped', 'quarrel_settled', 'neighbour_helped', 'way_given'],
  ...['simple_feast', 'fault_reported', 'skill_shared', 'machine_lent', 'proposal_adopted'],
]

export function itemOf(key: string): RuleItem {
  return ruleBook.items.find((item) => item.key === key)!
}

/** What happens in a quarter, of what the rule book offers, up to each item's cap. */
export function planQuarter(
  chance: Chance,
  houses: readonly House[],
  of: { quarter: Quarter; sizes: PlanSizes },
): QuarterPlan {
  const taking = houses.filter(takesPart)
  const planning: Planning = { ...of, caps: new Map(), known: new Set() }
  const rounds = planRounds(chance.fork('rounds'), taking, planning)
  return { rounds, deeds: planSingles(chance.fork('singles'), taking, planning) }
}

interface Planning {
  readonly quarter: Quarter
  readonly sizes: PlanSizes
  /** What is planned per household and item, so that no cap is passed. */
  readonly caps: Map<string, number>
  /** Household, item and day of everything planned: the same deed is not declared twice. */
  readonly known: Set<string>
}

function planRounds(chance: Chance, houses: readonly House[], planning: Planning): PlannedRound[] {
  const { density } = planning.sizes
  const some = (list: readonly string[]) => list.slice(0, Math.ceil(list.length * density))
  const grids = [...new Set(houses.map((house) => house.grid))].sort((a, b) => a - b)
  const usual = some(usualRounds).flatMap((itemKey, at, all) =>
    grids.map((grid) => {
      const asked = houses.filter((house) => house.grid === grid)
      return planRound(chance, asked, { itemKey, at, of: all.length, grid, planning })
    }),
  )
  const few = houses.filter((house) => house.diligence >= keen)
  const rare = some(keenRounds).map((itemKey, at, all) => {
    const grid = grids[at % grids.length]!
    return planRound(chance, few, { itemKey, at, of: all.length, grid, planning })
  })
  const today = planning.sizes.runningOn
  if (!today || today > planning.quarter.endsOn) return [...usual, ...rare]
  const before = addDays(today, -lately.length)
  const earlier = [...usual, ...rare].filter((round) => round.day < before)
  return [...earlier, ...planLately(chance, houses, { today, grids, planning })]
}

/** One short list a day by one grid worker after the other, up to the day before. */
function planLately(
  chance: Chance,
  houses: readonly House[],
  of: { today: string; grids: readonly number[]; planning: Planning },
): PlannedRound[] {
  const days = lately.map((itemKey, at) => ({
    itemKey,
    at,
    day: addDays(of.today, at - lately.length),
  }))
  const begun = days.filter(({ day }) => day >= of.planning.quarter.startsOn)
  return begun.map(({ itemKey, at, day }) => {
    const grid = of.grids[at % of.grids.length]!
    const few = chance.shuffled(houses.filter((house) => house.grid === grid)).slice(0, 12)
    const entries = few.flatMap((house) => {
      const valueHundredths = worthOf(chance, itemOf(itemKey), house)
      const planned = claim(of.planning, { house, itemKey, day, valueHundredths })
      return planned ? [{ house, valueHundredths }] : []
    })
    return { day, grid, itemKey, entries }
  })
}

interface RoundFrame {
  readonly itemKey: string
  readonly at: number
  readonly of: number
  readonly grid: number
  readonly planning: Planning
}

function planRound(chance: Chance, asked: readonly House[], frame: RoundFrame): PlannedRound {
  const { itemKey, grid, planning } = frame
  const day = roundDay(chance, planning.quarter, frame)
  const doing = asked.filter((house) => chance.happens(house.diligence))
  const entries = doing.flatMap((house) => {
    const valueHundredths = worthOf(chance, itemOf(itemKey), house)
    return claim(planning, { house, itemKey, day, valueHundredths })
      ? [{ house, valueHundredths }]
      : []
  })
  return { day, grid, itemKey, entries }
}

/** The more diligent, the more of an item's range; in the item's own steps. */
function worthOf(chance: Chance, item: RuleItem, house: House): number {
  const { minHundredths: least, maxHundredths: most, stepHundredths } = item
  if (item.table) return most
  if (least === most || !stepHundredths) return least
  const steps = (most - least) / stepHundredths
  const taken = Math.round(steps * Math.min(1, house.diligence * (0.9 + chance.next() * 0.5)))
  return least + taken * stepHundredths
}

/**
 * What a deed is declared with: its value or, where the item has a table, answers that come to it;
 * what still lies on the desk at the end was done as far as able.
 */
export function saidOf(deed: Pick<PlannedDeed, 'itemKey' | 'valueHundredths' | 'fate'>) {
  const { table } = itemOf(deed.itemKey)
  if (!table) return { valueHundredths: deed.valueHundredths }
  const able = deed.fate === 'laid_aside'
  const fitting = table.examples.filter((one) => one.hundredths === deed.valueHundredths)
  const { inputs } = fitting.find((one) => claimsAbility(table, one.inputs) === able) ?? fitting[0]!
  return { inputs }
}

/** Takes the deed into the plan, if its item's cap allows it and it is not there already. */
function claim(
  { caps, known }: Planning,
  deed: { house: House; itemKey: string; day: string; valueHundredths: number },
): boolean {
  const key = `${deed.house.code}/${deed.itemKey}`
  const sum = (caps.get(key) ?? 0) + deed.valueHundredths
  if (sum > (itemOf(deed.itemKey).capHundredths ?? sum) || known.has(`${key}/${deed.day}`))
    return false
  caps.set(key, sum)
  known.add(`${key}/${deed.day}`)
  return true
}

/** Rounds are spread over the quarter, on Wednesdays; the last one leaves time to decide. */
function roundDay(chance: Chance, quarter: Quarter, round: { at: number; of: number }): string {
  const days = daysBetween(quarter.startsOn, quarter.endsOn) - 12
  const spread = 5 + Math.floor((round.at * days) / round.of) + chance.int(0, 3)
  const day = addDays(quarter.startsOn, spread)
  return addDays(day, 3 - weekday(day))
}

function planSingles(chance: Chance, houses: readonly House[], planning: Planning): PlannedDeed[] {
  const { quarter, sizes } = planning
  const days = daysFrom(quarter.startsOn, addDays(quarter.endsOn, -3))
  const best = houses
    .toSorted((a, b) => b.diligence - a.diligence)
    .slice(0, Math.ceil(houses.length / 40))
  const plain = houses.filter((house) => house.diligence < 0.9 && !holdsAnyPost(house))
  const deeds: PlannedDeed[] = []
  for (let n = 0; n < sizes.singles; n += 1) {
    const fate = fates(sizes)[n % 16] ?? 'plain'
    const house = chance.pick(fate === 'refused' ? plain : chance.happens(0.5) ? best : houses)
    const [itemKey, day] = [chance.pick(singleItems), chance.pick(days)]
    const valueHundredths = worthOf(chance, itemOf(itemKey), house)
    if (!claim(planning, { house, itemKey, day, valueHundredths })) continue
    const by = declarer(chance, houses, { house, day })
    // What is declared in the last days must be decided at the first sitting after them.
    const late = fate === 'returned' && day > addDays(quarter.endsOn, -20)
    deeds.push({ day, house, by, itemKey, valueHundredths, fate: late ? 'plain' : fate })
  }
  return deeds
}

/** Of sixteen single deeds, some do not go the plain way. */
function fates(sizes: PlanSizes): Readonly<Record<number, Fate>> {
  const usual = { 2: 'returned', 5: 'refused', 12: 'withdrawn' } as const
  return sizes.runningOn ? { ...usual, 7: 'laid_aside', 10: 'laid_aside', 15: 'laid_aside' } : usual
}

/** One in four is praised by a neighbour; the others speak for themselves. */
function declarer(
  chance: Chance,
  houses: readonly House[],
  of: { house: House; day: string },
): Villager {
  const near = houses.filter((house) => house !== of.house && house.group === of.house.group)
  const house = near.length > 0 && chance.happens(0.25) ? chance.pick(near) : of.house
  const grown = house.members.filter((one) => one.takesPart && isAdultOn(one, of.day))
  // Whoever works in a grid declares by office, not as a neighbour.
  const plain = grown.filter((one) => one.posts.length === 0)
  return chance.pick(plain.length > 0 ? plain : grown)
}
