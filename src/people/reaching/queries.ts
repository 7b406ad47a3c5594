import type { Secrets } from '#kernel/secrets.ts'
import type { Db } from '#kernel/tables.ts'
import { identitiesOf } from '#people/person/store.ts'
import type { Here } from '#people/store.ts'
import { type Address, findAddresses } from './store.ts'

/**
 * The whole telephone numbers of people, eleven digits, for sending to them and for nothing else: they
 * are never shown or exported. Who has none is left out.
 */
export async function phonesOf(
  { db, secrets }: { db: Db; secrets: Secrets },
  tenantCode: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const identities = await identitiesOf(db, tenantCode, personIds)
  return new Map(
    [...identities].flatMap(([id, { phoneSealed }]) =>
      phoneSealed ? [[id, secrets.open(phoneSealed)] as const] : [],
    ),
  )
}

/** Where people are found on a day: name, household on the board, villagers' group. */
export function addressesOf(
  db: Db,
  { personIds, ...here }: Here & { readonly personIds: readonly string[] },
): Promise<ReadonlyMap<string, Address>> {
  return findAddresses(db, here, [...new Set(personIds)])
}
