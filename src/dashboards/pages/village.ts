import { postWords } from '#appeals/pages/words.ts'
import * as m from '#paraglide/messages.js'
import type { WaitingStep } from '#points/queries.ts'
import { type CycleNamed, cycleName } from '#stars/cycle-name.ts'
import { inWords } from '#stars/pages/words.ts'
import { day } from '#ui/format.ts'
import type { CloseDue } from '../today/queries.ts'

/** What a group of waiting steps is about: its clause; deductions are not told apart. */
export function stepTitle({ item }: WaitingStep): string {
  return item ? `${item.clause} ${inWords(item.title)}` : m.dashboards_village_deductions()
}

/** How long ago a day was. */
export function age(since: string, today: string): string {
  const days = Math.round((Date.parse(today) - Date.parse(since)) / 86_400_000)
  return days === 1 ? m.dashboards_village_age_one() : m.dashboards_village_age({ days })
}

/** Whose turn a close is, by post. */
export function turnWord({ step, endsOn }: Pick<CloseDue, 'step' | 'endsOn'>): string {
  switch (step) {
    case 'running':
      return m.dashboards_village_turn_running()
    case 'start':
      return m.dashboards_village_turn_start({ day: day(endsOn) })
    case 'drafting':
      return m.dashboards_village_turn_drafting()
    case 'publish':
      return m.dashboards_village_turn_publish()
    default:
      return m.dashboards_village_turn_announced()
  }
}

/** The newest cycle, when it is over and done with. */
export function finalSentence(cycle: (CycleNamed & { readonly state: string }) | null): string {
  if (cycle?.state !== 'final') return ''
  const said = m.dashboards_village_final({ cycle: cycleName(cycle) })
  return said.charAt(0).toUpperCase() + said.slice(1)
}

export function reviewerWords(posts: readonly string[]): string {
  return posts.length > 0 ? postWords(posts) : m.dashboards_village_appeals_nobody()
}
