// `npm test`: every check and every test, ending with the plain line «N passed, N failed».
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tallyOf } from './tally.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = (name) => join(root, 'node_modules', name)
const reports = mkdtempSync(join(tmpdir(), 'xiangyue-report-'))
const onlyChecks = process.argv.includes('--checks')
let passed = 0
let failed = 0

/** These make what all others read: words as functions, and the types of the pages. */
const makers = [
  ['messages in both languages', [join(root, 'scripts/messages.mjs')]],
  ['page types', [bin('@sveltejs/kit/svelte-kit.js'), 'sync']],
]
const build = ['build', [join(root, 'scripts/ready.mjs'), 'build']]
const readers = [
  ['format and lint', [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings']],
  [
    'types',
    [
      bin('svelte-check/bin/svelte-check'),
      '--tsconfig',
      './tsconfig.json',
      '--threshold',
      'error',
      '--output',
      'human',
    ],
  ],
  [
    'arrows',
    [
      bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.mjs',
      '--output-type',
      'err',
      'src',
    ],
  ],
  ['dead code', [bin('knip/bin/knip.js'), '--no-progress']],
  ['drift of generated files', [join(root, 'test/generate.ts'), '--check']],
]

await inTurn(onlyChecks ? makers : [...makers, build])
// The checks go beside the tests, which wait for browsers and disks much of their time.
await Promise.all(onlyChecks ? [inTurn(readers)] : [tests(), inTurn(readers)])
rmSync(reports, { recursive: true, force: true })
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)

async function inTurn(steps) {
  for (const [name, command] of steps) {
    const fine = await run(command)
    process.stdout.write(`${fine ? '✓' : '✗'} ${name}\n`)
    if (fine) passed += 1
    else failed += 1
  }
}

async function tests() {
  const file = join(reports, 'vitest.json')
  const endedWell = await run([
    bin('vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  const tally = tallyOf(existsSync(file) ? readFileSync(file, 'utf8') : null, endedWell)
  passed += tally.passed
  failed += tally.failed
}

function run(args) {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.on('error', () => done(false))
    child.on('exit', (code) => done(code === 0))
  })
}
