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

/** Whom and which households somebody must not decide about. */
export interface Recusal {
  readonly relatives: ReadonlySet<string>
  /** Their own household and those of their kin. */
  readonly households: ReadonlySet<string>
}

/** What somebody must keep out of, because they are one family. */
export async function recusalOf(db: Db, whose: Whose): Promise<Recusal> {
  const facts = await tiesAndHomes(db, whose, whose.personId)
  const { personId } = whose
  return {
    relatives: relativesWithin(personId, facts),
    households: householdsWithin(personId, facts),
  }
}

/** Whom somebody must not decide about, because they are one family. */
export async function relativesOf(db: Db, whose: Whose): Promise<ReadonlySet<string>> {
  return (await recusalOf(db, whose)).relatives
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
