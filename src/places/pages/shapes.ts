import type { ComponentProps } from 'svelte'
import type Form from '#ui/Form.svelte'

/** What an action gave back: why not, where in the form, and all that was typed. */
export interface Answer {
  readonly fault?: ComponentProps<typeof Form>['fault']
  readonly fields?: Readonly<Record<string, string>>
  readonly values?: Readonly<Record<string, string>>
  /** Which of the page's forms was sent. */
  readonly sent?: string
}

/** The name, value and fault of one field of the form that was sent. */
export function fieldOf(form: Answer | null | undefined, name: string) {
  return { name, value: form?.values?.[name], error: form?.fields?.[name] }
}
