import { vi } from 'vitest'

/**
 * Passwords and cards are hashed at a low cost in tests, for all tests of one process alike. Only the
 * test runner can do this: the program has no setting for it.
 */
vi.mock('../../src/auth/sign-in/scrypt.ts', async (original) => {
  const real = await original<typeof import('../../src/auth/sign-in/scrypt.ts')>()
  return { ...real, ...real.hashingAt({ N: 2 ** 4, r: 8, p: 1 }) }
})
