import type { LintTopic, Severity } from '../model.ts'
import type { LawKey } from './law.ts'

/** What must stand in the same sentence as a subject before the sentence says something bad. */
export type Cue = 'said' | 'punish' | 'deny' | 'exclude' | 'reward' | 'gate' | 'payment'

/** Subject and cue in one sentence; `unless` names words that make the sentence innocent. */
export interface Relation {
  readonly subject: RegExp
  readonly cues: readonly Cue[]
  readonly unless?: RegExp
}

/** One row of the table: what is protected, by which law, and in which relations it is harmed. */
export interface TopicRule {
  readonly code: LintTopic
  readonly severity: Severity
  readonly laws: readonly LawKey[]
  readonly relations: readonly Relation[]
}

/** Helps the tables read as tables. */
export function when(subject: RegExp, ...cues: readonly Cue[]): Relation {
  return { subject, cues }
}
export function unless(relation: Relation, innocent: RegExp): Relation {
  return { ...relation, unless: innocent }
}
