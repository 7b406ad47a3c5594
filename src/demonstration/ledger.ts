import type { Fate } from './deed-plan.ts'
import type { House, Villager } from './population.ts'

/** A deed on its way, as the story keeps it in mind; the truth is in the database. */
export interface DeedInPlay {
  readonly id: string
  readonly house: House
  readonly itemKey: string
  readonly valueHundredths: number
  readonly negative: boolean
  readonly by: Villager
  /** Everybody who has had a hand in it. */
  readonly hands: Set<Villager>
  fate: Fate
  state:
    | 'declared'
    | 'returned'
    | 'hearing'
    | 'verified'
    | 'reviewed'
    | 'refused'
    | 'approved'
    | 'withdrawn'
}

export type Ledger = DeedInPlay[]

export function inState(ledger: Ledger, state: DeedInPlay['state']): DeedInPlay[] {
  return ledger.filter((deed) => deed.state === state)
}

/** Lists of at most so many. */
export function inChunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) =>
    list.slice(at * size, (at + 1) * size),
  )
}
