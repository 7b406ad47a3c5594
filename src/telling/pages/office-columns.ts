import * as m from '#paraglide/messages.js'
import { numberedName } from '#ui/numbered-name.ts'
import type { Column } from '#ui/shapes.ts'
import type { Told, WaitingRow } from '../model.ts'
import { channelWord, reasonWord, stateWord } from './words.ts'

interface Addressee {
  readonly name: string
  readonly householdCode: string | null
  readonly groupName: string | null
}

export interface WaitingLine extends Addressee, WaitingRow {}

export interface ToldLine
  extends Addressee,
    Pick<Told, 'channel' | 'state' | 'settledAt' | 'nextAt' | 'reason'> {
  readonly id: string
  readonly handedByName: string | null
}

/** Who waits for a slip or a visit. */
export function waitingColumns(): Column<WaitingLine>[] {
  return [
    { key: 'name', label: m.telling_office_person(), primary: true, text: (row) => row.name },
    {
      ...{ key: 'household', label: m.telling_office_household() },
      text: (row) =>
        [row.householdCode, row.groupName && numberedName(row.groupName, 'brief')]
          .filter(Boolean)
          .join(' · '),
    },
    {
      ...{ key: 'count', label: m.telling_office_count(), nowrap: true },
      text: (row) => m.telling_office_count_value({ count: row.count }),
    },
    { key: 'since', label: m.telling_office_since(), nowrap: true },
  ]
}

/** Who was told how and when, and with what result. */
export function toldColumns(): Column<ToldLine>[] {
  return [
    { key: 'name', label: m.telling_office_person(), primary: true, text: (row) => row.name },
    { key: 'household', label: m.telling_office_household(), text: (row) => row.householdCode },
    { key: 'how', label: m.telling_office_how(), text: (row) => channelWord(row.channel) },
    { key: 'state', label: m.telling_office_state(), text: stateWord },
    { key: 'at', label: m.telling_office_at(), nowrap: true },
    { key: 'by', label: m.telling_office_by(), text: (row) => row.handedByName },
    {
      ...{ key: 'reason', label: m.telling_office_reason(), quiet: true },
      text: (row) => (row.reason ? reasonWord(row.reason) : null),
    },
  ]
}
