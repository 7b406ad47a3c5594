import type { Helped } from '#people/assistance/model.ts'
import type { Consent } from '#people/consent/model.ts'
import type { Purpose, Relation } from '#people/model.ts'
import type { PersonView } from './person-view.ts'

export interface ChoiceView {
  readonly purpose: Purpose
  /** ISO instant since when; null: not agreed. */
  readonly since: string | null
}

/** One's own record as one's page shows it (`people.my_record`). */
export interface MyRecordView extends Pick<PersonView, 'person' | 'household'> {
  readonly groupName: string | null
  readonly gridName: string | null
  readonly members: readonly { readonly name: string; readonly relation: Relation }[]
  readonly choices: readonly ChoiceView[]
  readonly consents: readonly Consent[]
  readonly helped: readonly Helped[]
  readonly posts: readonly { readonly post: string }[]
  /** Somebody else writes in this person's name now. */
  readonly helperWrites: boolean
}

export type LooksView = readonly {
  readonly id: string
  readonly at: string
  readonly name: string | null
  readonly post: string
  readonly purpose: string
}[]
