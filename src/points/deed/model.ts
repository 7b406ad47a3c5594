import type { RuleItem } from '#compact/model.ts'
import type { Inputs } from '#compact/tables/model.ts'
import type { DeedState } from '#points/model.ts'

/** A deed in a list. */
export interface DeedLine {
  readonly id: string
  readonly cycleId: string
  readonly householdId: string
  readonly personId: string | null
  readonly item: RuleItem | null
  readonly happenedOn: string
  readonly valueHundredths: number
  /** The answers its value follows from; null where the item has no table. */
  readonly inputs: Inputs | null
  readonly negative: boolean
  readonly note: string
  readonly state: DeedState
  readonly dueOn: string | null
  readonly dueProvisional: boolean
  readonly declaredAt: string
  /** `villager`, `neighbour` or the declarer's post. */
  readonly declarer: string
  readonly hearingEndsOn: string | null
  readonly statement: string | null
  readonly roundId: string | null
}

/** A step of a deed as shown: who in which post, when, why, and under which audit entry. */
export interface DeedStep {
  readonly kind: string
  readonly at: string
  readonly byName: string | null
  readonly byPost: string
  readonly onBehalfOf: string | null
  readonly valueHundredths: number
  readonly reason: string | null
  /** The answers given with it. */
  readonly inputs: Inputs | null
  readonly envelopeId: string
  /** Its number in the village's record. */
  readonly sequence: number | null
}

/** A photo or a voice note beside a deed. */
export interface EvidenceFile {
  readonly id: string
  readonly mediaType: string
  readonly width: number | null
  readonly height: number | null
}

/** One deed with all that the reader may know of it. */
export interface DeedView extends DeedLine {
  readonly householdCode: string
  /** It is about the reader's own household. */
  readonly own: boolean
  /** The reader declared it, and may put it right when it comes back. */
  readonly declared: boolean
  /** The reader sees it by a post. */
  readonly official: boolean
  readonly cycleOpen: boolean
  /** The rule book's version under which it counts. */
  readonly ruleVersionId: string
  readonly personName: string | null
  readonly files: readonly EvidenceFile[]
  readonly steps: readonly DeedStep[]
  /** Approved points of this item that the household has in this cycle. */
  readonly alreadyHundredths: number
  readonly hearingOpen: boolean
  /** What the reader may do now. */
  readonly may: {
    readonly amend: boolean
    readonly withdraw: boolean
    readonly state: boolean
    readonly object: boolean
  }
  /** Grown-ups whose record an officer has looked at here; they are told so. */
  readonly lookedAt: readonly string[]
}
