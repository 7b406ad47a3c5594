import type { Discount, Off } from './model.ts'

/** The discount resolved last that holds on a day. */
export function discountOn<D extends Pick<Discount, 'effectiveFrom'>>(
  discounts: readonly D[],
  day: string,
): D | null {
  const begun = discounts.filter((one) => one.effectiveFrom <= day)
  return begun.reduce<D | null>(
    (last, one) => (last && last.effectiveFrom > one.effectiveFrom ? last : one),
    null,
  )
}

/** More stars, more off – as the village resolved for each number of stars; without stars nothing. */
export function offFor(discount: Discount | null, stars: number): Off {
  const percent = (stars > 0 && discount?.percents[stars - 1]) || 0
  return { stars, percent, applies: percent > 0 ? discount!.applies : null }
}
