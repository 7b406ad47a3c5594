import type { Purpose, Relation, Sex } from '#people/model.ts'

/** One household as its page shows it (`people.household`). */
export interface HouseholdView {
  readonly household: {
    readonly id: string
    readonly code: string
    readonly openedOn: string
    readonly closedOn: string | null
  }
  readonly divisions: readonly {
    readonly kind: 'villagers_group' | 'grid'
    readonly name: string
    readonly divisionId: string
  }[]
  readonly members: readonly {
    readonly personId: string
    readonly name: string
    readonly sex: Sex
    readonly relation: Relation
    readonly age: number
    readonly adult: boolean
    /** Masked. */
    readonly phone: string | null
    readonly purposes: readonly Purpose[]
  }[]
  readonly former: readonly {
    readonly personId: string
    readonly name: string
    readonly since: string
    readonly until: string
    readonly closedReason: string | null
  }[]
  readonly events: readonly HouseholdEventView[]
  readonly looks: readonly LookView[]
}

export interface HouseholdEventView {
  readonly kind: 'moved_out' | 'moved_in' | 'split' | 'merged'
  readonly fromHouseholdId: string
  readonly fromCode: string | null
  readonly toHouseholdId: string
  readonly toCode: string | null
  readonly happenedOn: string
  readonly reason: string
}

export interface LookView {
  readonly at: string
  readonly personName: string
  readonly byName: string | null
  readonly post: string
  readonly purpose: string
}
