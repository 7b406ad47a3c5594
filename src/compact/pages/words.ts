import type { Refusal } from '#kernel/result.ts'
import * as messages from '#paraglide/messages.js'
import { getLocale } from '#paraglide/runtime.js'
import { listed, points, pointsNumber, starsWord } from '#ui/format.ts'
import type { Tone } from '#ui/shapes.ts'
import type { VersionState } from '../adoption/rules.ts'
import type { Aspect, Cycle, RuleBookContent, RuleItem, Share, Wording } from '../model.ts'

type Message = (inputs?: Record<string, unknown>) => string
const all = messages as unknown as Record<string, Message | undefined>

/** A sentence that must exist; a missing one is a fault, not an empty line. */
function must(key: string, inputs?: Record<string, unknown>): string {
  const message = all[key]
  if (!message) throw new Error(`There is no message ${key}.`)
  return message(inputs)
}

/** In the reader's language; Chinese where nobody wrote English, because the Chinese binds. */
export function said(wording: Wording): string {
  return (getLocale() === 'en' && wording.en) || wording.zh
}

export const stateWord = (state: VersionState): string => must(`compact_state_${state}`)
export const evidenceWord = (evidence: string): string => must(`compact_evidence_${evidence}`)
export const personWord = (person: string): string => must(`compact_person_${person}`)
export const bodyWord = (body: string): string => must(`compact_body_${body}`)
export const partWord = (part: string): string => must(`compact_part_${part}`)
export const cycleWord = (cycle: string): string => must(`compact_cycle_${cycle}`)
export const reckoningWord = (reckoning: string): string => must(`compact_reckoning_${reckoning}`)
/** The sentence of something that stands in the way, before anybody was refused. */
export const refusalWord = ({ code, details }: Refusal): string =>
  must(`refusal_${code.replaceAll('.', '_')}`, details)
export const lintWord = (key: string): string => must(key)
export const shareWord = (share: Share): string => must(`settings_share_${share.replace('/', '_')}`)

/** The tone in which a state is marked. */
export const stateTone: Readonly<Record<VersionState, Tone>> = {
  draft: 'waiting',
  in_force: 'done',
  to_come: 'accent',
  past: 'neutral',
}

/** What one deed brings or takes, and the most in one cycle: two or three plain sentences. */
export function valueSentence(item: RuleItem, cycle: Cycle): string {
  const { minHundredths: least, maxHundredths: most, stepHundredths, capHundredths } = item
  const kind = item.negative ? 'loss' : 'gain'
  const sentences = [
    least === most
      ? must(`compact_${kind}_fixed`, { points: points(most) })
      : must(`compact_${kind}_range`, { least: pointsNumber(least), most: points(most) }),
    stepHundredths === null ? '' : must('compact_step', { points: points(stepHundredths) }),
    capHundredths === null
      ? ''
      : must(`compact_cap_${kind}_${cycle}`, { points: points(capHundredths) }),
  ]
  return sentences.filter(Boolean).join(getLocale() === 'en' ? ' ' : '')
}

/** `1–2 分`, for the margin of a clause. */
export function valueShort(item: RuleItem): string {
  const { minHundredths: least, maxHundredths: most } = item
  const sign = item.negative ? '−' : '+'
  const range = least === most ? '' : `${pointsNumber(least)}–`
  return `${sign}${range}${points(most)}`
}

/** All aspects of a kind together: 10 个方面，最多 100 分. */
export function partSum(aspects: readonly Aspect[], part: Aspect['part']): string {
  const own = aspects.filter((aspect) => aspect.part === part)
  const sum = own.reduce((total, aspect) => total + aspect.maxHundredths, 0)
  return messages.compact_sum_part({ count: own.length, points: points(sum) })
}

/** Where each number of stars begins, in one line. */
export function bandWords(bands: RuleBookContent['bands']): string {
  if (bands.length === 0) return messages.compact_bands_none()
  return listed(
    bands.map(({ stars, fromHundredths }) =>
      messages.compact_band({ stars: starsWord(stars), points: points(fromHundredths) }),
    ),
  )
}
