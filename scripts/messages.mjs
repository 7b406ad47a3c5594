// Messages in both languages: `node scripts/messages.mjs` compiles them, `… check` reports what is
// missing or unequal. Paraglide itself succeeds with undefined messages when its format plugin is
// missing, so compiling fails here when a message stays mute, and the build asks for both.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const languages = ['zh-CN', 'en']

/** Names of what is filled in; `{missingEnglish}` is the English twin of `{missing}`. */
function parameters(text) {
  const names = (text.match(/\{\w+\}/g) ?? []).map((name) => name.replace(/English\}$/, '}'))
  return [...new Set(names)].sort().join(' ')
}

function readMessages(language) {
  const { $schema, ...messages } = JSON.parse(
    readFileSync(join(root, 'messages', `${language}.json`), 'utf8'),
  )
  return messages
}

/**
 * Types make every caller give what either language asks for, but a refusal is said from whatever
 * details it carries: there both languages must ask for the same.
 */
function faultsOfPair(key, chinese, english) {
  if (!chinese?.trim() || !english?.trim()) return [`${key} lacks a language`]
  if (!key.startsWith('refusal_') || parameters(chinese) === parameters(english)) return []
  return [`${key} has other parameters in Chinese than in English`]
}

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && entry.name !== 'paraglide') yield* sources(path)
    else if (/\.(ts|svelte)$/.test(entry.name)) yield path
  }
}

function faultsOfUse(known) {
  const faults = []
  for (const path of sources(join(root, 'src'))) {
    const text = readFileSync(path, 'utf8')
    if (!text.includes("* as m from '#paraglide/messages.js'")) continue
    for (const [, key] of text.matchAll(/\bm\.([a-z][a-z0-9_]*)\b/g)) {
      if (!known.has(key))
        faults.push(`${key} is used in ${path.slice(root.length)} and says nothing`)
    }
  }
  return faults
}

/** Everything wrong with the messages, each fault a sentence. */
export function findFaults() {
  const [chinese, english] = languages.map(readMessages)
  const keys = new Set([...Object.keys(chinese), ...Object.keys(english)])
  const pairs = [...keys].flatMap((key) => faultsOfPair(key, chinese[key], english[key]))
  return [...pairs, ...faultsOfUse(keys)]
}

/** Every message must have become a function; each that has not is a fault. */
export async function findMute() {
  const compiled = await import(
    `${pathToFileURL(join(root, 'src/paraglide/messages.js'))}?t=${Date.now()}`
  )
  const keys = Object.keys(readMessages('zh-CN'))
  const mute = keys.filter((key) => typeof compiled[key] !== 'function')
  return mute.map((key) => `${key} was not compiled`)
}

function refuse(faults) {
  for (const fault of faults) console.error(fault)
  console.error(`${faults.length} faults in the messages.`)
  process.exit(1)
}

async function compileAll() {
  const { compile } = await import('@inlang/paraglide-js')
  const { default: options } = await import('../project.inlang/paraglide.config.js')
  const outdir = join(root, 'src/paraglide')
  await compile({ ...options, project: join(root, 'project.inlang'), outdir })
  return findMute()
}

async function main(task) {
  const faults = task === 'check' ? findFaults() : await compileAll()
  if (faults.length > 0) refuse(faults)
  // The compiler leaves a timer of half a minute behind, and nobody should wait for it.
  process.exit(0)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv[2])
