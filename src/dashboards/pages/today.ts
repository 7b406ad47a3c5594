import * as m from '#paraglide/messages.js'
import type { Stage } from '#points/inbox/model.ts'
import { cycleHeading } from '#stars/cycle-name.ts'
import { day, plainDay, shortDay } from '#ui/format.ts'
import type { CloseDue, SoonestDeed } from '../today/queries.ts'

/** Where the close of a cycle stands, and whose turn it is. */
export function closeSentence(close: CloseDue, today: string): string {
  const cycle = cycleHeading(close.cycle)
  switch (close.step) {
    case 'running':
      return m.dashboards_today_close_running({ cycle, day: day(close.endsOn) })
    case 'start':
      return m.dashboards_today_close_start({ cycle })
    case 'drafting':
      return m.dashboards_today_close_drafting({ cycle })
    case 'publish':
      return m.dashboards_today_close_publish({ cycle })
    default: {
      const end = new Date(Date.parse(close.endsAt ?? '') - 1).toISOString()
      if (plainDay(end) < today) return m.dashboards_today_close_held({ cycle })
      return m.dashboards_today_close_announced({ cycle, day: day(plainDay(end)) })
    }
  }
}

const stages: Record<Stage, () => string> = {
  verify: m.dashboards_today_verify,
  review: m.dashboards_today_review,
  approve: m.dashboards_today_approve,
}

export function stageWord(stage: Stage): string {
  return stages[stage]()
}

/** By when a deed is due, shortly. */
export function dueWord(
  deed: Pick<SoonestDeed, 'dueOn' | 'dueProvisional' | 'overdue'>,
  today: string,
): string {
  if (deed.overdue) return m.dashboards_today_due_late()
  if (deed.dueOn === today) return m.dashboards_today_due_today()
  if (!deed.dueOn) return ''
  const due = { day: shortDay(deed.dueOn, { today }) }
  return deed.dueProvisional ? m.dashboards_today_due_provisional(due) : m.dashboards_today_due(due)
}
