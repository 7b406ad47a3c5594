import type { FieldFault } from '#ui/shapes.ts'

/** What a form that was refused brings back. */
export interface Answer {
  readonly code?: string | undefined
  readonly fault?: { message: string; faults: FieldFault[] } | undefined
  readonly fields?: Readonly<Record<string, string>> | undefined
  readonly values?: Readonly<Record<string, string>> | undefined
}

/** A page of signing in keeps where somebody was going: `/sign-in/card?next=/notices`. */
export function keeping(path: string, next: string): string {
  return next === '/' ? path : `${path}?${new URLSearchParams({ next })}`
}

/** The same for a named action: `?/enter&next=/notices`. */
export function actKeeping(action: string, next: string): string {
  return next === '/' ? `?/${action}` : `?/${action}&${new URLSearchParams({ next })}`
}
