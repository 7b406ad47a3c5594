import { readCardCode } from '#auth/rules.ts'
import { locatorOf } from '#auth/sign-in/handed-over.ts'
import { isSecret } from '#auth/sign-in/scrypt.ts'
import type { Secrets } from '#kernel/secrets.ts'
import type { Db } from '#kernel/tables.ts'
import { findOpenCard } from './store.ts'

export interface TypedCard {
  readonly tenantCode: string
  readonly personId: string
  readonly code: string
}

/**
 * Whether a typed code is the one on this person's own card. The keyed first half is compared
 * first, so that a wrong card costs no slow comparison while the database waits.
 */
export async function isOwnCard(db: Db, secrets: Secrets, typed: TypedCard): Promise<boolean> {
  const plain = readCardCode(typed.code)
  const card = plain && (await findOpenCard(db, typed.tenantCode, typed.personId))
  if (!plain || !card || card.locator !== locatorOf(secrets, plain)) return false
  return isSecret(plain, card.hash)
}
