// Makes a fresh clone ready, then runs a command with the Node that the project brings. No
// dependencies: it runs before anything is installed, on any Node from 20 on.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [task = 'serve', ...rest] = process.argv.slice(2)
const stamps = join(root, 'node_modules', '.xiangyue')

/** The program in few files, as it is run; see `bundle.mjs`. */
const bundled = join(root, 'build', 'program', 'main.js')
/** Made from the messages by every build. */
const madeMessages = join(root, 'src', 'paraglide')
/** The program files of the web pages: when they change, the pages are built again. */
const sources = [
  ...['src', 'messages', 'static', 'project.inlang/settings.json', 'vite.config.ts'],
  'scripts/bundle.mjs',
]

if (Number(process.versions.node.split('.')[0]) < 20) {
  stop(
    `Xiangyue needs Node 20 or newer; this is ${process.version}. Install a newer Node and try again.`,
  )
}
install()
// A first start makes the demonstration beside the pages: both take a while, and need each other not.
const seeding = seed()
await seeding.begun
const [pages, seeded] = await Promise.all([task === 'test' || build(), seeding.ended])
if (!pages) stop('The web pages could not be built; the reason stands above.')
if (!seeded) stop('The demonstration could not be made; the reason stands above.')
if (task !== 'build') run(task)

/**
 * `npm install` with the lock file, not `npm ci`: the lock names only the platforms its registry had,
 * and `npm ci` refuses where another platform's optional package is not named.
 */
function install() {
  const wanted = digest([join(root, 'package-lock.json'), join(root, 'package.json')])
  if (stampOf('installed') === wanted && existsSync(bringsNode())) return
  say('Installing packages 正在安装软件包 …')
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

/** Whether the pages are there now. */
async function build() {
  const files = sources.flatMap((source) => filesBelow(join(root, source)))
  // Names, sizes and times say at a glance that nothing was touched; only otherwise all is read.
  const there = existsSync(join(root, 'build', 'handler.js')) && existsSync(bundled)
  const seen = glance(files)
  if (there && stampOf('seen') === seen) return true
  const wanted = digest(files)
  if (there && stampOf('built') === wanted) return stamp('seen', seen)
  say('Building the web pages 正在生成网页 …')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const child = start([vite, 'build', '--logLevel', 'error'], ['ignore', 'ignore', 'inherit'])
  // A demonstration that is being made takes longer: it goes first.
  if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_LOW)
  const done = (await endOf(child)) && (await endOf(start(['scripts/bundle.mjs'], 'inherit')))
  return done && stamp('built', wanted) && stamp('seen', seen)
}

/**
 * Makes the demonstration, where a plain start would make one. It lays an empty database while the
 * messages are compiled, and has begun once it has read them: the build writes them anew.
 */
function seed() {
  const none = { begun: true, ended: true }
  const otherwise = rest.some((word) => /^--(empty|lan|origin)\b/.test(word))
  if (task !== 'serve' || otherwise || process.env.DATABASE_URL) return none
  const data = folderNamed() ?? process.env.XIANGYUE_DATA ?? 'data'
  if (existsSync(resolve(root, data))) return none
  const child = start(
    ['src/main.ts', 'seed', '--beside', '--data', data],
    ['ignore', 'inherit', 'inherit', 'ipc'],
  )
  const ended = endOf(child)
  const compiled = existsSync(join(root, 'src', 'paraglide', 'messages.js'))
  const messages = compiled || endOf(start(['scripts/messages.mjs'], 'inherit'))
  const begun = (async () => {
    await messages
    if (child.connected) child.send('messages')
    await new Promise((done) => child.once('message', done))
  })()
  return { begun: Promise.race([begun, ended]), ended }
}

/** What stands after `--data`, written either way; nothing where it is left out. */
function folderNamed() {
  const at = rest.findIndex((word) => /^--data(=|$)/.test(word))
  return at < 0 ? undefined : rest[at].split('=')[1] || rest[at + 1]
}

/**
 * Starts a program with the Node that the project brings; it ends with this one. What Node makes of
 * the program files is kept, which shortens every later start.
 */
function start(args, stdio) {
  const env = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'), ...process.env }
  const child = spawn(bringsNode(), args, { cwd: root, stdio, env })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  return child
}

/** Whether it ended well. */
function endOf(child) {
  return new Promise((done) => child.on('exit', (code) => done(code === 0)))
}

function run(command) {
  // What is young in memory is looked through more often: a village computer has little of it.
  const program = ['--max-semi-space-size=4', bundled, command]
  const script = command === 'test' ? ['scripts/test.mjs'] : program
  const child = start([...script, ...rest], 'inherit')
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
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !file.startsWith(madeMessages))
    .sort()
}

function glance(files) {
  const hash = createHash('sha256')
  for (const file of files) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${file.slice(root.length)}\0${size}\0${mtimeMs}\0`)
  }
  return hash.digest('hex')
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

/** Remembers it; true, because that always goes well or ends the program. */
function stamp(name, text) {
  mkdirSync(stamps, { recursive: true })
  writeFileSync(join(stamps, name), text)
  return true
}

function say(text) {
  process.stdout.write(`${text}\n`)
}

function stop(text) {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}
