import type { Aspect, RuleBookContent, RuleItem } from '#compact/model.ts'
import type { CountedDeed, Score, ScoreItem } from './model.ts'

/**
 * A household's score is what its approved deeds bring: item by item up to the item's cap, aspect
 * by aspect up to the aspect's maximum, less its approved deductions, never below nothing. Where
 * the rule book says so, it is divided by the adults who take part, rounded down.
 * Source: the rule book the village adopted; docs/governance.md 1.2.
 */
export function scoreOf(
  content: RuleBookContent,
  deeds: readonly CountedDeed[],
  participants: number,
): Score {
  const sums = sumByItem(deeds)
  const items = content.aspects.flatMap((aspect) => aspectItems(content, aspect, sums))
  const sum = items.reduce((total, item) => total + item.countedHundredths, 0)
  const share = content.reckoning === 'per_participant' ? Math.max(participants, 1) : 1
  const totalHundredths = Math.floor(Math.max(sum, 0) / share)
  return { totalHundredths, stars: starsFor(content, totalHundredths), items }
}

/** Stars follow the bands of the rule book; below its minimum there is none. */
export function starsFor(
  content: Pick<RuleBookContent, 'bands' | 'minimumHundredths'>,
  totalHundredths: number,
): number {
  if (totalHundredths < content.minimumHundredths) return 0
  const reached = content.bands.filter((band) => totalHundredths >= band.fromHundredths)
  return Math.max(0, ...reached.map((band) => band.stars))
}

interface ItemSum {
  deeds: { id: string; valueHundredths: number }[]
  hundredths: number
}

function sumByItem(deeds: readonly CountedDeed[]): Map<string, ItemSum> {
  const sums = new Map<string, ItemSum>()
  for (const deed of deeds) {
    const sum = sums.get(deed.itemKey) ?? { deeds: [], hundredths: 0 }
    sum.deeds.push({ id: deed.id, valueHundredths: deed.valueHundredths })
    sum.hundredths += deed.valueHundredths
    sums.set(deed.itemKey, sum)
  }
  for (const sum of sums.values()) sum.deeds.sort((a, b) => (a.id < b.id ? -1 : 1))
  return sums
}

/** The items of one aspect that have deeds, capped one after the other in the order of the book. */
function aspectItems(
  content: RuleBookContent,
  aspect: Aspect,
  sums: ReadonlyMap<string, ItemSum>,
): ScoreItem[] {
  let room = aspect.maxHundredths
  const lines: ScoreItem[] = []
  for (const item of content.items.filter((i) => i.aspectKey === aspect.key)) {
    const sum = sums.get(item.key)
    if (!sum) continue
    const capped = Math.min(sum.hundredths, item.capHundredths ?? sum.hundredths)
    const counted = item.negative ? -capped : Math.min(capped, room)
    if (!item.negative) room -= counted
    lines.push(lineOf(item, sum, counted))
  }
  return lines
}

function lineOf(item: RuleItem, sum: ItemSum, counted: number): ScoreItem {
  return {
    itemKey: item.key,
    aspectKey: item.aspectKey,
    clause: item.clause,
    negative: item.negative,
    deeds: sum.deeds,
    rawHundredths: sum.hundredths,
    countedHundredths: counted,
  }
}
