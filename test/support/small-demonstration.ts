import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeDemonstration } from '#demonstration/make.ts'
import { createDataFolder } from '#web/data-folder.ts'

/**
 * A demonstration with fewer households and deeds, made for an instant: the folder that holds it as
 * `data`. `XIANGYUE_TEST_DEMONSTRATION` may name one made before; it is copied, and stays as it was.
 */
export async function smallDemonstration(now: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'xiangyue-demonstration-'))
  const data = join(folder, 'data')
  const before = process.env.XIANGYUE_TEST_DEMONSTRATION
  if (before) cpSync(before, data, { recursive: true })
  else {
    const fill = (preparing: string) =>
      makeDemonstration(preparing, { now, small: true, progress: () => {} })
    await createDataFolder(data, { createdAt: now, demonstration: true }, fill)
  }
  return folder
}
