import { canonicalJson } from '#kernel/canonical.ts'
import type { Secrets } from '#kernel/secrets.ts'
import { type Letter, letterNote, type PublicKey } from './model.ts'
import { codeFrom, keyLabel, tokenOf } from './rules.ts'

/** Letters are signed since this year. */
const firstYear = 2026

const yearOf = (instant: string) => Number(instant.slice(0, 4))

/** The key that signs at an instant: every calendar year (UTC) has one of its own. */
const keyAt = (secrets: Secrets, instant: string) => secrets.signingKey(keyLabel(yearOf(instant)))

/** The public keys of all years so far, oldest first. */
export function publicKeys(secrets: Secrets, now: string): PublicKey[] {
  const years = Math.max(yearOf(now), firstYear) - firstYear + 1
  return Array.from({ length: years }, (_, i) => {
    const { id, publicKey } = secrets.signingKey(keyLabel(firstYear + i))
    return { id, publicKey, year: firstYear + i }
  })
}

/** A letter as it is kept and handed over: the exact text, its signature, and both to scan. */
export interface Signed {
  readonly letter: Letter
  readonly token: string
}

/** Signs a letter; answers its token `XYL1.TEXT.SIGNATURE` and the id of the key. */
export function signLetter(
  secrets: Secrets,
  words: Omit<Letter, 'v' | 'kind' | 'key' | 'note'>,
): { token: string; keyId: string } {
  const key = keyAt(secrets, words.issuedAt)
  const fixed = { v: 1, kind: 'xiangyue.letter', key: key.id, note: letterNote } as const
  const text = canonicalJson({ ...fixed, ...words } satisfies Letter)
  const token = tokenOf(Buffer.from(text, 'utf8').toString('base64url'), key.sign(text))
  return { token, keyId: key.id }
}

export function openLetter(secrets: Secrets, sealed: string): Signed {
  const token = secrets.open(sealed)
  const text = Buffer.from(token.split('.')[1]!, 'base64url').toString('utf8')
  return { letter: JSON.parse(text) as Letter, token }
}

/** The code that opens a letter: it follows from the installation's secret and lies nowhere. */
export const codeOf = (secrets: Secrets, letterId: string): string =>
  codeFrom(secrets.digest(`letters/code/${letterId}`))

/** What is kept of a code, so that a letter can be found by it. */
export const digestOf = (secrets: Secrets, code: string): string =>
  secrets.digest(`letters/digest/${code}`)
