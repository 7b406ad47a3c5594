import * as m from '#paraglide/messages.js'
import type { Locale } from '#paraglide/runtime.js'
import { exactTime, plainDay } from '#ui/format.ts'
import type { Column } from '#ui/shapes.ts'
import type { PublishedNotice } from '../model.ts'
import { lastDay } from '../rules.ts'
import { inWords } from './words.ts'

/** The columns of an office's notices; the title stands for its serial, by which it is ordered. */
export function noticeColumns(locale: Locale): Column<PublishedNotice>[] {
  return [
    {
      ...{ key: 'serial', label: m.notices_column_notice(), sort: true, primary: true },
      text: (notice) => inWords(notice.title, locale),
    },
    {
      ...{ key: 'published', label: m.notices_column_published(), sort: true },
      text: (notice) => plainDay(notice.publishedAt),
      exact: (notice) => exactTime(notice.publishedAt),
    },
    {
      ...{ key: 'lines', label: m.notices_column_lines(), sort: true, align: 'end' },
      text: (notice) => notice.lineCount,
    },
    {
      ...{ key: 'ends', label: m.notices_column_state(), sort: true },
      text: (notice) => lastDay(notice.endsAt),
    },
  ]
}

/** In a sheet the serial has a column of its own, and the last day is called what it is. */
export function noticeSheetColumns(locale: Locale): Column<PublishedNotice>[] {
  const columns = noticeColumns(locale).map((column) =>
    column.key === 'ends' ? { ...column, label: m.notices_column_last_day() } : column,
  )
  const code = { key: 'code', label: m.notices_code() }
  return [{ key: 'number', label: m.notices_serial(), text: (n) => n.serial }, ...columns, code]
}
