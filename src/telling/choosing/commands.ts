import { type CommandContext, type Continued, defineCommand } from '#kernel/command.ts'
import { residenceOf, resides } from '#kernel/permission.ts'
import { ok } from '#kernel/result.ts'
import { phonesOf } from '#people/queries.ts'
import { ChooseChannels } from '#telling/model.ts'
import { decideChoice } from '#telling/rules.ts'
import { deletePreferences, findPreferences, insertPreference } from './store.ts'

/**
 * Says how one wishes to be told beside the program itself; a helper says it for the person helped.
 * Refuses `telling.no_phone` and `telling.no_wecom_id`, where there is nothing to reach somebody by.
 */
export const chooseChannels = defineCommand({
  name: 'telling.choose_channels',
  input: ChooseChannels,
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, actor, secrets } = ctx
    const { tenantCode } = input
    const { personId } = residenceOf(actor, tenantCode)!
    const phones = await phonesOf(ctx, tenantCode, [personId])
    const wecomUserId = input.wecomUserId ?? null
    const decision = decideChoice(input.channels, { hasPhone: phones.has(personId), wecomUserId })
    if (!decision.ok) return decision
    const wecom = decision.value.includes('wecom') ? wecomUserId : null
    await insertPreference(db, {
      ...{ tenant_code: tenantCode, id: ctx.newId(), person_id: personId },
      ...{ channels: [...decision.value], wecom_sealed: wecom && secrets.seal(wecom) },
      ...{ chosen_at: ctx.now, chosen_by: actor.behalf ? ctx.capacity.personId : personId },
    })
    ctx.concern(`person:${personId}`)
    return ok({ channels: decision.value })
  },
})

/** How a forgotten person wished to be told goes; the database refuses it for anybody else. */
export const forgetPreferences = deletePreferences

/** Whoever moves is told in the new village by the ways they chose in the old one. */
export async function follow(
  { db, now, newId }: Pick<CommandContext<unknown>, 'db' | 'now' | 'newId'>,
  persons: readonly Continued[],
): Promise<void> {
  for (const { from, to } of persons) {
    const chosen = (await findPreferences(db, from.tenantCode, [from.personId])).get(from.personId)
    if (!chosen) continue
    await insertPreference(db, {
      ...{ tenant_code: to.tenantCode, id: newId(), person_id: to.personId },
      ...{ channels: [...chosen.channels], wecom_sealed: chosen.wecomSealed },
      ...{ chosen_at: now, chosen_by: to.personId },
    })
  }
}
