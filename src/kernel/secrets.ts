import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { makeSigningKey, type SigningKey } from './signing.ts'

/** Keeps identity numbers, phones and audit contents unreadable at rest. */
export interface Secrets {
  /** AES-256-GCM; base64url of nonce (12 bytes), tag (16 bytes) and ciphertext. */
  seal(text: string): string
  /** The sealed text again; throws when it was altered. */
  open(sealed: string): string
  /** HMAC-SHA-256 in hex: finds equal values without opening them. */
  digest(text: string): string
  /** The signing key of a purpose and period (`letters/2026`): always the same one for the same label. */
  signingKey(label: string): SigningKey
}

/** Derives the keys for sealing and digesting from the installation's one secret (32 bytes). */
export function makeSecrets(master: Buffer): Secrets {
  if (master.length !== 32) throw new Error('The installation secret must be 32 bytes long.')
  const sealing = Buffer.from(hkdfSync('sha256', master, '', 'xiangyue/seal/1', 32))
  const digesting = Buffer.from(hkdfSync('sha256', master, '', 'xiangyue/digest/1', 32))
  return {
    seal: (text) => seal(sealing, text),
    open: (sealed) => open(sealing, sealed),
    digest: (text) => createHmac('sha256', digesting).update(text).digest('hex'),
    signingKey: (label) => makeSigningKey(master, label),
  }
}

function seal(key: Buffer, text: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
}

function open(key: Buffer, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}
