import type { Answer } from './shapes.ts'

/**
 * Values and faults of a form's fields: what was typed when the form came back, else what is kept.
 * An unticked box is not sent at all, so after a failure a missing value means “no”.
 */
export function typedBy(form: Answer | null | undefined) {
  const back = form?.values
  return {
    text: (name: string, kept: string | undefined): string =>
      back ? (back[name] ?? '') : (kept ?? ''),
    ticked: (name: string, kept: boolean): boolean => (back ? back[name] === 'on' : kept),
    fault: (name: string): string | undefined => form?.fields?.[name],
  }
}

/** Hundredths as they are typed into a field: `150` is `1.5`; nothing stays empty. */
export function inPoints(hundredths: number | null | undefined): string {
  return hundredths === null || hundredths === undefined ? '' : String(hundredths / 100)
}
