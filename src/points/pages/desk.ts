import type { RuleItem } from '#compact/model.ts'
import * as m from '#paraglide/messages.js'
import { points } from '#ui/format.ts'
import type { Stage } from '../inbox/model.ts'

/** The words of each desk; the same page serves all three. */
export const deskWords = {
  verify: {
    title: m.points_verify_title,
    go: m.points_verify_go,
    yes: m.points_verify_yes,
    no: m.points_verify_no,
    several: m.points_verify_several,
    page: m.points_verify_page,
    reason: m.points_verify_reason,
    done: m.points_verify_done,
    emptyTitle: m.points_verify_empty_title,
    emptyText: m.points_verify_empty_text,
  },
  review: {
    title: m.points_review_title,
    go: m.points_review_go,
    yes: m.points_review_yes,
    no: m.points_review_no,
    several: m.points_review_several,
    page: m.points_review_page,
    reason: m.points_review_reason,
    done: m.points_review_done,
    emptyTitle: m.points_review_empty_title,
    emptyText: m.points_review_empty_text,
  },
  approve: {
    title: m.points_approve_title,
    go: m.points_approve_go,
    yes: m.points_approve_yes,
    no: m.points_approve_no,
    several: m.points_approve_several,
    page: m.points_approve_page,
    reason: m.points_approve_reason,
    done: m.points_approve_done,
    emptyTitle: m.points_approve_empty_title,
    emptyText: m.points_approve_empty_text,
  },
} as const satisfies Record<Stage, object>

/** What the household already has of this item, what it would come to, and whether a cap is passed. */
export function capWords(
  item: Pick<RuleItem, 'capHundredths' | 'negative'>,
  of: { already: number; value: number },
): string {
  const after = of.already + of.value
  const facts = { already: points(of.already), value: points(of.value), after: points(after) }
  if (item.negative) return m.points_cap_negative(facts)
  if (item.capHundredths === null) return m.points_cap_none(facts)
  const cap = points(item.capHundredths)
  return after > item.capHundredths
    ? m.points_cap_over({ ...facts, cap })
    : m.points_cap_within({ ...facts, cap })
}
