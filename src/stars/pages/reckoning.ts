import type { Aspect, RuleBookContent, RuleItem } from '#compact/model.ts'
import type { ExplainedDeed, Explanation } from '../household/queries.ts'
import type { ScoreItem } from '../model.ts'

type Parts = Pick<Explanation, 'items' | 'deeds'> & { version: { content: RuleBookContent } }

/** A clause under which something counted, with its deeds. */
export interface CountedClause {
  readonly counted: ScoreItem
  readonly item: RuleItem
  readonly deeds: readonly ExplainedDeed[]
  /** Why less counted than was done. */
  readonly cut: 'none' | 'cap' | 'full'
}

/** A part of the rule book with what the household earned in it. */
export interface CountedAspect {
  readonly aspect: Aspect
  readonly hundredths: number
  readonly clauses: readonly CountedClause[]
}

function clauseOf(counted: ScoreItem, of: Parts): CountedClause {
  const item = of.version.content.items.find((one) => one.key === counted.itemKey)!
  const ids = new Set(counted.deeds.map((deed) => deed.id))
  const deeds = of.deeds.filter((deed) => ids.has(deed.id))
  return { counted, item, deeds, cut: cutOf(counted, item) }
}

function cutOf(counted: ScoreItem, item: RuleItem): CountedClause['cut'] {
  const points = Math.abs(counted.countedHundredths)
  if (points === counted.rawHundredths) return 'none'
  return points === item.capHundredths ? 'cap' : 'full'
}

/** The parts in which something counted, in the order of the rule book. */
export function countedAspects(of: Parts): CountedAspect[] {
  const good = of.items.filter((item) => !item.negative)
  return of.version.content.aspects.flatMap((aspect) => {
    const own = good.filter((item) => item.aspectKey === aspect.key)
    if (own.length === 0) return []
    const hundredths = own.reduce((sum, item) => sum + item.countedHundredths, 0)
    return [{ aspect, hundredths, clauses: own.map((item) => clauseOf(item, of)) }]
  })
}

/** The clauses under which something was taken off. */
export function deductions(of: Parts): CountedClause[] {
  return of.items.filter((item) => item.negative && item.itemKey).map((item) => clauseOf(item, of))
}

/** Parts of the rule book in which nothing counted. */
export function emptyAspects(of: Parts): Aspect[] {
  const filled = new Set(of.items.filter((item) => !item.negative).map((item) => item.aspectKey))
  return of.version.content.aspects.filter((aspect) => !filled.has(aspect.key))
}

/** Deeds of the household in the cycle that did not count. */
export function uncounted(of: Parts): ExplainedDeed[] {
  const counted = new Set(of.items.flatMap((item) => item.deeds.map((deed) => deed.id)))
  return of.deeds.filter((deed) => !counted.has(deed.id) && deed.state !== 'withdrawn')
}

/** What is missing to the next star, if there is one. */
export function nextBand(
  content: Pick<RuleBookContent, 'bands' | 'minimumHundredths'>,
  score: { totalHundredths: number; stars: number },
): { stars: number; missing: number } | null {
  const next = content.bands.find((band) => band.stars > score.stars)
  if (!next) return null
  const from = Math.max(next.fromHundredths, content.minimumHundredths)
  return { stars: next.stars, missing: from - score.totalHundredths }
}

/** Items whose points differ between two revisions of a score. */
export function changedItems(
  before: readonly ScoreItem[],
  after: readonly ScoreItem[],
): { itemKey: string; before: number; after: number }[] {
  const sums = new Map<string, { before: number; after: number }>()
  for (const item of before) sums.set(item.itemKey, { before: item.countedHundredths, after: 0 })
  for (const item of after) {
    const sum = sums.get(item.itemKey) ?? { before: 0, after: 0 }
    sums.set(item.itemKey, { ...sum, after: item.countedHundredths })
  }
  return [...sums]
    .map(([itemKey, sum]) => ({ itemKey, ...sum }))
    .filter((one) => one.before !== one.after && one.itemKey !== '')
}
