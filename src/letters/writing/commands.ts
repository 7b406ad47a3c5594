import type { Actor } from '#kernel/actor.ts'
import { type CommandContext, defineCommand } from '#kernel/command.ts'
import { residenceOf, resides } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { findLender } from '#letters/lender/store.ts'
import { AnswerLetter, BeginLetter, isHouseholdFact, OneLetter } from '#letters/model.ts'
import { decideBeginning, stateOf } from '#letters/rules.ts'
import { tell } from '#notices/message/commands.ts'
import { namesOf } from '#people/queries.ts'
import { settingNumber } from '#settings/queries.ts'
import { sayableOf } from './sayable.ts'
import {
  answersTo,
  changeLetter,
  deleteContents,
  findLetter,
  insertAnswer,
  insertLetter,
  type LetterTable,
  listLetters,
  timesOf,
} from './store.ts'

type Context = CommandContext<{ tenantCode: string }>

/** In whose name it is done: one's own, or that of the person one helps. */
export const selfOf = (actor: Actor, tenantCode: string): string =>
  residenceOf(actor, tenantCode)!.personId

/** Who entered it, where it was not the person: a helper. */
export const helperOf = ({ actor, capacity }: Pick<Context, 'actor' | 'capacity'>) =>
  actor.behalf ? capacity.personId : null

/** What somebody is told about a letter, with the page on which they find it. */
export const messageTo = (
  personId: string,
  about: { readonly kind: string; readonly letterId: string },
  facts: Record<string, string | boolean>,
) => ({
  ...{ personId, kind: about.kind, subject: `letter:${about.letterId}` },
  facts: { ...facts, href: `/me/letters/${about.letterId}` },
})

/**
 * Begins a letter to a lender: which facts, of which final cycles, for how many days. Nothing leaves
 * yet; who else it is about is asked. Refuses what `decideBeginning` refuses.
 */
export const begin = defineCommand({
  name: 'letters.begin',
  input: BeginLetter,
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, actor, now, today, secrets } = ctx
    const { tenantCode } = input
    const personId = selfOf(actor, tenantCode)
    const lender = await findLender(db, input.lenderId)
    const { sayable, householdId, others } = await sayableOf(db, { tenantCode, today, personId })
    const mine = await listLetters(db, tenantCode, personId)
    const draftOpen = mine.some((letter) => letter.person_id === personId && !letter.issued_at)
    const mostDays = await settingNumber(db, { tenantCode, today, key: 'letters.days' })
    const decision = decideBeginning(input, { lender, sayable, draftOpen, mostDays })
    if (!decision.ok) return decision
    const asked = input.facts.some(isHouseholdFact) ? others : []
    const letterId = ctx.newId()
    await insertLetter(db, {
      ...{ tenant_code: tenantCode, id: letterId, person_id: personId, asked_ids: asked },
      ...{ household_id: householdId!, lender_code: lender!.tenantCode },
      ...{ lender_id: lender!.lenderId, lender_version: lender!.version },
      ...{ lender_name: lender!.name, purpose_sealed: secrets.seal(input.purpose) },
      ...{ facts: input.facts, cycle_ids: input.cycleIds, days: input.days },
      ...{ begun_at: now, begun_by: helperOf(ctx) },
    })
    const facts = { name: sayable.own.name, lender: lender!.name, needs: true }
    const about = { kind: 'letter_asked', letterId }
    await tell(
      ctx,
      asked.map((one) => messageTo(one, about, facts)),
    )
    for (const one of [personId, ...asked]) ctx.concern(`person:${one}`)
    return ok({ letterId })
  },
})

/**
 * Says yes or no to what a letter of the house would say about the household; until it is issued the
 * last word counts. Refuses `letters.unknown_letter` and `letters.already_issued`.
 */
export const answer = defineCommand({
  name: 'letters.answer',
  input: AnswerLetter,
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, actor, now } = ctx
    const { tenantCode, letterId, agrees } = input
    const personId = selfOf(actor, tenantCode)
    const letter = await findLetter(db, tenantCode, { letterId, personId })
    if (!letter?.asked_ids.includes(personId)) return refuse('letters.unknown_letter')
    if (letter.issued_at) return refuse('letters.already_issued')
    const before = await answersTo(db, tenantCode, letterId)
    await insertAnswer(db, {
      ...{ tenant_code: tenantCode, id: ctx.newId(), letter_id: letterId, person_id: personId },
      ...{ agrees, answered_at: now, answered_by: helperOf(ctx) },
    })
    const words = new Map(before).set(personId, agrees)
    if (letter.asked_ids.every((one) => words.has(one))) await tellReady(ctx, letter)
    for (const one of [personId, letter.person_id]) ctx.concern(`person:${one}`)
    return ok({ letterId, agrees })
  },
})

/** Its writer hears that everybody has answered, and not who said what. */
function tellReady(ctx: Context, letter: LetterTable): Promise<void> {
  const about = { kind: 'letter_answered', letterId: letter.id }
  return tell(ctx, [messageTo(letter.person_id, about, { lender: letter.lender_name })])
}

/** Gives up a letter that was not issued. Refuses `letters.unknown_letter` and `letters.already_issued`. */
export const discard = defineCommand({
  name: 'letters.discard',
  input: OneLetter,
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run({ db, input, actor, now, concern }) {
    const { tenantCode, letterId } = input
    const personId = selfOf(actor, tenantCode)
    const letter = await findLetter(db, tenantCode, { letterId, personId })
    if (letter?.person_id !== personId) return refuse('letters.unknown_letter')
    if (letter.issued_at) return refuse('letters.already_issued')
    await changeLetter(db, letter, { discarded_at: now })
    concern(`person:${personId}`)
    return ok({ letterId })
  },
})

/**
 * Takes a letter back at once: anybody whose facts stand in it may. Refuses `letters.unknown_letter`
 * and `letters.not_valid`, where there is nothing left to take back.
 */
export const revoke = defineCommand({
  name: 'letters.revoke',
  input: OneLetter,
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, actor, now } = ctx
    const { tenantCode, letterId } = input
    const personId = selfOf(actor, tenantCode)
    const letter = await findLetter(db, tenantCode, { letterId, personId })
    if (!letter?.shown_ids?.includes(personId)) return refuse('letters.unknown_letter')
    if (stateOf(timesOf(letter), now) !== 'valid') return refuse('letters.not_valid')
    await changeLetter(db, letter, { revoked_at: now, revoked_by: personId })
    const name = (await namesOf(db, tenantCode, [personId])).get(personId) ?? ''
    const facts = { name, lender: letter.lender_name }
    const about = { kind: 'letter_revoked', letterId }
    await tell(
      ctx,
      letter.shown_ids.map((one) => messageTo(one, about, facts)),
    )
    for (const one of letter.shown_ids) ctx.concern(`person:${one}`)
    return ok({ letterId })
  },
})

/** What letters say about somebody who was forgotten goes with them. */
export async function forgetLetters(
  { db, now }: Pick<CommandContext<unknown>, 'db' | 'now'>,
  person: { readonly tenantCode: string; readonly personId: string },
): Promise<void> {
  await deleteContents(db, { ...person, at: now })
}
