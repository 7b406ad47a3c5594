import { createHash } from 'node:crypto'

/** SHA-256 of a text in UTF-8, as lower-case hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/**
 * A commitment: SHA-256(salt ‖ text) with the salt's bytes first, as lower-case hex. Nobody can
 * guess a short text from it without the salt, and destroying the salt forgets the text.
 */
export function commitmentTo(saltHex: string, text: string): string {
  return createHash('sha256').update(Buffer.from(saltHex, 'hex')).update(text, 'utf8').digest('hex')
}
