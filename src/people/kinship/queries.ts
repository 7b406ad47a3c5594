import { holds } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { rosterPosts } from '#people/office.ts'
import { OnePerson } from '#people/person/model.ts'
import type { Here } from '#people/store.ts'
import { householdsWithin, relativesWithin, reverseOf } from './rules.ts'
import { guardianOf, kinOf, tiesAndHomes } from './store.ts'

interface Whose extends Here {
  readonly personId: string
}

/** Whom somebody must not decide about, because they are one family. */
export async function relativesOf(db: Db, whose: Whose): Promise<ReadonlySet<string>> {
  return relativesWithin(whose.personId, await tiesAndHomes(db, whose, whose.personId))
}

/** The households about which somebody must not decide: their own and those of their kin. */
export async function recusedHouseholds(db: Db, whose: Whose): Promise<ReadonlySet<string>> {
  return householdsWithin(whose.personId, await tiesAndHomes(db, whose, whose.personId))
}

/** The recorded kin of a person, said from that person's side. */
export async function recordedKin(db: Db, here: Here, personId: string) {
  const kin = await kinOf(db, here, personId)
  return kin.map(({ reversed, ...one }) => ({
    ...one,
    relation: reversed ? reverseOf(one.relation) : one.relation,
  }))
}

export const kinship = defineQuery({
  name: 'people.kinship',
  input: OnePerson,
  access: 'scoped',
  may: ({ actor, input }) => holds(actor, input.tenantCode, rosterPosts),
  async run({ db, input, today }) {
    const here = { tenantCode: input.tenantCode, today }
    const kin = await recordedKin(db, here, input.personId)
    return ok({ kin, guardian: await guardianOf(db, here, input.personId) })
  },
})
