import { type CommandContext, defineCommand } from '#kernel/command.ts'
import { system } from '#kernel/permission.ts'
import { ok } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { settingNumber } from '#settings/queries.ts'
import { findPreferences } from './choosing/store.ts'
import { electronic, isElectronic, OnePlace, type QuietHours, RecordOutcomes } from './model.ts'
import { afterQuiet, chainOf, decideSettling, staleAfterDays } from './rules.ts'
import {
  findOpen,
  insertDeliveries,
  type PlannedDelivery,
  settle,
  type ToldPerson,
  takeMessages,
} from './store.ts'

/** The hours in which nobody's telephone rings at a place, as they hold on a day. */
export async function quietHoursAt(
  db: Db,
  at: { tenantCode: string; today: string },
): Promise<QuietHours> {
  const from = await settingNumber(db, { ...at, key: 'telling.quiet_from' })
  const until = await settingNumber(db, { ...at, key: 'telling.quiet_until' })
  return { from, until }
}

const dayMs = 86_400_000

/**
 * Looks through what was told since the last time and plans by which way each message leaves the
 * program. Done twice, it plans nothing twice. What was told at this very instant waits for the next time.
 */
export const plan = defineCommand({
  name: 'telling.plan',
  input: OnePlace,
  may: ({ actor }) => system(actor),
  async run(context) {
    const { db, input, now, today } = context
    const { tenantCode } = input
    const notBefore = new Date(Date.parse(now) - staleAfterDays * dayMs).toISOString()
    const told = await takeMessages(db, { tenantCode, now, notBefore })
    const planned = await plansOf(context, told)
    if (planned.length === 0) return ok({ told: told.length, planned: 0 })
    const nextAt = afterQuiet(now, await quietHoursAt(db, { tenantCode, today }))
    const due = planned.map((one) => (isElectronic(one.channel) ? { ...one, nextAt } : one))
    context.nudge('telling.send')
    return ok({
      told: told.length,
      planned: await insertDeliveries(db, { tenantCode, now }, due),
    })
  },
})

async function plansOf(
  context: CommandContext<{ tenantCode: string }>,
  told: readonly ToldPerson[],
): Promise<PlannedDelivery[]> {
  const { db, input, now, newId } = context
  const personIds = [...new Set(told.map((one) => one.personId))]
  const preferences = await findPreferences(db, input.tenantCode, personIds)
  return told.flatMap(({ signsIn, ...message }) => {
    const chosen = preferences.get(message.personId)?.channels ?? []
    const [channel, ...fallback] = chainOf({ chosen, signsIn })
    return channel ? [{ ...message, id: newId(), channel, fallback, nextAt: now }] : []
  })
}

/** Writes down what became of tries by text message and WeCom; what is settled already stays so. */
export const record = defineCommand({
  name: 'telling.record',
  input: RecordOutcomes,
  may: ({ actor }) => system(actor),
  async run({ db, input, now, today, newId, nudge }) {
    const { tenantCode, outcomes } = input
    const quiet = await quietHoursAt(db, { tenantCode, today })
    const ids = outcomes.map((one) => one.deliveryId)
    const open = await findOpen(db, tenantCode, { ids, channels: electronic })
    const byId = new Map(outcomes.map((one) => [one.deliveryId, one]))
    const following: PlannedDelivery[] = []
    for (const delivery of open) {
      const settling = decideSettling(delivery, byId.get(delivery.id)!, { now, quiet })
      await settle(db, delivery, settling)
      const { messageId, personId, needsAnswer } = delivery
      if (!settling.following) continue
      following.push({
        ...{ id: newId(), messageId, personId, needsAnswer, ...settling.following },
        nextAt: afterQuiet(now, quiet),
      })
    }
    await insertDeliveries(db, { tenantCode, now }, following)
    if (following.length > 0) nudge('telling.send')
    return ok({ recorded: open.length, following: following.length })
  },
})
