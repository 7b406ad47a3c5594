import { getContext, hasContext, setContext } from 'svelte'

const key = Symbol('form')

/**
 * Two forms of a page may ask for a name alike: the fields of each carry the form's own word in
 * their ids, so that a label leads to the field beside it and not to the first of that name.
 */
export function enterForm(word: string | undefined): void {
  setContext(key, word ? `field-${word}-` : 'field-')
}

/** Whether there is a form around this, whose fields can be led to. */
export function isInForm(): boolean {
  return hasContext(key)
}

/** What the id of a field begins with, in the form around it. */
export function fieldPrefix(): string {
  return getContext<string | undefined>(key) ?? 'field-'
}
