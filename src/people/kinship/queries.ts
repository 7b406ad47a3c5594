import { holds } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { rosterPosts } from '#people/office.ts'
import { OnePerson } from '#people/person/model.ts'
import { findPerson, type Here } from '#people/store.ts'
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

/** Whom somebody is related to, as far as recusal needs it; the person sees who asked. */
export const kinship = defineQuery({
  name: 'people.kinship',
  input: OnePerson,
  access: 'scoped',
  may: ({ actor, input }) => holds(actor, input.tenantCode, rosterPosts),
  looked: ({ tenantCode, personId }) => ({
    ...{ tenantCode, personIds: [personId], purpose: 'kinship' },
  }),
  async run({ db, input, today }) {
    const { tenantCode, personId } = input
    if (!(await findPerson(db, tenantCode, personId))) return refuse('people.unknown_person')
    const here = { tenantCode, today }
    const kin = await recordedKin(db, here, personId)
    return ok({ kin, guardian: await guardianOf(db, here, personId) })
  },
})
