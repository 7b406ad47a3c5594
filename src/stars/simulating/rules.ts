import type { RuleBookContent, RuleItem } from '#compact/model.ts'
import { evaluateTable, misfit } from '#compact/tables/rules.ts'
import type { CountedDeed } from '../model.ts'
import { scoreOf } from '../rules.ts'
import type { Result, Tally, TriedClause, TriedHousehold, WinnersAndLosers } from './model.ts'

/**
 * Where the tried book has a table that asks what was answered, the value follows from it.
 * A deed otherwise keeps its value under another rule book, as far as that book allows: what lies outside its
 * range goes to the nearer end, and between two steps it goes down.
 * Source: our own rule for trying a book on deeds that were valued by another.
 */
export function valueUnder(
  item: Pick<RuleItem, 'minHundredths' | 'maxHundredths' | 'stepHundredths' | 'table'>,
  { valueHundredths, inputs }: Pick<CountedDeed, 'valueHundredths' | 'inputs'>,
): number {
  const { table } = item
  const reckoned =
    table && inputs && misfit(table, inputs) === null ? evaluateTable(table, inputs) : null
  if (reckoned) return reckoned.hundredths
  const { minHundredths: least, maxHundredths: most, stepHundredths: step } = item
  const within = Math.min(Math.max(valueHundredths, least), most)
  return step === null ? within : within - ((within - least) % step)
}

/** The deeds as the book would count them; those whose clause it does not have are left out. */
function deedsUnder(items: ReadonlyMap<string, RuleItem>, deeds: readonly CountedDeed[]) {
  return deeds.flatMap((deed): CountedDeed[] => {
    const item = items.get(deed.itemKey)
    if (!item) return []
    const valueHundredths = valueUnder(item, deed)
    return [{ ...deed, valueHundredths, negative: item.negative }]
  })
}

/** The two books of a trial: the one it was counted by, and the one that is tried. */
export interface Books {
  readonly before: RuleBookContent
  readonly after: RuleBookContent
}

interface TrialOf {
  readonly householdId: string
  readonly participants: number
  readonly deeds: readonly CountedDeed[]
}

/**
 * What a household would have had, reckoned by the very rules of a close from the very same deeds.
 * Source: docs/governance.md requirement 4; the village sees what it votes on before it votes.
 */
export function tryHouseholds(books: Books, households: readonly TrialOf[]): TriedHousehold[] {
  const items = new Map(books.after.items.map((item) => [item.key, item]))
  return households.map(({ householdId, participants, deeds }) => ({
    householdId,
    before: resultOf(books.before, deeds, participants),
    after: resultOf(books.after, deedsUnder(items, deeds), participants),
  }))
}

function resultOf(
  content: RuleBookContent,
  deeds: readonly CountedDeed[],
  participants: number,
): Result {
  const { totalHundredths, stars } = scoreOf(content, deeds, participants)
  return { totalHundredths, stars }
}

/** How many have how many stars, and how many points are issued. */
export function tallyOf(results: readonly Result[]): Tally {
  const households = [0, 0, 0, 0, 0, 0]
  for (const { stars } of results) households[stars] = (households[stars] ?? 0) + 1
  return { households, issuedHundredths: sum(results.map((one) => one.totalHundredths)) }
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0)

/** Who would have more and who less, over all the cycles that were tried. */
export function winnersOf(tried: readonly (readonly TriedHousehold[])[]): WinnersAndLosers {
  const byHousehold = [...Map.groupBy(tried.flat(), (one) => one.householdId).values()]
  const gaps = byHousehold.map((own) => ({
    points: sum(own.map((one) => one.after.totalHundredths - one.before.totalHundredths)),
    stars: sum(own.map((one) => one.after.stars - one.before.stars)),
  }))
  const split = (of: readonly number[]) => ({
    more: of.filter((gap) => gap > 0).length,
    fewer: of.filter((gap) => gap < 0).length,
    same: of.filter((gap) => gap === 0).length,
  })
  return {
    households: byHousehold.length,
    points: split(gaps.map((gap) => gap.points)),
    stars: split(gaps.map((gap) => gap.stars)),
  }
}

/** How many deeds keep their clause and would be worth something else. */
export function countRevalued(after: RuleBookContent, deeds: readonly CountedDeed[]): number {
  const items = new Map(after.items.map((item) => [item.key, item]))
  return deeds.filter((deed) => {
    const item = items.get(deed.itemKey)
    return item !== undefined && valueUnder(item, deed) !== deed.valueHundredths
  }).length
}

/** Clauses of the earlier books that the tried one does not have, with what was done under them. */
export function goneClauses(
  earlier: readonly RuleBookContent[],
  after: RuleBookContent,
  deeds: readonly CountedDeed[],
): TriedClause[] {
  const kept = new Set(after.items.map((item) => item.key))
  return unlike(
    earlier.flatMap((book) => book.items),
    kept,
  ).map(({ key, clause, title }) => {
    const own = deeds.filter((deed) => deed.itemKey === key)
    const hundredths = sum(own.map((deed) => deed.valueHundredths))
    return { clause, title, deeds: own.length, hundredths }
  })
}

/** Clauses that none of the earlier books had: no deed can show what they would bring. */
export function newClauses(
  earlier: readonly RuleBookContent[],
  after: RuleBookContent,
): TriedClause[] {
  const known = new Set(earlier.flatMap((book) => book.items.map((item) => item.key)))
  return unlike(after.items, known).map(({ clause, title }) => {
    return { clause, title, deeds: 0, hundredths: 0 }
  })
}

function unlike(items: readonly RuleItem[], known: ReadonlySet<string>): RuleItem[] {
  const found = new Map<string, RuleItem>()
  for (const item of items) if (!known.has(item.key)) found.set(item.key, item)
  return [...found.values()]
}
