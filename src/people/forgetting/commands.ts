import { forgetContents } from '#audit/commands.ts'
import { forgetAccount } from '#auth/ending/commands.ts'
import { defineCommand } from '#kernel/command.ts'
import { ok } from '#kernel/result.ts'
import { forgetMessages } from '#notices/message/commands.ts'
import { forgetsPersons } from '#people/office.ts'
import { forgetPreferences } from '#telling/choosing/commands.ts'
import { ForgetPerson } from './model.ts'
import { decideForgetting } from './rules.ts'
import { eraseIdentity, forgettingFacts } from './store.ts'

/**
 * Forgets somebody who has moved away or died, for good: who they were goes, and with it what the
 * record says of every act about them. What was decided stays, and the record still verifies.
 * Refuses `people.unknown_person`, `people.already_forgotten`, `people.still_on_books`,
 * `people.objection_open` and `people.notice_hanging`. The act concerns the person and nobody else,
 * because that is what tells `verify` which contents may be missing.
 */
export const forgetPerson = defineCommand({
  name: 'people.forget_person',
  input: ForgetPerson,
  may: ({ actor, input }) => forgetsPersons(actor, input.tenantCode),
  async run(ctx) {
    const { db, now, today } = ctx
    const { tenantCode, personId } = ctx.input
    const whose = { tenantCode, personId }
    const decision = decideForgetting(await forgettingFacts(db, whose, now))
    if (!decision.ok) return decision
    await eraseIdentity(db, whose, { now, today })
    await forgetMessages(db, whose)
    await forgetPreferences(db, whose)
    await forgetAccount(ctx, personId)
    await ctx.forgotten(whose)
    const contents = await forgetContents(db, whose)
    ctx.concern(`person:${personId}`)
    ctx.nudge('notices.forget_names')
    return ok({ personId, contents })
  },
})
