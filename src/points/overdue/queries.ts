import type { RuleItem } from '#compact/model.ts'
import type { Db } from '#kernel/tables.ts'
import { contentsByCycle } from '#points/deed/lines.ts'
import { type Stage, stageNames, stages } from '#points/inbox/model.ts'
import { findItem } from '#points/rules.ts'
import { countByItem, type WaitingGroup } from './store.ts'

/** What waits at one stage under one clause: how much, since when, and with whose post it lies. */
export interface WaitingStep {
  readonly stage: Stage
  /** Null for deductions, which are counted without their clause. */
  readonly item: Pick<RuleItem, 'key' | 'clause' | 'title'> | null
  readonly ruleVersionId: string
  readonly post: string
  readonly waiting: number
  readonly overdue: number
  /** Plain date; null when none is overdue. */
  readonly oldestDueOn: string | null
}

/** May stand in for every verifier, where no clause names one. */
const lastVerifier = 'supervision_member'

/**
 * The steps of a village that wait, the longest overdue first: counts and days, no household and no
 * person. For those who look in from above.
 */
export async function waitingSteps(
  db: Db,
  of: { tenantCode: string; today: string },
): Promise<WaitingStep[]> {
  const groups = await countByItem(db, of)
  const cycleIds = groups.map((group) => group.cycleId)
  const contents = await contentsByCycle(db, of.tenantCode, cycleIds)
  const steps = new Map<string, WaitingStep>()
  for (const group of groups) {
    const content = contents.get(group.cycleId)
    const item = content && group.itemKey ? findItem(content, group.itemKey) : null
    const step = stepOf(group, item)
    const key = [step.stage, group.ruleVersionId, group.itemKey].join()
    steps.set(key, added(steps.get(key), step))
  }
  const day = (step: WaitingStep) => step.oldestDueOn ?? '9999'
  return [...steps.values()].sort((a, b) => day(a).localeCompare(day(b)) || b.waiting - a.waiting)
}

function stepOf(group: WaitingGroup, item: RuleItem | null): WaitingStep {
  const { ruleVersionId, state, waiting, overdue, oldestDueOn } = group
  const stage = stageNames.find((name) =>
    (stages[name].states as readonly string[]).includes(state),
  )!
  const posts = {
    verify: item?.verifier ?? lastVerifier,
    review: 'reviewer',
    approve: 'leading_member',
  }
  return {
    ...{ stage, ruleVersionId, waiting, overdue, oldestDueOn, post: posts[stage] },
    item: item && { key: item.key, clause: item.clause, title: item.title },
  }
}

/** Two states wait for the same stage: verified deeds, and deductions that were heard. */
function added(one: WaitingStep | undefined, other: WaitingStep): WaitingStep {
  if (!one) return other
  const days = [one.oldestDueOn, other.oldestDueOn].filter((day) => day !== null).sort()
  return {
    ...one,
    waiting: one.waiting + other.waiting,
    overdue: one.overdue + other.overdue,
    oldestDueOn: days[0] ?? null,
  }
}
