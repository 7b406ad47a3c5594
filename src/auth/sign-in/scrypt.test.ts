import { expect, it, vi } from 'vitest'

it('hashes at full cost, and knows the secret again', async () => {
  const { hashSecret, isSecret } =
    await vi.importActual<typeof import('./scrypt.ts')>('./scrypt.ts')
  const stored = await hashSecret('seven rivers, one bridge')
  expect(stored).toMatch(/^scrypt\$16384\$8\$5\$/)
  expect(await isSecret('seven rivers, one bridge', stored)).toBe(true)
  expect(await isSecret('seven rivers, two bridges', stored)).toBe(false)
  expect(await isSecret('seven rivers, one bridge', 'plain$1')).toBe(false)
})
