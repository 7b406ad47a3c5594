import { createHash } from 'node:crypto'
import { v7 } from 'uuid'

/** A new time-ordered identifier (UUIDv7, RFC 9562), as clients make them for envelopes. */
export function newEnvelopeId(at?: Date): string {
  return at ? v7({ msecs: at.getTime() }) : v7()
}

/**
 * Identifiers that follow from the envelope, so that a repeated envelope makes the same rows:
 * UUIDv8 (RFC 9562) from SHA-256 of the envelope's id and a counter.
 */
export function idsOf(envelopeId: string): () => string {
  let count = 0
  return () => {
    count += 1
    return derivedId(`${envelopeId}/${count}`)
  }
}

/** A stable identifier (UUIDv8) for a text. */
export function derivedId(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
