import { z } from 'zod'
import { type CommandContext, defineCommand } from '#kernel/command.ts'
import { system } from '#kernel/permission.ts'
import { ok } from '#kernel/result.ts'
import { tell } from '#notices/message/commands.ts'
import { adultsOfHouseholds } from '#people/queries.ts'
import { TenantCode } from '#points/model.ts'
import { type Recount, recounts } from './recount.ts'
import { setHearingTimes } from './store.ts'

export const RecountDue = z.object({ tenantCode: TenantCode })
type RecountContext = CommandContext<z.output<typeof RecountDue>>

/** So many at once, so that pages go on between two acts. */
const slice = 50

/**
 * Counts the provisional hearings of a place again, now that holidays are published. A household that
 * may speak for longer is told so.
 */
export const recountDue = defineCommand({
  name: 'points.recount_due',
  input: RecountDue,
  may: ({ actor }) => system(actor),
  async run(context) {
    const { db, today, input } = context
    const all = await recounts(db, { today, tenantCode: input.tenantCode })
    const these = all.slice(0, slice)
    for (const recount of these) await apply(context, recount)
    await tellOfMoved(context, these)
    const counted = these.map(({ deed, times }) => ({ deedId: deed.id, ...times }))
    return ok({ recounted: counted, left: all.length - these.length })
  },
})

async function apply({ db, concern }: RecountContext, { deed, times }: Recount): Promise<void> {
  if (!(await setHearingTimes(db, deed, times))) {
    throw new Error('A hearing changed while its place was locked.')
  }
  concern(`deed:${deed.id}`)
  concern(`household:${deed.householdId}`)
}

async function tellOfMoved(context: RecountContext, all: readonly Recount[]): Promise<void> {
  const { db, input, today } = context
  const moved = all.filter(
    ({ deed, times }) => !deed.stated && times.hearingEndsOn !== deed.hearingEndsOn,
  )
  const householdIds = moved.map(({ deed }) => deed.householdId)
  const adults = await adultsOfHouseholds(db, { ...input, householdIds, today })
  const messages = moved.flatMap(({ deed, times }) => {
    const facts = { until: times.hearingEndsOn, needs: true }
    const about = { kind: 'deed_hearing_moved', facts, subject: `deed:${deed.id}` }
    return (adults.get(deed.householdId) ?? []).map((personId) => ({ personId, ...about }))
  })
  await tell(context, messages)
}
