import type { Resolution } from '#compact/model.ts'
import { bodyWord } from '#compact/pages/words.ts'
import * as m from '#paraglide/messages.js'
import { day, pointsNumber } from '#ui/format.ts'
import type { Tone } from '#ui/shapes.ts'
import type { DividendState, MoneySource } from '../model.ts'
import type { PayState } from '../paying/model.ts'
import { exactYuan, type Part, roundedTo } from '../rules.ts'

/** What an action gave back when it refused: the sentence, the fields, and what was typed. */
export interface Answer {
  readonly fault?: {
    readonly message: string
    readonly faults: { name: string; message: string }[]
  }
  readonly fields?: Readonly<Record<string, string>>
  readonly values?: Readonly<Record<string, string>>
}

export const sourceWord = (source: MoneySource): string =>
  ({
    collective_income: m.dividends_source_collective_income,
    township_grant: m.dividends_source_township_grant,
    donation: m.dividends_source_donation,
    other: m.dividends_source_other,
  })[source]()

export const stateWord = (state: DividendState): string =>
  ({
    planned: m.dividends_state_planned,
    replaced: m.dividends_state_replaced,
    announced: m.dividends_state_announced,
    final: m.dividends_state_final,
  })[state]()

export const stateTone = (state: DividendState): Tone =>
  (({ planned: 'neutral', replaced: 'neutral', announced: 'waiting', final: 'done' }) as const)[
    state
  ]

export const payWord = (state: PayState): string =>
  ({
    due: m.dividends_pay_due,
    sent: m.dividends_pay_sent,
    paid: m.dividends_pay_paid,
    returned: m.dividends_pay_returned,
  })[state]()

export const payTone = (state: PayState): Tone =>
  (({ due: 'neutral', sent: 'waiting', paid: 'done', returned: 'error' }) as const)[state]

/** "Villagers' assembly, 9 August, 2026-8: 18 of 20 present agreed". */
export function minutesWord(resolution: Resolution): string {
  const { body, heldOn, reference, agreed, present, entitled } = resolution
  const held = { body: bodyWord(body), day: day(heldOn), reference }
  return m.dividends_minutes({ ...held, agreed, present, entitled })
}

/** Yuan for reading, from fen: `3,194.86`. */
const reading = (fen: number, decimals: number) =>
  (fen / 100).toFixed(decimals).replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** "10 points ÷ 15 points × 100.00 yuan = 66.666666 yuan". */
export function formulaWord(part: Part): string {
  return m.dividends_formula({
    points: pointsNumber(part.pointsHundredths),
    all: pointsNumber(part.totalHundredths),
    pool: reading(part.poolFen, 2),
    exact: exactYuan(part),
  })
}

/** The same part rounded to the fen and to the whole yuan, as people print it. */
export function roundings(part: Part): { fen: string; yuan: string } {
  return { fen: reading(roundedTo(1, part), 2), yuan: reading(roundedTo(100, part), 0) }
}
