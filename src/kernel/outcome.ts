import type { z } from 'zod'
import type { Refusal } from './result.ts'

/** What is wrong with one field, in terms that a sentence in any language can be made of. */
export interface Issue {
  readonly path: string
  /** Zod's own English words, for programs. */
  readonly message: string
  readonly kind: 'missing' | 'too_small' | 'too_big' | 'format' | 'choice' | 'other'
  /** What the limit is counted in: characters of a `string`, entries of an `array`, a `number`. */
  readonly counts: string
  readonly limit: number | null
}

/** What was sent does not have the shape that is needed; nothing was written. */
export interface Invalid {
  readonly ok: false
  readonly code: 'kernel.invalid_input'
  readonly details: Readonly<Record<string, string>>
  readonly issues: readonly Issue[]
}

export interface Done<V> {
  readonly ok: true
  readonly value: V
  /** Position in the tenant's audit sequence. */
  readonly sequence: number
  /** Whether this envelope had been carried out before. */
  readonly replayed: boolean
}

export type Outcome<V> = Done<V> | Invalid | Refusal

/** Turns Zod's findings into field paths and reasons. */
export function invalid(error: z.ZodError): Invalid {
  const issues = error.issues.map(issueOf)
  const details = { field: issues[0]?.path ?? '', reason: issues[0]?.message ?? '' }
  return { ok: false, code: 'kernel.invalid_input', details, issues }
}

function issueOf(issue: z.core.$ZodIssue): Issue {
  const facts = { path: issue.path.join('.'), message: issue.message, counts: 'other', limit: null }
  switch (issue.code) {
    case 'too_small':
      return { ...facts, kind: 'too_small', counts: issue.origin, limit: Number(issue.minimum) }
    case 'too_big':
      return { ...facts, kind: 'too_big', counts: issue.origin, limit: Number(issue.maximum) }
    case 'invalid_format':
      return { ...facts, kind: 'format' }
    case 'invalid_value':
      return { ...facts, kind: 'choice' }
    case 'invalid_type':
      return { ...facts, kind: /received undefined$/.test(issue.message) ? 'missing' : 'format' }
    default:
      return { ...facts, kind: 'other' }
  }
}
