import { plainDateInChina } from '#kernel/clock.ts'
import type { Db } from '#kernel/tables.ts'
import { addWorkingDays } from '#kernel/working-days.ts'
import { settingNumber } from '#settings/queries.ts'
import { type HearingTimes, recountHearing } from './rules.ts'
import { type ProvisionalHearing, provisionalHearings } from './store.ts'

export interface Recount {
  readonly deed: ProvisionalHearing
  readonly times: HearingTimes
}

/**
 * Which hearings come out otherwise when they are counted again: from the day of the note, with the
 * numbers of days that held when it was made, by the holidays published today.
 */
export async function recounts(
  db: Db,
  of: { today: string; tenantCode?: string },
): Promise<Recount[]> {
  const found: Recount[] = []
  for (const deed of await provisionalHearings(db, of.tenantCode)) {
    const notedOn = plainDateInChina(deed.notedAt)
    const at = { tenantCode: deed.tenantCode, today: notedOn, knownAt: deed.notedAt }
    const days = await settingNumber(db, { key: 'points.hearing_days', ...at })
    const reviewDays = await settingNumber(db, { key: 'points.review_days', ...at })
    const counted = addWorkingDays(notedOn, days)
    const times = recountHearing(deed, counted, { reviewDays, today: of.today })
    const same = times.hearingEndsOn === deed.hearingEndsOn && times.dueOn === deed.dueOn
    if (!same || !times.dueProvisional) found.push({ deed, times })
  }
  return found
}
