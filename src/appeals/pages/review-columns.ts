import * as m from '#paraglide/messages.js'
import type { Locale } from '#paraglide/runtime.js'
import { exactTime } from '#ui/format.ts'
import type { Column } from '#ui/shapes.ts'
import type { CaseRow } from '../model.ts'
import { postWords, stateWord } from './words.ts'

/**
 * The columns of the objections of an office; of one above a village also which village. Who objected
 * stands in none of them.
 */
export function reviewColumns(locale: Locale, above: boolean): Column<CaseRow>[] {
  const village: Column<CaseRow> = {
    ...{ key: 'village', label: m.appeals_column_village() },
    text: (row) => row.village ?? '',
  }
  return [
    {
      ...{ key: 'about', label: m.appeals_column_about(), primary: true },
      text: (row) => row.appeal.title[locale],
    },
    ...(above ? [village] : []),
    {
      ...{ key: 'number', label: m.appeals_column_number(), sort: true, nowrap: true },
      text: (row) => row.appeal.number,
    },
    {
      ...{ key: 'due', label: m.appeals_column_due(), sort: true },
      text: (row) => row.appeal.answerDueOn,
    },
    {
      ...{ key: 'reviewer', label: m.appeals_column_reviewer() },
      text: (row) => postWords(row.reviewers),
    },
    {
      ...{ key: 'state', label: m.appeals_column_state(), sort: true },
      text: (row) => stateWord(row.appeal.state).word,
    },
  ]
}

/** A sheet also says when the objection came in, and the code of its village. */
export function reviewSheetColumns(locale: Locale): Column<CaseRow>[] {
  return [
    ...reviewColumns(locale, true),
    { key: 'filed', label: m.appeals_column_filed(), text: (row) => exactTime(row.appeal.filedAt) },
    { key: 'code', label: m.appeals_column_code(), text: (row) => row.appeal.tenantCode },
  ]
}
