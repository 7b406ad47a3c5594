import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generatedFiles } from '#test/generated.ts'

// `npm run generate`: renews what is made from the code and committed.
const root = join(import.meta.dirname, '..')
for (const [name, text] of Object.entries(await generatedFiles())) {
  mkdirSync(dirname(join(root, name)), { recursive: true })
  writeFileSync(join(root, name), text)
  process.stdout.write(`${name}\n`)
}
