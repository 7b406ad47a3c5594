import { addDays, startOfDayInChina } from '#kernel/clock.ts'
import { defineCommand } from '#kernel/command.ts'
import { resides } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { IssueLetter } from '#letters/model.ts'
import { decideIssuing } from '#letters/rules.ts'
import { codeOf, digestOf, signLetter } from '#letters/signed.ts'
import { helperOf, messageTo, selfOf } from '#letters/writing/commands.ts'
import { changeLetter, findLetter } from '#letters/writing/store.ts'
import { tell } from '#notices/message/commands.ts'
import { placeName } from '#places/queries.ts'
import { draftOf } from './draft.ts'

/**
 * Issues a letter as its writer has just seen it: signed, and good until the end of its last day.
 * Refuses `letters.unknown_letter` and what `decideIssuing` refuses.
 */
export const issue = defineCommand({
  name: 'letters.issue',
  input: IssueLetter,
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, actor, now, today, secrets } = ctx
    const { tenantCode, letterId } = input
    const personId = selfOf(actor, tenantCode)
    const letter = await findLetter(db, tenantCode, { letterId, personId })
    if (letter?.person_id !== personId) return refuse('letters.unknown_letter')
    const draft = await draftOf(ctx, letter)
    const { lender, purpose, facts, shownIds } = draft
    const standing = { issued: letter.issued_at !== null, lender, facts }
    const decision = decideIssuing(input.seen, standing)
    if (!decision.ok) return decision
    const expiresAt = startOfDayInChina(addDays(today, letter.days + 1))
    const place = { code: tenantCode, name: await placeName(db, tenantCode, today) }
    const times = { issuedAt: now, expiresAt }
    const words = { id: letterId, place, to: letter.lender_name, purpose, ...times, facts }
    const { token, keyId } = signLetter(secrets, words)
    await changeLetter(db, letter, {
      ...{ issued_at: now, issued_by: helperOf(ctx), expires_at: expiresAt, key_id: keyId },
      ...{ code_digest: digestOf(secrets, codeOf(secrets, letterId)) },
      ...{ sealed: secrets.seal(token), shown_ids: [...shownIds] },
    })
    const told = { lender: letter.lender_name, until: addDays(today, letter.days) }
    const about = { kind: 'letter_issued', letterId }
    await tell(
      ctx,
      shownIds.map((one) => messageTo(one, about, told)),
    )
    for (const one of shownIds) ctx.concern(`person:${one}`)
    return ok({ letterId })
  },
})
