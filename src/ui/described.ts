/** Ids of the hint and the error of a control, for `aria-describedby`. */
export function describedBy(
  name: string,
  hint?: string | undefined,
  error?: string | undefined,
): string | undefined {
  const ids = [hint ? `field-${name}-hint` : '', error ? `field-${name}-error` : '']
  return ids.filter(Boolean).join(' ') || undefined
}
