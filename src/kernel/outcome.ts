import type { z } from 'zod'
import type { Refusal } from './result.ts'

/** What was sent does not have the shape that is needed; nothing was written. */
export interface Invalid {
  readonly ok: false
  readonly code: 'kernel.invalid_input'
  readonly details: Readonly<Record<string, string>>
  readonly issues: readonly { path: string; message: string; code: string }[]
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
  const issues = error.issues.map((issue) => ({
    path: issue.path.join('.'),
    message: issue.message,
    code: issue.code,
  }))
  const details = { field: issues[0]?.path ?? '', reason: issues[0]?.message ?? '' }
  return { ok: false, code: 'kernel.invalid_input', details, issues }
}
