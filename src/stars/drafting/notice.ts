import { versionById } from '#compact/queries.ts'
import type { Bilingual, NoticeBody, NoticeDraft } from '#notices/model.ts'
import * as m from '#paraglide/messages.js'
import type { Cycle } from '#points/queries.ts'
import { cycleName } from '../cycle-name.ts'
import type { StarsContext } from '../model.ts'

type Locale = 'zh-CN' | 'en'

/** A sentence in both languages, as it is frozen in the notice. */
export function inBoth(write: (locale: Locale) => string): Bilingual {
  return { 'zh-CN': write('zh-CN'), en: write('en') }
}

function columns(): NoticeBody['columns'] {
  return [
    {
      key: 'points',
      label: inBoth((locale) => m.stars_column_points({}, { locale })),
      shape: 'points',
    },
    {
      key: 'stars',
      label: inBoth((locale) => m.stars_column_stars({}, { locale })),
      shape: 'stars',
    },
  ]
}

/** 2026-06-20 → 2026 年 6 月 20 日 / 20 June 2026. */
function dayInWords(day: string, locale: Locale): string {
  const at = new Date(`${day}T00:00:00Z`)
  const shape = { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' } as const
  const words = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'zh-CN', shape).format(at)
  return locale === 'en' ? words : words.replace(/(\d+)/g, ' $1 ').trim()
}

/** The notice of a cycle's result: on which resolution it rests, and how to object. */
export async function resultNotice(
  context: StarsContext,
  of: { closeId: string; cycle: Cycle },
): Promise<NoticeDraft> {
  const { db, input } = context
  const version = (await versionById(db, input.tenantCode, of.cycle.ruleVersionId))!
  const { title } = version.content
  const paragraphs = (locale: Locale) => {
    const facts = {
      book: (locale === 'en' && title.en) || title.zh,
      number: String(version.number),
      day: dayInWords(version.resolution!.heldOn, locale),
      cycle: cycleName(of.cycle, locale),
    }
    const assembly = version.resolution!.body === 'villagers_assembly'
    const ground = assembly ? m.stars_notice_ground_assembly : m.stars_notice_ground_representatives
    return [ground(facts, { locale }), m.stars_notice_object({}, { locale })]
  }
  return {
    kind: 'star_result',
    title: inBoth((locale) =>
      m.stars_notice_title({ cycle: cycleName(of.cycle, locale) }, { locale }),
    ),
    body: {
      paragraphs: { 'zh-CN': paragraphs('zh-CN'), en: paragraphs('en') },
      columns: columns(),
    },
    subject: `close:${of.closeId}`,
  }
}

interface Correcting {
  readonly closeId: string
  readonly cycle: Cycle
  /** The notice that had the wrong line, and its serial. */
  readonly corrects: string
  readonly serial: string
}

/** The notice of a line put right after an upheld objection. */
export function correctionNotice({ closeId, cycle, corrects, serial }: Correcting): NoticeDraft {
  const named = (locale: Locale) => ({ serial, cycle: cycleName(cycle, locale) })
  const paragraphs = (locale: Locale) => [
    m.stars_correction_ground(named(locale), { locale }),
    m.stars_notice_object({}, { locale }),
  ]
  return {
    kind: 'star_correction',
    title: inBoth((locale) => m.stars_correction_title(named(locale), { locale })),
    body: {
      paragraphs: { 'zh-CN': paragraphs('zh-CN'), en: paragraphs('en') },
      columns: columns(),
    },
    subject: `close:${closeId}`,
    corrects,
  }
}
