import { randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { makeSecrets, type Secrets } from '#kernel/secrets.ts'

/** What is fixed when a data folder is created and never changes afterwards. */
const Nature = z.object({ createdAt: z.iso.datetime(), demonstration: z.boolean() })
export type Nature = z.infer<typeof Nature>

const natureFile = 'xiangyue.json'
const secretFile = 'secret.key'

/** What this data folder is; null when there is none yet. */
export function findNature(dataDir: string): Nature | null {
  const file = join(dataDir, natureFile)
  if (!existsSync(file)) return null
  return Nature.parse(JSON.parse(readFileSync(file, 'utf8')))
}

export interface StartWish {
  readonly dataDir: string
  /** Asked for with `--empty`: a real place, without the demonstration. */
  readonly empty: boolean
  /** Asked for with `seed`: a demonstration, and nothing is served. */
  readonly seed: boolean
}

/**
 * Why a start would not give what was asked for, with the command that would; null when it does.
 * What a folder is was fixed when it was made, so an option that comes too late is never ignored.
 */
export function whyNotStart(nature: Nature | null, wish: StartWish): string | null {
  const { dataDir, empty, seed } = wish
  const real = 'Start a real place in a folder of its own: npm start -- --empty --data data-real'
  if (seed && empty) return `seed makes a demonstration, which is never empty. ${real}`
  if (empty && nature?.demonstration) {
    return `The folder “${dataDir}” holds a demonstration, which can never become a real place. ${real}`
  }
  if (seed && nature && !nature.demonstration) {
    return `The folder “${dataDir}” holds a real place. Make a demonstration in a folder of its own: npm run seed -- --data data-demonstration`
  }
  return null
}

/**
 * Makes a new data folder beside its place and moves it there when it is complete, so that a
 * first start that is cut off leaves nothing half-done.
 */
export async function createDataFolder(
  dataDir: string,
  nature: Nature,
  fill: (preparing: string) => Promise<void>,
): Promise<void> {
  const preparing = `${resolve(dataDir)}.preparing`
  rmSync(preparing, { recursive: true, force: true })
  mkdirSync(preparing, { recursive: true, mode: 0o700 })
  writeFileSync(join(preparing, secretFile), randomBytes(32), { mode: 0o600 })
  writeFileSync(join(preparing, natureFile), `${JSON.stringify(nature, null, 2)}\n`)
  await fill(preparing)
  if (existsSync(dataDir) && readdirSync(dataDir).length === 0) rmSync(dataDir, { recursive: true })
  mkdirSync(dirname(resolve(dataDir)), { recursive: true })
  renameSync(preparing, dataDir)
}

/** The keys of this installation; without its secret file nothing sealed can be opened. */
export function openSecrets(dataDir: string): Secrets {
  return makeSecrets(readFileSync(join(dataDir, secretFile)))
}
