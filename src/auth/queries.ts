import { z } from 'zod'
import type { Actor, Capacity } from '#kernel/actor.ts'
import { anyone, holds, oversees } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import { Accounts, administrators, cardIssuers, OneAccount } from './model.ts'
import { findAccount, listAccounts, listDemonstrationPeople } from './store.ts'

const seers = [...new Set([...administrators, ...cardIssuers])]

function seesAccounts(actor: Actor, tenantCode: string): Capacity | null {
  return holds(actor, tenantCode, seers) ?? oversees(actor, tenantCode, administrators)
}

/** Who of a place can sign in and how, for those who open accounts and issue cards. */
export const accounts = defineQuery({
  name: 'auth.accounts',
  input: Accounts,
  access: 'scoped',
  may: ({ actor, input }) => seesAccounts(actor, input.tenantCode),
  async run({ db, input, today }) {
    const { people, total } = await listAccounts(db, input, today)
    return ok({ people, total, pageSize: input.limit })
  },
})

export const account = defineQuery({
  name: 'auth.account',
  input: OneAccount,
  access: 'scoped',
  may: ({ actor, input }) => seesAccounts(actor, input.tenantCode),
  async run({ db, input, today }) {
    const found = await findAccount(db, input, today)
    return found ? ok(found) : refuse('auth.unknown_person')
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
    return people.length > 0 ? ok(people) : refuse('auth.not_demonstration')
  },
})
