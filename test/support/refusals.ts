import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ModuleManifest } from '#kernel/module.ts'
import { kernelRefusals } from '#kernel/refusals.ts'

/** Every refusal these modules and the doors themselves may give. */
export function refusalCodes(modules: readonly ModuleManifest[]): readonly string[] {
  return [kernelRefusals, ...modules.map((m) => m.refusals ?? {})].flatMap((one) =>
    Object.keys(one),
  )
}

/** The refusals that say nothing in one of the languages. */
export function mute(codes: readonly string[]): string[] {
  const keyOf = (code: string) => `refusal_${code.replaceAll('.', '_')}`
  const silent = wordless(codes.map(keyOf))
  return codes.filter((code) => silent.includes(keyOf(code)))
}

/** The messages that are missing or empty in one of the languages. */
export function wordless(keys: readonly string[]): string[] {
  const languages = ['zh-CN', 'en'].map((language) => {
    const file = join(import.meta.dirname, '../../messages', `${language}.json`)
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  })
  return keys.filter((key) => !languages.every((messages) => messages[key]))
}
