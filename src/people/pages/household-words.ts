import * as m from '#paraglide/messages.js'
import type { Step } from '#ui/shapes.ts'
import type { HouseholdEventView, LookView } from './household-view.ts'
import { listed, lookWord, postWord } from './words.ts'

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

/** Looks at several members in one moment are one look at the household. */
export function looksSteps(looks: readonly LookView[]): Step[] {
  const together = new Map<string, { look: LookView; names: string[] }>()
  for (const look of looks) {
    const key = [look.at, look.byName, look.purpose].join('\n')
    const known = together.get(key)
    if (known) known.names.push(look.personName)
    else together.set(key, { look, names: [look.personName] })
  }
  return [...together.values()].map(({ look, names }) => ({
    ...{ state: 'done' as const, title: lookWord(look.purpose), at: look.at },
    ...{ who: listed([look.byName ?? '', postWord(look.post)].filter(Boolean)) },
    note: listed(names),
  }))
}
