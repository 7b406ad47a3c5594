import * as m from '#paraglide/messages.js'
import { listed, points } from '#ui/format.ts'
import type { FieldChange } from '../difference/rules.ts'
import type { RuleBookContent, Wording } from '../model.ts'
import { tableWord } from './table-words.ts'
import {
  bandWords,
  cycleWord,
  evidenceWord,
  partWord,
  personWord,
  reckoningWord,
  said,
} from './words.ts'

type Say = (value: never) => string

const yesOrNo: Say = (value: boolean) => (value ? m.compact_yes() : m.compact_no())
const amount: Say = (value: number) => points(value)

/** What each part of a rule book is called, and how its value is said. */
const fields: Readonly<Record<string, readonly [name: () => string, say: Say]>> = {
  title: [m.compact_field_title, said as Say],
  about: [m.compact_field_about, said as Say],
  description: [m.compact_field_description, said as Say],
  byAbility: [m.compact_field_by_ability, said as Say],
  basis: [m.compact_field_basis, said as Say],
  clause: [m.compact_field_clause, String],
  aspectKey: [m.compact_field_aspect, String],
  minHundredths: [m.compact_field_min, amount],
  maxHundredths: [m.compact_field_max, amount],
  stepHundredths: [m.compact_field_step, amount],
  capHundredths: [m.compact_field_cap, amount],
  minimumHundredths: [m.compact_field_minimum, amount],
  evidence: [m.compact_field_evidence, evidenceWord as Say],
  verifier: [m.compact_field_verifier, personWord as Say],
  declarers: [
    m.compact_field_declarers,
    ((people: readonly string[]) => listed(people.map(personWord))) as Say,
  ],
  negative: [m.compact_field_negative, yesOrNo],
  publishable: [m.compact_field_publishable, yesOrNo],
  donation: [m.compact_field_donation, yesOrNo],
  redeemable: [m.compact_field_redeemable, yesOrNo],
  part: [m.compact_field_part, partWord as Say],
  cycle: [m.compact_field_cycle, cycleWord as Say],
  reckoning: [m.compact_field_reckoning, reckoningWord as Say],
  bands: [m.compact_sum_bands, bandWords as (value: never) => string],
  bandsVerified: [m.compact_field_bands_verified, yesOrNo],
  table: [m.compact_table_title, tableWord as Say],
  cites: [
    m.compact_cites_field,
    (({ clause }: { clause: number }) => m.compact_vr_clause({ number: clause })) as Say,
  ],
}

/** An aspect has a most of its own, which is not that of one deed. */
export function fieldName(field: string, of: 'book' | 'aspect' | 'item'): string {
  if (of === 'aspect' && field === 'maxHundredths') return m.compact_field_aspect_max()
  const known = fields[field]
  if (!known) throw new Error(`There is no name for ${field}.`)
  return known[0]()
}

/** One reading of a change in words; an aspect is called by its name. */
function reading(field: string, value: unknown, content: RuleBookContent): string {
  if (value === null || value === undefined) return m.compact_diff_nothing()
  if (field === 'aspectKey') {
    const aspect = content.aspects.find(({ key }) => key === value)
    return aspect ? said(aspect.title) : String(value)
  }
  return fields[field]?.[1](value as never) ?? ''
}

/**
 * Both readings of a change. Where only the Chinese was rewritten, the Chinese is shown in English
 * too: it binds, and the same English twice would look like no change.
 */
export function readings(
  { field, before, after }: FieldChange,
  content: RuleBookContent,
): readonly [before: string, after: string] {
  const both = [reading(field, before, content), reading(field, after, content)] as const
  if (both[0] !== both[1]) return both
  const chinese = (value: unknown) => (value as Partial<Wording> | null)?.zh ?? ''
  return [chinese(before) || both[0], chinese(after) || both[1]]
}
