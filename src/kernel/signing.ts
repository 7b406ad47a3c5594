import { createPrivateKey, createPublicKey, hkdfSync, sign } from 'node:crypto'
import { sha256 } from './digest.ts'

/** Signs texts so that anybody can check who wrote them (Ed25519, RFC 8032). */
export interface SigningKey {
  /** The first 16 hex digits of SHA-256 over `publicKey`. */
  readonly id: string
  /** The 32 bytes of the public key in base64url. */
  readonly publicKey: string
  /** The signature over the text's bytes in UTF-8, in base64url. */
  sign(text: string): string
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * The key pair of a label, derived from the installation's one secret: it lies nowhere and is the same
 * after every start. Another label is another key, which is how keys are changed.
 */
export function makeSigningKey(master: Buffer, label: string): SigningKey {
  const seed = Buffer.from(hkdfSync('sha256', master, '', `xiangyue/sign/1/${label}`, 32))
  const der = Buffer.concat([prefix, seed])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key).export({ format: 'jwk' }).x!
  return {
    ...{ id: sha256(publicKey).slice(0, 16), publicKey },
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64url'),
  }
}
