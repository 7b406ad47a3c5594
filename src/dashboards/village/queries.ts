import { z } from 'zod'
import { type CaseRow, ReviewList } from '#appeals/model.ts'
import { forReview } from '#appeals/queries.ts'
import { oversees } from '#kernel/permission.ts'
import { defineQuery, type QueryContext } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import { type WaitingStep, waitingSteps } from '#points/queries.ts'
import { stateByVillage } from '#stars/queries.ts'
import { answered } from '../answered.ts'
import { type CloseDue, closesDue } from '../today/queries.ts'

const OneVillage = z.object({ tenantCode: z.string().regex(/^\d{12}$/) })
type VillageContext = QueryContext<z.output<typeof OneVillage>>

const above = [
  ...['township_official', 'township_administrator', 'county_official', 'county_administrator'],
]

/** An objection that is not answered yet; not about whom, and not by whom. */
export interface OpenObjection
  extends Pick<
    CaseRow['appeal'],
    'id' | 'number' | 'title' | 'filedAt' | 'answerDueOn' | 'dueProvisional'
  > {
  readonly workingDaysLeft: number
  /** Posts of those who review it now. */
  readonly reviewers: readonly string[]
}

/** What somebody above a village has to know of it: where it is late, and with whom. */
export interface VillageStanding {
  /** The newest cycle; null in a village that has not begun. */
  readonly cycle: Awaited<ReturnType<typeof newest>>['cycle']
  readonly waiting: number
  readonly overdue: number
  readonly openAppeals: number
  /** Cycles that are not final, with the step each needs. */
  readonly closes: readonly CloseDue[]
  /** What waits, the longest overdue first. */
  readonly steps: readonly WaitingStep[]
  /** The soonest due first; null where the reader's post has no say in objections. */
  readonly objections: readonly OpenObjection[] | null
}

/** A village as those above it see it: counts, days and posts, never a villager's name. */
export const village = defineQuery({
  name: 'dashboards.village',
  input: OneVillage,
  access: 'scoped',
  may: ({ actor, input }) => oversees(actor, input.tenantCode, above),
  async run(context) {
    const { db, today, input } = context
    return ok<VillageStanding>({
      ...(await newest(context)),
      closes: (await closesDue(context)) ?? [],
      steps: await waitingSteps(db, { tenantCode: input.tenantCode, today }),
      objections: await openObjections(context),
    })
  },
})

/** The counts of the overview, which this page explains: they come from the same place. */
async function newest(context: VillageContext) {
  const states = answered(await stateByVillage.run(context))
  const own = states.find((one) => one.tenantCode === context.input.tenantCode)
  const { cycle = null, waiting = 0, overdue = 0, openAppeals = 0 } = own ?? {}
  return { cycle, waiting, overdue, openAppeals }
}

async function openObjections(context: VillageContext): Promise<OpenObjection[] | null> {
  const input = ReviewList.parse({ ...context.input, state: 'open' })
  const capacity = forReview.may({ actor: context.actor, input })
  if (!capacity) return null
  const { appeals } = answered(await forReview.run({ ...context, input, capacity }))
  return appeals.map(({ appeal, reviewers, workingDaysLeft }) => {
    const { id, number, title, filedAt, answerDueOn, dueProvisional } = appeal
    const due = { answerDueOn, dueProvisional, workingDaysLeft }
    return { ...{ id, number, title, filedAt, reviewers }, ...due }
  })
}
