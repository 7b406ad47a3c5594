import type { ContentFinding, Wording } from '../model.ts'
import type { Version } from '../queries.ts'

/** What an action gave back when it refused: the sentence, the fields, and what was typed. */
export interface Answer {
  readonly fault?: {
    readonly message: string
    readonly faults: { name: string; message: string }[]
  }
  readonly fields?: Readonly<Record<string, string>>
  readonly values?: Readonly<Record<string, string>>
}

/** A version as lists show it. */
export interface VersionLine extends Omit<Version, 'content'> {
  readonly title: Wording
  readonly itemCount: number
  readonly aspectCount: number
}

/** A draft on the desk of somebody who may change it. */
export interface DraftOnDesk extends Version {
  readonly findings: readonly ContentFinding[]
}
