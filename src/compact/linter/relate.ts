import type { Sentence } from './reading.ts'
import type { Cue, Relation } from './topic.ts'
import { deny, exclude, gate, help, payment, punish, reward } from './words.ts'

/** What is known about the item beside its words. */
export interface Leaning {
  /** The item takes points: every sentence of it punishes. */
  readonly punishes: boolean
  /** The item gives points: every sentence of it rewards. */
  readonly rewards: boolean
}

export interface Span {
  readonly start: number
  readonly end: number
}

const lexicon: Readonly<Record<Exclude<Cue, 'said'>, RegExp>> = {
  punish,
  deny,
  exclude,
  reward,
  gate,
  payment,
}

function find(pattern: RegExp, text: string): Span | null {
  for (const match of text.matchAll(pattern)) {
    return { start: match.index, end: match.index + match[0].length }
  }
  return null
}

/** Helping lifts what a reward would make suspicious, never an open punishment. */
function isHelping(sentence: Sentence, leaning: Leaning): boolean {
  if (leaning.punishes || find(punish, sentence.bare)) return false
  if (!find(help, sentence.plain)) return false
  return leaning.rewards || find(reward, sentence.plain) !== null
}

function cueSpan(cue: Cue, sentence: Sentence, leaning: Leaning): Span | 'given' | null {
  if (cue === 'said') return 'given'
  if (cue === 'punish' && leaning.punishes) return 'given'
  if (cue === 'reward' && leaning.rewards) return 'given'
  return find(lexicon[cue], sentence.bare)
}

/**
 * Where in the sentence a subject meets one of its cues; null where the sentence is innocent.
 * The span covers both, so that people see why.
 */
export function relate(relation: Relation, sentence: Sentence, leaning: Leaning): Span | null {
  const subject = find(relation.subject, sentence.bare)
  if (!subject) return null
  if (relation.unless && find(relation.unless, sentence.plain)) return null
  for (const cue of relation.cues) {
    const found = cueSpan(cue, sentence, leaning)
    if (!found) continue
    if (cue !== 'said' && cue !== 'punish' && isHelping(sentence, leaning)) continue
    if (found === 'given') return subject
    return {
      start: Math.min(subject.start, found.start),
      end: Math.max(subject.end, found.end),
    }
  }
  return null
}
