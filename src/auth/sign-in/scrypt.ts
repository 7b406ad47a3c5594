import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

interface Cost {
  readonly N: number
  readonly r: number
  readonly p: number
}

/** OWASP's second choice for scrypt: 16 MB and five rounds; about a tenth of a second. */
const usual: Cost = { N: 2 ** 14, r: 8, p: 5 }
const keyBytes = 32
const saltBytes = 16

/** Hashing at a cost. What the program uses stands below; tests that hash a lot put a lower one. */
export function hashingAt(cost: Cost) {
  return {
    /**
     * `scrypt$N$r$p$salt$hash` of a password or card code.
     * @param salt given when the same envelope must make the same hash again; random otherwise.
     */
    async hashSecret(secret: string, salt?: Buffer): Promise<string> {
      const own = salt ?? randomBytes(saltBytes)
      const key = await derive(secret, own, cost)
      const parts = [cost.N, cost.r, cost.p, own.toString('base64url'), key.toString('base64url')]
      return `scrypt$${parts.join('$')}`
    },

    /** Takes as long as a real comparison, for names and cards that do not exist. */
    async compareWithNothing(secret: string): Promise<false> {
      await derive(secret, Buffer.alloc(saltBytes), cost)
      return false
    },
  }
}

export const { hashSecret, compareWithNothing } = hashingAt(usual)

/** Whether the secret is the one that was hashed. Compares in constant time. */
export async function isSecret(secret: string, stored: string): Promise<boolean> {
  const [name, N, r, p, salt, hash] = stored.split('$')
  if (name !== 'scrypt' || !salt || !hash) return false
  const expected = Buffer.from(hash, 'base64url')
  const options = { N: Number(N), r: Number(r), p: Number(p) }
  const key = await derive(secret, Buffer.from(salt, 'base64url'), options)
  return key.length === expected.length && timingSafeEqual(key, expected)
}

function derive(secret: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret.normalize('NFKC'), salt, keyBytes, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
