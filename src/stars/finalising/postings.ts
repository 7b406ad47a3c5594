import type { TransferOrder } from '#journal/model.ts'
import type { ScoreItem } from '../model.ts'

export interface FinalScore {
  readonly scoreId: string
  readonly householdId: string
  readonly totalHundredths: number
  readonly items: readonly ScoreItem[]
}

/**
 * A final score is posted item by item, each line citing the rule version and clause it rests on,
 * and the lines add up to exactly the score. Where a deduction would go below nothing it is cut;
 * where the sum was divided, every line is divided and the rest goes to the first ones.
 */
export function postingsOf(score: FinalScore, ruleVersionId: string): TransferOrder[] {
  const lines = share(score)
  return lines
    .filter((line) => line.amount !== 0)
    .map(({ item, amount }) => ({
      debit: amount > 0 ? issued : rating(score),
      credit: amount > 0 ? rating(score) : issued,
      amount: Math.abs(amount),
      commodity: 'POINT',
      subject: `score:${score.scoreId}`,
      clause: `${ruleVersionId}/${item.clause}/${item.itemKey}`,
    }))
}

const issued = { kind: 'points_issued', ownerId: null } as const
const rating = (score: FinalScore) =>
  ({ kind: 'household_rating', ownerId: score.householdId }) as const

interface Line {
  item: ScoreItem
  amount: number
}

/** Signed lines that add up to the total. */
function share(score: FinalScore): Line[] {
  const sum = score.items.reduce((all, item) => all + item.countedHundredths, 0)
  const total = score.totalHundredths
  if (sum <= 0) return cancelled(score.items)
  const lines = score.items.map((item) => ({
    item,
    amount: Math.floor((item.countedHundredths * total) / sum),
  }))
  const rest = total - lines.reduce((all, line) => all + line.amount, 0)
  for (const line of lines.slice(0, rest)) line.amount += 1
  return lines
}

/** A score of nothing: what was earned, and deductions for just as much. */
function cancelled(items: readonly ScoreItem[]): Line[] {
  let room = items.reduce((all, item) => all + Math.max(item.countedHundredths, 0), 0)
  return items.map((item) => {
    if (item.countedHundredths > 0) return { item, amount: item.countedHundredths }
    const taken = Math.min(-item.countedHundredths, room)
    room -= taken
    return { item, amount: -taken }
  })
}
