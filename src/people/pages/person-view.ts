import type { Consent } from '#people/consent/model.ts'
import type { KinshipKind } from '#people/kinship/model.ts'
import type { Person, Relation } from '#people/model.ts'

/** One person as the office's page shows them (`people.person`). */
export interface PersonView {
  readonly person: Person & {
    readonly adult: boolean
    /** Masked. */
    readonly idNumber: string | null
    readonly phone: string | null
  }
  readonly household: {
    readonly id: string
    readonly code: string
    readonly relation: Relation
  } | null
  readonly groupName: string | null
  readonly gridName: string | null
  readonly consents: readonly Consent[]
  readonly kin: readonly {
    readonly id: string
    readonly name: string
    readonly relation: KinshipKind
    readonly householdCode: string | null
  }[]
  readonly guardian: { readonly name: string } | null
}
