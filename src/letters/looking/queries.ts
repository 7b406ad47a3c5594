import { z } from 'zod'
import { anyone, holds } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import { counters, OnePlace, ShowLetter } from '#letters/model.ts'
import { digestOf, openLetter, publicKeys } from '#letters/signed.ts'
import { countLetters, findShown } from './store.ts'

/**
 * A letter for whoever has just looked it up (`letters.look_up`): what it says while it is valid, and
 * otherwise only that it is expired or revoked, and since when. Refuses `letters.unknown_letter`.
 */
export const shown = defineQuery({
  name: 'letters.shown',
  input: ShowLetter,
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input, now, secrets }) {
    const digest = digestOf(secrets, input.code)
    const by = { digest, lookId: input.lookId, now }
    const found = await findShown(db, input.tenantCode, by)
    if (!found) return refuse('letters.unknown_letter')
    const { sealed, ...state } = found
    return ok({ ...state, signed: sealed === null ? null : openLetter(secrets, sealed) })
  },
})

/** The public keys of this installation, one a year: with them anybody checks a letter's signature. */
export const keys = defineQuery({
  name: 'letters.keys',
  input: z.object({}),
  access: 'public',
  may: ({ actor }) => anyone(actor, ''),
  async run({ now, secrets }) {
    return ok({ keys: publicKeys(secrets, now) })
  },
})

/** How many letters there are and how often they were looked up: all an office learns of them. */
export const counts = defineQuery({
  name: 'letters.counts',
  input: OnePlace,
  access: 'scoped',
  may: ({ actor, input }) => (actor.behalf ? null : holds(actor, input.tenantCode, counters)),
  async run({ db, input, now }) {
    return ok(await countLetters(db, input.tenantCode, now))
  },
})
