import type { HistoryLine, LookLine } from '#audit/model.ts'
import * as m from '#paraglide/messages.js'
import { exactTime } from '#ui/format.ts'
import type { Column } from '#ui/shapes.ts'
import { actWords, purposeWords, whoWords } from './words.ts'

export type Names = Readonly<Record<string, string>>

/** The steps of a matter as lines of a sheet; `names` are those of the places, by code. */
export function historyColumns(names: Names): Column<HistoryLine>[] {
  return [
    { key: 'sequence', label: m.audit_column_number() },
    { key: 'at', label: m.audit_column_at(), text: (line) => exactTime(line.at) },
    { key: 'act', label: m.audit_column_act(), text: (line) => actWords(line.command) },
    {
      ...{ key: 'who', label: m.audit_column_who() },
      text: (line) =>
        whoWords({ ...line, from: line.fromPlace ? (names[line.fromPlace] ?? null) : null }),
    },
    { key: 'organisation', label: m.audit_column_body() },
    {
      ...{ key: 'note', label: m.audit_column_note() },
      text: (line) => (line.onBehalf ? m.audit_line_behalf() : ''),
    },
    {
      ...{ key: 'recorded', label: m.audit_column_recorded() },
      text: (line) => (line.recordedAt ? exactTime(line.recordedAt) : ''),
    },
    { key: 'leafHash', label: m.audit_column_fingerprint() },
  ]
}

/** Who looked at one's record, as lines of a sheet. */
export function lookColumns(): Column<LookLine>[] {
  return [
    { key: 'at', label: m.audit_column_at(), text: (look) => exactTime(look.at) },
    { key: 'purpose', label: m.audit_column_purpose(), text: (look) => purposeWords(look.purpose) },
    { key: 'who', label: m.audit_column_who(), text: whoWords },
    { key: 'organisation', label: m.audit_column_body() },
  ]
}
