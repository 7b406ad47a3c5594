import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { generatedFiles } from '#test/generated.ts'

const root = join(import.meta.dirname, '../..')

describe('what is generated and committed', () => {
  it('is what the code makes today (otherwise: npm run generate)', async () => {
    for (const [name, text] of Object.entries(await generatedFiles())) {
      expect(readFileSync(join(root, name), 'utf8') === text, `${name} has drifted`).toBe(true)
    }
  })
})
