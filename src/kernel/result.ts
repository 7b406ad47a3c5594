/** Facts that explain a refusal. Flat, so that a sentence in any language can use them. */
export type Details = Readonly<Record<string, string | number | boolean | null>>

export type Ok<T> = { readonly ok: true; readonly value: T }

/** An expected "no": a named reason with the facts that explain it. Never thrown. */
export type Refusal<C extends string = string> = {
  readonly ok: false
  readonly code: C
  readonly details: Details
}

export type Result<T, C extends string = string> = Ok<T> | Refusal<C>

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value }
}

export function refuse<C extends string>(code: C, details: Details = {}): Refusal<C> {
  return { ok: false, code, details }
}
