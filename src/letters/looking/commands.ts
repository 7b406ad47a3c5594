import { plainDateInChina, startOfDayInChina } from '#kernel/clock.ts'
import { defineCommand } from '#kernel/command.ts'
import { anyone } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { LookUp } from '#letters/model.ts'
import { stateOf } from '#letters/rules.ts'
import { digestOf } from '#letters/signed.ts'
import { messageTo } from '#letters/writing/commands.ts'
import { tell } from '#notices/message/commands.ts'
import { settingNumber } from '#settings/queries.ts'
import { findByCode, insertLook, type Shown } from './store.ts'

/**
 * Somebody who holds a letter's code looks it up and says who they are; those it is about are told at
 * once. What the letter says is read with the number answered here. Refuses `letters.unknown_letter`
 * and, above so many a day for one letter (a setting), `letters.looked_too_often`.
 */
export const lookUp = defineCommand({
  name: 'letters.look_up',
  input: LookUp,
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, now, today, secrets } = ctx
    const { tenantCode, lenderName } = input
    const digest = digestOf(secrets, input.code)
    const since = startOfDayInChina(plainDateInChina(now))
    const found = await findByCode(db, tenantCode, { digest, since })
    if (!found) return refuse('letters.unknown_letter')
    const key = 'letters.looks_per_day'
    const most = await settingNumber(db, { tenantCode, today, key })
    if (found.looks >= most) return refuse('letters.looked_too_often', { count: most })
    const { letterId, expiresAt, revokedAt, shownIds } = found
    const shown = stateOf({ issuedAt: now, expiresAt, revokedAt }, now) as Shown
    const lookId = ctx.newId()
    const row = { tenant_code: tenantCode, id: lookId, letter_id: letterId, looked_at: now, shown }
    await insertLook(db, { ...row, lender_name: lenderName })
    const about = { kind: 'letter_looked', letterId }
    await tell(
      ctx,
      shownIds.map((one) => messageTo(one, about, { lender: lenderName })),
    )
    for (const one of shownIds) ctx.concern(`person:${one}`)
    return ok({ lookId })
  },
})
