import * as m from '#paraglide/messages.js'
import { plainDay } from '#ui/format.ts'
import type { Step } from '#ui/shapes.ts'
import type { CloseProgress } from '../queries.ts'

type State = Step['state']

/** A step that is done once it has an instant; otherwise it is the one at hand, or still to come. */
function stepAt(title: string, at: string | null, before: string | null): Step {
  const state: State = at ? 'done' : before ? 'now' : 'next'
  return { state, title, ...(at && { at }) }
}

/** The course of a close: what has been done, what is at hand, what comes next and by which day. */
export function closeCourse(
  close: CloseProgress & { readonly held: readonly unknown[] },
  today: string,
): Step[] {
  const { startedAt, draftedAt, announcedAt, endsAt, finalAt } = close
  const lastDay = endsAt && plainDay(new Date(Date.parse(endsAt) - 1).toISOString())
  const over = lastDay !== null && lastDay < today
  const waiting: State = close.held.length > 0 ? 'held' : 'now'
  return [
    { state: 'done', title: m.stars_close_step_frozen(), at: startedAt },
    stepAt(m.stars_close_step_draft(), draftedAt, startedAt),
    stepAt(m.stars_close_step_publish(), announcedAt, draftedAt),
    {
      ...stepAt(m.stars_close_step_notice(), over ? lastDay : null, announcedAt),
      ...(lastDay && !over && { due: { date: lastDay } }),
    },
    finalAt
      ? { state: 'done', title: m.stars_close_step_final(), at: finalAt }
      : { state: over ? waiting : 'next', title: m.stars_close_step_final() },
  ]
}
