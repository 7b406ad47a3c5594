import { addDays } from '#kernel/clock.ts'
import type { WorkingDeadline } from '#kernel/working-days.ts'

/** A hearing whose last day was counted into a year without published holidays. */
export interface CountedHearing {
  readonly hearingEndsOn: string
  readonly dueOn: string | null
}

export interface HearingTimes extends CountedHearing {
  readonly dueProvisional: boolean
}

/**
 * A household is heard at least until the day it was told: once the holidays are published its
 * hearing may get longer, never shorter, and one that is over stays over. The vote is due so many
 * days after the hearing, as before. Source: house rule 6.
 */
export function recountHearing(
  stored: CountedHearing,
  counted: WorkingDeadline,
  { reviewDays, today }: { reviewDays: number; today: string },
): HearingTimes {
  const over = stored.hearingEndsOn < today
  const longer = !over && counted.date > stored.hearingEndsOn
  const hearingEndsOn = longer ? counted.date : stored.hearingEndsOn
  const dueOn = addDays(hearingEndsOn, reviewDays)
  return { hearingEndsOn, dueOn, dueProvisional: !over && counted.provisional }
}
