import { z } from 'zod'
import type { Actor, Capacity } from '#kernel/actor.ts'
import { anyone, holds, oversees } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import { placesNamed } from '#places/queries.ts'
import {
  type AccountFacts,
  Accounts,
  administrators,
  cardIssuers,
  type ListedAccount,
  OneAccount,
} from './model.ts'
import { findAccount, isInGrids, listAccounts, listDemonstrationPeople } from './store.ts'

const seers = [...new Set([...administrators, ...cardIssuers])]

function seesAccounts(actor: Actor, tenantCode: string): Capacity | null {
  return holds(actor, tenantCode, seers) ?? oversees(actor, tenantCode, administrators)
}

/** Whoever issues cards in one grid sees the people of that grid, all others those of the place. */
function gridsOf(actor: Actor, tenantCode: string): readonly string[] | null {
  const wide = seers.filter((post) => post !== 'grid_worker')
  if (holds(actor, tenantCode, wide) ?? oversees(actor, tenantCode, administrators)) return null
  const here = actor.posts.filter((post) => post.tenantCode === tenantCode)
  return here.flatMap((post) => post.divisionId ?? [])
}

function administers(actor: Actor, tenantCode: string): boolean {
  const own = holds(actor, tenantCode, administrators)
  return (own ?? oversees(actor, tenantCode, administrators)) !== null
}

/** Whom of a place one may help to sign in, for those who open accounts and issue cards. */
export const accounts = defineQuery({
  name: 'auth.accounts',
  input: Accounts,
  access: 'scoped',
  may: ({ actor, input }) => seesAccounts(actor, input.tenantCode),
  looked: ({ tenantCode }, { people }: { people: readonly ListedAccount[] }) => ({
    ...{ tenantCode, personIds: people.map((one) => one.personId), purpose: 'accounts' },
  }),
  async run({ db, input, today, actor }) {
    const within = gridsOf(actor, input.tenantCode)
    const { people, total } = await listAccounts(db, { ...input, within }, today)
    return ok({ people, total, pageSize: input.limit })
  },
})

/** How one person's account is proved; the person sees who looked. */
export const account = defineQuery({
  name: 'auth.account',
  input: OneAccount,
  access: 'scoped',
  may: ({ actor, input }) => seesAccounts(actor, input.tenantCode),
  looked: ({ tenantCode, personId }) => ({
    ...{ tenantCode, personIds: [personId], purpose: 'account' },
  }),
  async run({ db, input, today, actor }) {
    const grids = gridsOf(actor, input.tenantCode)
    const near = !grids || (await isInGrids(db, { ...input, today }, grids))
    const found = near ? await findAccount(db, input, today) : null
    if (!found) return refuse('auth.unknown_person')
    const sessions = administers(actor, input.tenantCode) ? found.sessions : null
    return ok<AccountFacts>({ ...found, sessions })
  },
})

/** Whom one may pick to be; refused everywhere but in a demonstration. */
export const demonstrationPeople = defineQuery({
  name: 'auth.demonstration_people',
  input: z.object({}),
  access: 'public',
  may: ({ actor }) => anyone(actor, ''),
  async run({ db, today }) {
    const people = await listDemonstrationPeople(db, today)
    if (people.length === 0) return refuse('auth.not_demonstration')
    const codes = [...new Set(people.map(({ tenantCode }) => tenantCode))]
    const places = await placesNamed(db, codes, today)
    const names = new Map(places.map(({ code, name }) => [code, name]))
    return ok(people.map((one) => ({ ...one, place: names.get(one.tenantCode) ?? one.place })))
  },
})
