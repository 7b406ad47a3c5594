import type { Secrets } from '#kernel/secrets.ts'
import type { Db } from '#kernel/tables.ts'
import { maskIdNumber, maskPhone } from '#people/rules.ts'
import { identitiesOf } from './store.ts'

export interface MaskedNumbers {
  readonly idNumber: string | null
  readonly phone: string | null
}

/** The numbers of people as they may be shown and exported: masked, never whole. */
export async function maskedNumbers(
  { db, secrets }: { db: Db; secrets: Secrets },
  tenantCode: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, MaskedNumbers>> {
  const identities = await identitiesOf(db, tenantCode, personIds)
  const open = (sealed: string | null | undefined, mask: (text: string) => string) =>
    sealed ? mask(secrets.open(sealed)) : null
  return new Map(
    personIds.map((id) => {
      const identity = identities.get(id)
      const idNumber = open(identity?.idNumberSealed, maskIdNumber)
      return [id, { idNumber, phone: open(identity?.phoneSealed, maskPhone) }]
    }),
  )
}
