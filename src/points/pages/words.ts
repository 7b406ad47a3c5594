import type { RuleItem } from '#compact/model.ts'
import * as m from '#paraglide/messages.js'
import type { Locale } from '#paraglide/runtime.js'
import { points } from '#ui/format.ts'
import type { Link, Option, Tone } from '#ui/shapes.ts'
import type { DeedLine } from '../deed/model.ts'
import type { DeedState } from '../model.ts'
import { valueChoices } from '../rules.ts'

/** What an action gave back: where the form is wrong, and all that was typed. */
export interface FormBack {
  readonly code?: string
  readonly fault?: {
    readonly message: string
    readonly faults?: { name: string; message: string }[]
  }
  readonly fields?: Readonly<Record<string, string>>
  readonly values?: Readonly<Record<string, string>>
}

/** The words in the reader's language; a village may have left the English empty. */
export function inWords(words: { zh: string; en: string }, locale: Locale): string {
  return locale === 'en' ? words.en || words.zh : words.zh
}

/** What a deed is about. */
export function titleOf(line: Pick<DeedLine, 'item'>, locale: Locale): string {
  return line.item ? inWords(line.item.title, locale) : m.points_item_gone()
}

const stateWords: Readonly<Record<DeedState, () => string>> = {
  declared: m.points_state_declared,
  returned: m.points_state_returned,
  withdrawn: m.points_state_withdrawn,
  hearing: m.points_state_hearing,
  verified: m.points_state_verified,
  reviewed: m.points_state_reviewed,
  refused: m.points_state_refused,
  approved: m.points_state_approved,
  void: m.points_state_void,
}

const stateTones: Readonly<Record<DeedState, Tone>> = {
  ...{ declared: 'neutral', returned: 'waiting', withdrawn: 'neutral', hearing: 'waiting' },
  ...{
    verified: 'neutral',
    reviewed: 'neutral',
    refused: 'error',
    approved: 'done',
    void: 'error',
  },
}

/** Where a deed stands. A deduction that was not upheld is good news. */
export function stateOf(line: Pick<DeedLine, 'state' | 'negative'>): { word: string; tone: Tone } {
  if (line.negative && line.state === 'refused') {
    return { word: m.points_state_cleared(), tone: 'done' }
  }
  if (line.negative && line.state === 'approved') {
    return { word: m.points_state_deducted(), tone: 'error' }
  }
  return { word: stateWords[line.state](), tone: stateTones[line.state] }
}

/** What brings no points, and takes none. */
export function isLost(line: Pick<DeedLine, 'state'>): boolean {
  return ['refused', 'withdrawn', 'void'].includes(line.state)
}

/** `+2 分` for a deed, `−2 分` for a deduction. */
export function signedValue(line: Pick<DeedLine, 'valueHundredths' | 'negative'>): string {
  const hundredths = line.negative ? -line.valueHundredths : line.valueHundredths
  return points(hundredths, { signed: true })
}

/** Who entered it: the household itself, a neighbour, or by a post. */
export function declarerWord(declarer: string): string {
  if (declarer === 'villager') return m.points_by_household()
  if (declarer === 'neighbour') return m.points_by_neighbour()
  return m.points_by_post({ post: midSentence(postWord(declarer)) })
}

/** Who has to add to what was sent back, when it is not the household itself. */
export function answererWord(declarer: string): string {
  if (declarer === 'neighbour') return m.points_returned_by_neighbour()
  return m.points_returned_by_post({ post: midSentence(postWord(declarer)) })
}

/** English writes a post small within a sentence. */
export function midSentence(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1)
}

/** The title of a post in the reader's language. */
export function postWord(post: string): string {
  if (post === 'neighbour') return m.points_neighbour()
  const words = m as unknown as Record<string, (() => string) | undefined>
  return words[`organisations_post_${post}`]?.() ?? post
}

/** What one deed of an item brings, and the most in one period. */
export function worthOf(item: RuleItem): string {
  const { minHundredths: least, maxHundredths: most, capHundredths } = item
  const range = { from: points(least), to: points(most) }
  const each = least === most ? m.points_each({ value: points(most) }) : m.points_range(range)
  return capHundredths === null ? each : m.points_worth({ each, cap: points(capHundredths) })
}

/** What a household has of an item in this period: what counts, and what still waits. */
export interface SoFar {
  readonly approved: number
  readonly waiting: number
}

/** `您家已有 2 分，另有 1 分等核实、评议`; empty where there is nothing. */
export function hasWord({ approved, waiting }: SoFar): string {
  const facts = { already: points(approved), waiting: points(waiting) }
  if (waiting === 0) return approved === 0 ? '' : m.points_has(facts)
  return approved === 0 ? m.points_has_waiting_only(facts) : m.points_has_waiting(facts)
}

/** What an item brings, with what the household already has. */
export function soFarOf(item: RuleItem, has: SoFar): string {
  const said = hasWord(has)
  return said ? m.points_worth_so_far({ worth: worthOf(item), has: said }) : worthOf(item)
}

/** What must lie beside a deed of this item. */
export function evidenceWord(item: Pick<RuleItem, 'evidence'>): string {
  const words = {
    none: m.points_evidence_none,
    photo: m.points_evidence_photo,
    record: m.points_evidence_record,
    witness: m.points_evidence_witness,
  }
  return words[item.evidence]()
}

/** The values one may choose for an item; empty when there is only one, or when a table decides. */
export function valueOptions(item: RuleItem): Option[] {
  if (item.table) return []
  const choices = valueChoices(item)
  if (choices.length < 2) return []
  return choices.map((value) => ({ value: String(value), label: points(value) }))
}

/** What a verifier can go by. */
export function groundOptions(attached: boolean): Option[] {
  const all = [
    { value: 'attached', label: m.points_ground_attached() },
    { value: 'seen_on_site', label: m.points_ground_seen_on_site() },
    { value: 'witness', label: m.points_ground_witness() },
    { value: 'record', label: m.points_ground_record() },
  ]
  return attached ? all : all.slice(1)
}

/** Where the bytes of a photo or voice note are served. */
export function fileHref(id: string, at: { tenantCode: string; small?: boolean }): string {
  return `/files/${id}?at=${at.tenantCode}${at.small ? '&size=small' : ''}`
}

/** A form's action that keeps what the page shows now. */
export function actionAt(url: URL, name: string): string {
  const kept = new URLSearchParams(url.search)
  for (const key of [...kept.keys()]) if (key.startsWith('/')) kept.delete(key)
  const query = kept.toString()
  return query ? `?${query}&/${name}` : `?/${name}`
}

/** Where a refusal can be looked into or put right. */
export function nextStepOf(form: FormBack | null | undefined): Link | undefined {
  switch (form?.code) {
    case 'points.duplicate':
    case 'points.cap_reached':
      return { href: '/deeds', label: m.points_to_deeds() }
    case 'points.person_not_taking_part':
    case 'points.not_taking_part':
      return { href: '/me', label: m.points_to_my_data() }
    default:
      return undefined
  }
}

/** What was typed and what is wrong with it, field by field. */
export function readForm(form: FormBack | null | undefined) {
  return {
    value: (name: string, otherwise?: string) => form?.values?.[name] ?? otherwise,
    error: (name: string) => form?.fields?.[name],
  }
}
