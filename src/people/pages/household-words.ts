import { timesWords, whoWords } from '#audit/pages/words.ts'
import * as m from '#paraglide/messages.js'
import { listed } from '#ui/format.ts'
import { bySameMinute } from '#ui/same-minute.ts'
import type { Step } from '#ui/shapes.ts'
import type { HouseholdEventView, LookView } from './household-view.ts'

/** What happened to a household, said from its own side. */
export function eventWord(event: HouseholdEventView, householdId: string): string {
  if (event.kind === 'moved_out') return m.people_event_moved_out()
  if (event.kind === 'moved_in') return m.people_event_moved_in()
  const came = event.toHouseholdId === householdId
  const code = (came ? event.fromCode : event.toCode) ?? ''
  if (event.kind === 'split') {
    return came ? m.people_event_split_from({ code }) : m.people_event_split_to({ code })
  }
  return came ? m.people_event_merged_from({ code }) : m.people_event_merged_to({ code })
}

/** Looks at several members in one moment are one look at the household; so are its repetitions. */
export function looksSteps(looks: readonly LookView[]): Step[] {
  const said = ({ byName, post, purpose }: LookView) => [byName, post, purpose].join('\n')
  return bySameMinute(looks, said).map((same) => {
    const { byName, post, purpose, at } = same[0]!
    const times = new Set(same.map((look) => look.at)).size
    return {
      ...{ state: 'done' as const, title: timesWords(purpose, times), at },
      who: whoWords({ name: byName, post, organisation: null }),
      note: listed([...new Set(same.map((look) => look.personName))]),
    }
  })
}
