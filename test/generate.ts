import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generatedFiles } from '#test/generated.ts'

// `npm run generate`: renews what is made from the code and committed; `--check` only compares.
const root = join(import.meta.dirname, '..')
const onlyCompares = process.argv.includes('--check')
for (const [name, text] of Object.entries(await generatedFiles())) {
  const file = join(root, name)
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue
  if (onlyCompares) {
    process.stderr.write(`${name} is not what the code makes. Renew it with: npm run generate\n`)
    process.exitCode = 1
    continue
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  process.stdout.write(`${name}\n`)
}
