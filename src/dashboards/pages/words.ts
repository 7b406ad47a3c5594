import * as m from '#paraglide/messages.js'
import type { DeedLine } from '#points/deed/model.ts'
import { inWords } from '#stars/pages/words.ts'
import { day, points } from '#ui/format.ts'

/** What a deed is called: the words of its clause. */
export function deedTitle(deed: Pick<DeedLine, 'item' | 'note'>): string {
  return deed.item ? inWords(deed.item.title) : deed.note
}

/** What a deed brought or took; nothing while it is undecided or when it came to nothing. */
export function deedValue(deed: DeedLine): { text: string; tone: 'up' | 'down' | 'plain' } | null {
  if (deed.state !== 'approved') return null
  const value = deed.negative ? -deed.valueHundredths : deed.valueHundredths
  return { text: points(value, { signed: true }), tone: deed.negative ? 'down' : 'up' }
}

/** How long a notice still hangs. */
export function daysLeft(lastDay: string, today: string): string {
  const days = Math.round((Date.parse(lastDay) - Date.parse(today)) / 86_400_000)
  if (days <= 0) return m.dashboards_home_notice_tag_last()
  if (days === 1) return m.dashboards_home_notice_tag_one()
  return m.dashboards_home_notice_tag({ days })
}

/** Until when a household may tell its side. */
export function hearingNote(deed: Pick<DeedLine, 'hearingEndsOn' | 'dueProvisional'>): string {
  const until = { day: day(deed.hearingEndsOn ?? '') }
  return deed.dueProvisional
    ? m.dashboards_home_needs_hearing_provisional(until)
    : m.dashboards_home_needs_hearing(until)
}
