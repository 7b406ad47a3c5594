import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#kernel/database.ts'
import { migrate } from '#kernel/migrations.ts'

/** Migrates once; every test file opens a copy (about 0.15 s instead of 1.3 s). */
export default async function setup(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'xiangyue-test-'))
  const file = join(folder, 'migrated.tar')
  const database = await openDatabase({ memory: true })
  await migrate(database)
  writeFileSync(file, Buffer.from(await (await database.dump!()).arrayBuffer()))
  await database.close()
  process.env.XIANGYUE_TEST_DUMP = file
  return () => rmSync(folder, { recursive: true, force: true })
}
