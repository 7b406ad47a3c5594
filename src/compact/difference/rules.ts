import { compareClauses } from '../clauses/rules.ts'
import type { RuleBookContent, Wording } from '../model.ts'

/** One thing that reads differently: what it is called in the content, and both readings. */
export interface FieldChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** An aspect or clause that is new, gone or different. */
export interface PartChange {
  readonly key: string
  readonly change: 'added' | 'removed' | 'changed'
  /** Null for an aspect. */
  readonly clause: string | null
  readonly title: Wording
  readonly fields: readonly FieldChange[]
}

export interface Difference {
  readonly book: readonly FieldChange[]
  readonly aspects: readonly PartChange[]
  readonly items: readonly PartChange[]
}

interface Part {
  readonly key: string
  readonly title: Wording
  readonly clause?: string
}

const bookFields = [
  ...(['title', 'about', 'cycle', 'reckoning', 'minimumHundredths'] as const),
  ...(['bands', 'bandsVerified'] as const),
]

/**
 * Whoever votes on a new version can see every word and number that differs from the one before.
 * Source: docs/governance.md requirement 4 (a rule book is versioned, and changes are told).
 */
export function differences(before: RuleBookContent, after: RuleBookContent): Difference {
  return {
    book: bookFields.flatMap((field) => fieldChange(field, before[field], after[field])),
    aspects: partChanges(before.aspects, after.aspects),
    items: partChanges(before.items, after.items).sort((a, b) =>
      compareClauses(a.clause ?? '', b.clause ?? ''),
    ),
  }
}

export function countChanges({ book, aspects, items }: Difference): number {
  return book.length + aspects.length + items.length
}

function partChanges<P extends Part>(before: readonly P[], after: readonly P[]): PartChange[] {
  const earlier = new Map(before.map((part) => [part.key, part]))
  const later = new Set(after.map((part) => part.key))
  const kept = after.flatMap((part) => partChange(earlier.get(part.key), part))
  const gone = before.filter((part) => !later.has(part.key)).map((part) => told(part, 'removed'))
  return [...kept, ...gone]
}

function partChange<P extends Part>(before: P | undefined, after: P): PartChange[] {
  if (!before) return [told(after, 'added')]
  const names = new Set([...Object.keys(after), ...Object.keys(before)])
  const fields = ([...names] as (keyof P & string)[])
    .filter((field) => field !== 'key')
    .flatMap((field) => fieldChange(field, before[field], after[field]))
  return fields.length === 0 ? [] : [{ ...told(after, 'changed'), fields }]
}

function told(part: Part, change: PartChange['change']): PartChange {
  return { key: part.key, change, clause: part.clause ?? null, title: part.title, fields: [] }
}

function fieldChange(field: string, before: unknown, after: unknown): FieldChange[] {
  return sameValue(before, after) ? [] : [{ field, before, after }]
}

/** Values of a rule book are plain: equal when all their members are, in whatever order. */
function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => key in b && sameValue(member(a, key), member(b, key)))
}

const member = (value: object, key: string) => (value as Record<string, unknown>)[key]
