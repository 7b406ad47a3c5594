import * as m from '#paraglide/messages.js'
import { cycleName } from '#stars/cycle-name.ts'
import { instant } from '#ui/format.ts'
import type { Option, Term, Tone } from '#ui/shapes.ts'
import type { Finding, PublicSampling } from '../sampling/model.ts'
import type { SamplingView } from '../sampling/queries.ts'

const words: Readonly<Record<Finding, { word: () => string; tone: Tone }>> = {
  holds: { word: m.oversight_finding_holds, tone: 'done' },
  unconfirmed: { word: m.oversight_finding_unconfirmed, tone: 'waiting' },
  wrong: { word: m.oversight_finding_wrong, tone: 'error' },
}

export function findingWord(finding: Finding): { word: string; tone: Tone } {
  const { word, tone } = words[finding]
  return { word: word(), tone }
}

export function findingOptions(): Option[] {
  return (['holds', 'unconfirmed', 'wrong'] as const).map((value) => {
    return { value, label: words[value].word() }
  })
}

type Stage = Pick<SamplingView, 'drawnAt' | 'publishedAt'>

/** How far a draw has come. */
export function stageWord({ drawnAt, publishedAt }: Stage): { word: string; tone: Tone } {
  if (publishedAt) return { word: m.oversight_sampling_state_published(), tone: 'done' }
  if (drawnAt) return { word: m.oversight_sampling_state_drawn(), tone: 'waiting' }
  return { word: m.oversight_sampling_state_committed(), tone: 'neutral' }
}

/** A draw as a list names it. */
export function samplingName(sampling: Pick<SamplingView, 'cycle' | 'wanted'>): string {
  const cycle = sampling.cycle ? cycleName(sampling.cycle) : ''
  const name = m.oversight_sampling_row({ cycle, wanted: sampling.wanted })
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** What holds the draw fast, from the commitment to the seed. */
export function factsOf(sampling: SamplingView | PublicSampling, today: string): Term[] {
  const { commitment, committedAt, drawnAt, listCount, listHash, seed } = sampling
  const later = m.oversight_fact_later()
  const facts: Term[] = [
    { term: m.oversight_fact_commitment(), value: commitment },
    { term: m.oversight_fact_committed(), value: instant(committedAt, { today }) },
  ]
  if ('entry' in sampling && sampling.entry !== null) {
    facts.push({ term: m.oversight_fact_entry(), value: String(sampling.entry) })
  }
  facts.push({
    term: m.oversight_fact_drawn(),
    value: drawnAt ? instant(drawnAt, { today }) : later,
  })
  if (listHash) {
    const count = listCount ?? 0
    facts.push({ term: m.oversight_fact_list(), value: m.oversight_fact_list_value({ count }) })
    facts.push({ term: m.oversight_fact_list_hash(), value: listHash })
  }
  facts.push({ term: m.oversight_fact_seed(), value: seed ?? later })
  if ('holds' in sampling && sampling.publishedAt) {
    const { holds, unconfirmed, wrong } = sampling
    const value = m.oversight_fact_found_value({ holds, unconfirmed, wrong })
    facts.push({ term: m.oversight_fact_found(), value })
  }
  return facts
}
