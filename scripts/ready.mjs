// Makes a fresh clone ready, then runs a command with the Node that the project brings. No
// dependencies: it runs before anything is installed, on any Node from 20 on.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [task = 'serve', ...rest] = process.argv.slice(2)
const stamps = join(root, 'node_modules', '.xiangyue')

/** The program files of the web pages: when they change, the pages are built again. */
const sources = ['src', 'messages', 'static', 'project.inlang/settings.json', 'vite.config.ts']

if (Number(process.versions.node.split('.')[0]) < 20) {
  stop(
    `Xiangyue needs Node 20 or newer; this is ${process.version}. Install a newer Node and try again.`,
  )
}
install()
if (task !== 'test') build()
if (task !== 'build') run(task)

/**
 * `npm install` with the lock file, not `npm ci`: the lock names only the platforms its registry had,
 * and `npm ci` refuses where another platform's optional package is not named.
 */
function install() {
  const wanted = digest([join(root, 'package-lock.json'), join(root, 'package.json')])
  if (stampOf('installed') === wanted && existsSync(bringsNode())) return
  say('Installing packages …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const options = {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  }
  const done = spawnSync(
    npm,
    ['install', '--no-save', '--no-fund', '--no-audit', '--loglevel=error'],
    options,
  )
  if (done.status !== 0)
    stop('The packages could not be installed. Check the network, then run the same command again.')
  stamp('installed', wanted)
}

function build() {
  const files = sources.flatMap((source) => filesBelow(join(root, source)))
  const wanted = digest(files)
  if (stampOf('built') === wanted && existsSync(join(root, 'build', 'handler.js'))) return
  say('Building the web pages …')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const done = spawnSync(bringsNode(), [vite, 'build', '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (done.status !== 0) stop('The web pages could not be built; the reason stands above.')
  stamp('built', wanted)
}

function run(command) {
  const script = command === 'test' ? ['scripts/test.mjs'] : ['src/main.ts', command]
  const child = spawn(bringsNode(), [...script, ...rest], { cwd: root, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

function bringsNode() {
  return join(
    root,
    'node_modules',
    'node',
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  )
}

function filesBelow(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path)
    .filter((name) => name !== 'paraglide' && !name.endsWith('.test.ts'))
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}

function digest(files) {
  const hash = createHash('sha256')
  for (const file of files)
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}

function stampOf(name) {
  const file = join(stamps, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

function stamp(name, text) {
  mkdirSync(stamps, { recursive: true })
  writeFileSync(join(stamps, name), text)
}

function say(text) {
  process.stdout.write(`${text}\n`)
}

function stop(text) {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}
