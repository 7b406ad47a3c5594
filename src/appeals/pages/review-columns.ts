import * as m from '#paraglide/messages.js'
import type { Locale } from '#paraglide/runtime.js'
import { exactTime } from '#ui/format.ts'
import type { Column } from '#ui/shapes.ts'
import type { CaseRow } from '../model.ts'
import { postWords, stateWord } from './words.ts'

/** The columns of the objections of an office. Who objected stands in none of them. */
export function reviewColumns(locale: Locale): Column<CaseRow>[] {
  return [
    {
      ...{ key: 'about', label: m.appeals_column_about(), primary: true },
      text: (row) => row.appeal.title[locale],
    },
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

/** A sheet also says when the objection came in, and in which village. */
export function reviewSheetColumns(locale: Locale): Column<CaseRow>[] {
  return [
    ...reviewColumns(locale),
    { key: 'filed', label: m.appeals_column_filed(), text: (row) => exactTime(row.appeal.filedAt) },
    { key: 'village', label: m.appeals_column_village(), text: (row) => row.appeal.tenantCode },
  ]
}
