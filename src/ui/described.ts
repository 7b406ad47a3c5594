/** Ids of the hint and the error of a control, for `aria-describedby`. */
export function describedBy(
  id: string,
  hint?: string | undefined,
  error?: string | undefined,
): string | undefined {
  const ids = [hint ? `${id}-hint` : '', error ? `${id}-error` : '']
  return ids.filter(Boolean).join(' ') || undefined
}
