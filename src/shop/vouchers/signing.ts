import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { z } from 'zod'
import type { Secrets } from '#kernel/secrets.ts'
import type { VoucherText } from './model.ts'

type Digest = Pick<Secrets, 'digest'>

/** What stands before the 32 bytes of an Ed25519 seed in PKCS #8 (RFC 8410). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The village's own key follows from the secret of the installation; nothing of it is stored. */
function privateKey(secrets: Digest, tenantCode: string): KeyObject {
  const seed = Buffer.from(secrets.digest(`shop.voucher/ed25519/1/${tenantCode}`), 'hex')
  return createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' })
}

/** The public key by which anybody can check a village's vouchers: 32 bytes in base64url. */
export function voucherKey(secrets: Digest, tenantCode: string): string {
  return createPublicKey(privateKey(secrets, tenantCode)).export({ format: 'jwk' }).x!
}

/** What is printed: `XYV1.TEXT.SIGNATURE`, both in base64url; signed is `XYV1.TEXT`. */
export function signVoucher(secrets: Digest, text: VoucherText): string {
  const signed = `XYV1.${Buffer.from(JSON.stringify(text)).toString('base64url')}`
  const signature = sign(null, Buffer.from(signed), privateKey(secrets, text.v))
  return `${signed}.${signature.toString('base64url')}`
}

const Text = z.object({
  ...{ v: z.string().regex(/^\d{12}$/), i: z.uuid(), n: z.int(), t: z.int() },
  ...{ g: z.string(), q: z.int(), u: z.iso.date() },
})

/** What a genuine voucher of this village says; null for anything else. */
export function readVoucher(secrets: Digest, tenantCode: string, code: string): VoucherText | null {
  const [, body = '', signature = ''] = /^XYV1\.([\w-]+)\.([\w-]+)$/.exec(code) ?? []
  const signed = Buffer.from(`XYV1.${body}`)
  const key = createPublicKey(privateKey(secrets, tenantCode))
  if (!verify(null, signed, key, Buffer.from(signature, 'base64url'))) return null
  const text = Text.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString()))
  return text.success && text.data.v === tenantCode ? text.data : null
}
