// `npm test`: every check and every test, ending with the plain line «N passed, N failed».
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = (name) => join(root, 'node_modules', name)
const reports = mkdtempSync(join(tmpdir(), 'xiangyue-report-'))
const onlyChecks = process.argv.includes('--checks')
let passed = 0
let failed = 0

const checks = [
  ['messages in both languages', [join(root, 'scripts/messages.mjs')]],
  ['format and lint', [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings']],
  [
    'types',
    [bin('@sveltejs/kit/svelte-kit.js'), 'sync'],
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
]

for (const [name, ...commands] of checks) count(name, await runAll(commands))
if (!onlyChecks) {
  count('build', await run([join(root, 'scripts/ready.mjs'), 'build']))
  const file = join(reports, 'vitest.json')
  const fine = await run([
    bin('vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  addTests(file, fine)
}
rmSync(reports, { recursive: true, force: true })
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)

function addTests(file, fine) {
  if (!existsSync(file)) return count('tests', false)
  const report = JSON.parse(readFileSync(file, 'utf8'))
  passed += report.numPassedTests
  failed += report.numTotalTests - report.numPassedTests
  // A file that cannot even be loaded has no tests to count.
  if (!fine && report.numPassedTests === report.numTotalTests) failed += 1
}

function count(name, fine) {
  process.stdout.write(`${fine ? '✓' : '✗'} ${name}\n`)
  if (fine) passed += 1
  else failed += 1
}

async function runAll(commands) {
  for (const command of commands) if (!(await run(command))) return false
  return true
}

function run(args) {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.on('exit', (code) => done(code === 0))
  })
}
