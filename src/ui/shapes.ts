import type { IconName } from './icon/paths.ts'

export type { IconName }

/** A place one can go to, with how many things wait there. */
export interface NavItem {
  href: string
  label: string
  icon?: IconName
  count?: number | undefined
  urgent?: boolean
  current?: boolean
}

export interface NavGroup {
  heading?: string
  items: NavItem[]
}

export interface Link {
  href: string
  label: string
}

export interface Option {
  value: string
  label: string
  hint?: string
  disabled?: boolean
}

/** One step of a process: what happened, who, when, what comes next and by which date. */
export interface Step {
  state: 'done' | 'now' | 'next' | 'held' | 'failed'
  title: string
  who?: string | undefined
  /** An ISO instant or a plain date. */
  at?: string | undefined
  due?: DueDate | undefined
  note?: string | undefined
  href?: string | undefined
  /** Where it is written down. */
  record?: Link | undefined
}

export interface DueDate {
  date: string
  workingDays?: number | undefined
  /** The year's calendar of working days is not published yet. */
  provisional?: boolean | undefined
}

export interface Column<R> {
  key: string
  label: string
  sort?: boolean
  align?: 'start' | 'end' | 'center'
  /** The heading of the card that a row becomes on a phone. */
  primary?: boolean
  quiet?: boolean
  /** Dates, codes and short words that look broken when they wrap. */
  nowrap?: boolean
  text?: (row: R) => string | number | null
  /** What an exported sheet says instead: dates to the day, and numbers to add up. */
  exact?: (row: R) => string | number | null
}

export interface Filter {
  name: string
  label: string
  options: Option[]
}

export interface Term {
  term: string
  value: string
  href?: string | undefined
  quiet?: string | undefined
}

/** What is wrong with one field, in a sentence. */
export interface FieldFault {
  name: string
  label?: string
  message: string
}

/** What Y and N do in a list worked by keyboard. */
export interface KeyWords {
  yes: string
  no: string
}

/** A tick box in each row, belonging to a form; some may be ticked already. */
export interface RowSelect {
  name: string
  form: string
  ticked?: readonly string[] | undefined
}

export interface Empty {
  title: string
  text: string
  action?: Link | undefined
}

export type Tone = 'waiting' | 'done' | 'error' | 'neutral' | 'accent'
export type Size = 's' | 'm' | 'l'
