import type { Secrets } from '#kernel/secrets.ts'
import { codeSigns, inGroups } from '../rules.ts'
import { hashSecret } from './scrypt.ts'

/**
 * Secrets that are printed once and handed over. They follow from the envelope and the
 * installation's key, so that a form sent twice prints the same paper; only their hashes travel
 * through the one door and are kept.
 */

export interface PrintedCard {
  /** `K7QM-3XPD-9RTA-HW2C` */
  readonly code: string
  readonly locator: string
  readonly codeHash: string
}

export async function makeCard(secrets: Secrets, envelopeId: string): Promise<PrintedCard> {
  const plain = signsFrom(secrets.digest(`card/${envelopeId}`), 16)
  const salt = saltFrom(secrets, `card-salt/${envelopeId}`)
  return {
    code: inGroups(plain),
    locator: locatorOf(secrets, plain),
    codeHash: await hashSecret(plain, salt),
  }
}

/** Finds a card by its first half; the second half stays a secret of 40 bits, checked by scrypt. */
export function locatorOf(secrets: Secrets, plain: string): string {
  return secrets.digest(`card-locator/${plain.slice(0, 8)}`)
}

export interface PrintedPassword {
  readonly password: string
  readonly passwordHash: string
}

export async function makeOneTimePassword(
  secrets: Secrets,
  envelopeId: string,
): Promise<PrintedPassword> {
  const password = inGroups(signsFrom(secrets.digest(`one-time/${envelopeId}`), 12))
  const salt = saltFrom(secrets, `one-time-salt/${envelopeId}`)
  return { password, passwordHash: await hashSecret(password, salt) }
}

/** Five bits a sign: two hexadecimal digits modulo 32 are even. */
function signsFrom(hex: string, length: number): string {
  const bytes = Buffer.from(hex, 'hex').subarray(0, length)
  return [...bytes].map((byte) => codeSigns[byte % 32]).join('')
}

function saltFrom(secrets: Secrets, text: string): Buffer {
  return Buffer.from(secrets.digest(text), 'hex').subarray(0, 16)
}
