import { addDays, plainDateInChina } from '#kernel/clock.ts'
import { residenceOf, resides } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import { draftOf } from '#letters/issuing/draft.ts'
import { listLooks } from '#letters/looking/store.ts'
import { OneLetter, OnePlace } from '#letters/model.ts'
import { fingerprintOf, stateOf } from '#letters/rules.ts'
import { codeOf, openLetter } from '#letters/signed.ts'
import { namesOf } from '#people/queries.ts'
import { listCycles } from '#points/queries.ts'
import { settingNumber } from '#settings/queries.ts'
import { selfOf } from './commands.ts'
import { sayableOf } from './sayable.ts'
import { answersTo, findLetter, type LetterRead, listLetters, timesOf } from './store.ts'

/** What I could say about myself in a letter, and for how long one may be good. */
export const sayable = defineQuery({
  name: 'letters.sayable',
  input: OnePlace,
  access: 'scoped',
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run({ db, input, actor, today }) {
    const { tenantCode } = input
    const personId = selfOf(actor, tenantCode)
    const { sayable: all, others } = await sayableOf(db, { tenantCode, today, personId })
    const mostDays = await settingNumber(db, { tenantCode, today, key: 'letters.days' })
    return ok({ ...all, others: others.length, mostDays })
  },
})

/** The last day on which a letter is good. */
const lastDayOf = (letter: LetterRead) =>
  letter.expires_at && addDays(plainDateInChina(letter.expires_at), -1)

/** My letters, and those of the house that ask me or say something about me. */
export const mine = defineQuery({
  name: 'letters.mine',
  input: OnePlace,
  access: 'scoped',
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run({ db, input, actor, now }) {
    const { tenantCode } = input
    const personId = selfOf(actor, tenantCode)
    const rows = (await listLetters(db, tenantCode, personId)).filter((row) =>
      isTheirs(row, personId),
    )
    const names = await namesOf(
      db,
      tenantCode,
      rows.map((row) => row.person_id),
    )
    const letters = rows.map((row) => ({
      ...{ letterId: row.id, own: row.person_id === personId, lender: row.lender_name },
      ...{ name: names.get(row.person_id) ?? '', begunAt: row.begun_at },
      ...{ state: stateOf(timesOf(row), now), lastDay: lastDayOf(row) },
    }))
    return ok({ letters })
  },
})

/** Once it is issued, a letter concerns its writer and those whose facts stand in it. */
const isTheirs = (row: LetterRead, personId: string) =>
  row.person_id === personId || !row.issued_at || row.shown_ids!.includes(personId)

/**
 * One letter as its writer and the others it is about see it: before it is issued exactly what it
 * would say and who is asked, afterwards the letter with its code, and who looked it up. Without its
 * contents once it is expired or revoked. Refuses `letters.unknown_letter`.
 */
export const letter = defineQuery({
  name: 'letters.letter',
  input: OneLetter,
  access: 'scoped',
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, actor, now, secrets } = ctx
    const { tenantCode, letterId } = input
    const personId = residenceOf(actor, tenantCode)!.personId
    const row = await findLetter(db, tenantCode, { letterId, personId })
    if (!row || !isTheirs(row, personId)) return refuse('letters.unknown_letter')
    const state = stateOf(timesOf(row), now)
    const own = row.person_id === personId
    const looks = row.issued_at ? await listLooks(db, tenantCode, letterId) : []
    const people = [row.person_id, ...(row.shown_ids ?? []), row.revoked_by ?? row.person_id]
    const names = await namesOf(db, tenantCode, people)
    const nameOf = (id: string) => names.get(id) ?? ''
    return ok({
      ...{ letterId, own, state, lender: row.lender_name, name: nameOf(row.person_id) },
      ...{ days: row.days, lastDay: lastDayOf(row), begunAt: row.begun_at },
      ...{ issuedAt: row.issued_at, revokedAt: timesOf(row).revokedAt },
      revokedBy: row.revoked_by && nameOf(row.revoked_by),
      about: (row.shown_ids ?? []).map(nameOf),
      draft: state === 'draft' ? await drafted(ctx, row, personId) : null,
      signed: state === 'valid' && row.sealed ? openLetter(secrets, row.sealed) : null,
      code: state === 'valid' ? `${tenantCode}-${codeOf(secrets, letterId)}` : null,
      looks,
    })
  },
})

async function drafted(ctx: Parameters<typeof draftOf>[0], row: LetterRead, personId: string) {
  const { lender, purpose, facts, allAgree } = await draftOf(ctx, row)
  const words = await answersTo(ctx.db, row.tenant_code, row.id)
  const own = row.person_id === personId
  const all = await listCycles(ctx.db, row.tenant_code)
  const cycles = all
    .filter(({ id }) => row.cycle_ids.includes(id))
    .map(({ unit, year, number }) => ({ unit, year, number }))
  return {
    ...{ lender, purpose, allAgree, chosen: row.facts, cycles },
    /** Others see only what their yes is asked for. */
    facts: own ? facts : null,
    seen: own ? fingerprintOf(facts) : null,
    asked: row.asked_ids.length,
    answered: row.asked_ids.filter((id) => words.has(id)).length,
    myWord: own ? null : (words.get(personId) ?? null),
  }
}
