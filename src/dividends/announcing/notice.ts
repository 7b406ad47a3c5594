import type { Resolution } from '#compact/model.ts'
import type { Bilingual, LineContent, NoticeBody, NoticeDraft } from '#notices/model.ts'
import * as m from '#paraglide/messages.js'
import type { Dividend } from '../model.ts'

type Locale = 'zh-CN' | 'en'

/** A sentence in both languages, as it is frozen in the notice. */
function inBoth(write: (locale: Locale) => string): Bilingual {
  return { 'zh-CN': write('zh-CN'), en: write('en') }
}

/** Fen as yuan, as it stands on a notice and in a message: `1234.50`. */
export const yuan = (fen: number): string => (fen / 100).toFixed(2)

const columns = (): NoticeBody['columns'] => [
  {
    key: 'points',
    label: inBoth((locale) => m.dividends_column_points({}, { locale })),
    shape: 'points',
  },
  {
    key: 'amount',
    label: inBoth((locale) => m.dividends_column_amount({}, { locale })),
    shape: 'text',
  },
]

/** One household's line: its number on the board, its points and its amount. */
export const lineContent = (
  household: string,
  line: { pointsHundredths: number; amountFen: number },
): LineContent => ({
  household,
  values: { points: line.pointsHundredths, amount: yuan(line.amountFen) },
})

const both = (write: (locale: Locale) => string[]) => ({
  'zh-CN': write('zh-CN'),
  en: write('en'),
})

const points = (hundredths: number) => String(hundredths / 100)

/** The notice of a dividend: on which resolution it rests, how it was reckoned, how to object. */
export function dividendNotice(
  dividend: Dividend,
  of: { resolution: Resolution; totalHundredths: number },
): NoticeDraft {
  const { year, poolFen } = dividend
  const { heldOn, reference } = of.resolution
  const facts = { year, pool: yuan(poolFen), points: points(of.totalHundredths) }
  const paragraphs = (locale: Locale) => [
    m.dividends_notice_ground({ ...facts, day: heldOn, reference }, { locale }),
    m.dividends_notice_formula(facts, { locale }),
    m.dividends_notice_object({}, { locale }),
  ]
  return {
    kind: 'dividend',
    title: inBoth((locale) => m.dividends_notice_title({ year }, { locale })),
    body: { paragraphs: both(paragraphs), columns: columns() },
    subject: `dividend:${dividend.id}`,
  }
}

/** The notice of the lines that an upheld objection changed. */
export function correctionNotice(
  dividend: Dividend,
  of: { corrects: string; serial: string; totalHundredths: number },
): NoticeDraft {
  const { year, poolFen } = dividend
  const { corrects, serial } = of
  const facts = { year, pool: yuan(poolFen), points: points(of.totalHundredths) }
  const paragraphs = (locale: Locale) => [
    m.dividends_correction_ground({ serial }, { locale }),
    m.dividends_notice_formula(facts, { locale }),
    m.dividends_notice_object({}, { locale }),
  ]
  return {
    kind: 'dividend_correction',
    title: inBoth((locale) => m.dividends_correction_title({ year, serial }, { locale })),
    body: { paragraphs: both(paragraphs), columns: columns() },
    subject: `dividend:${dividend.id}`,
    corrects,
  }
}
