import { createPublicKey, verify } from 'node:crypto'
import { expect, it } from 'vitest'
import { makeSigningKey } from './signing.ts'

const master = Buffer.alloc(32, 7)

it('signs so that the public key alone can check it', () => {
  const key = makeSigningKey(master, 'letters/2026')
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.publicKey }
  const holds = (text: string) =>
    verify(
      null,
      Buffer.from(text),
      createPublicKey({ key: jwk, format: 'jwk' }),
      Buffer.from(key.sign('致：演示农商行'), 'base64url'),
    )
  expect([holds('致：演示农商行'), holds('致：别家')]).toEqual([true, false])
})

it('has the same key for the same label, and another for any other label or installation', () => {
  const ids = [
    makeSigningKey(master, 'letters/2026').id,
    makeSigningKey(master, 'letters/2026').id,
    makeSigningKey(master, 'letters/2027').id,
    makeSigningKey(Buffer.alloc(32, 8), 'letters/2026').id,
  ]
  expect(ids[0]).toBe(ids[1])
  expect(new Set(ids).size).toBe(3)
})
