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
