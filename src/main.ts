import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DatabaseUnavailable, openDatabase } from '#kernel/database.ts'
import { makeLog } from '#kernel/log.ts'
import { migrate } from '#kernel/migrations.ts'
import { createDataFolder, findNature } from '#web/data-folder.ts'
import type { House } from '#web/house.ts'

const root = join(import.meta.dirname, '..')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: process.env.XIANGYUE_DATA ?? 'data' },
    port: { type: 'string', default: process.env.PORT ?? '8080' },
    lan: { type: 'boolean', default: false },
    empty: { type: 'boolean', default: false },
    origin: { type: 'string' },
    village: { type: 'string' },
  },
})

const tasks: Record<string, () => Promise<void>> = {
  serve,
  migrate: migrateFolder,
  seed: async () => prepareFolder(false),
  verify,
}

try {
  const task = tasks[positionals[0] ?? 'serve']
  if (!task)
    stop(`There is no command “${positionals[0]}”. Known are: ${Object.keys(tasks).join(', ')}.`)
  else await task()
} catch (error) {
  // Only the sentence: an error from inside the embedded database would print a megabyte of source.
  stop(
    error instanceof DatabaseUnavailable || error instanceof Error ? error.message : String(error),
  )
}

async function serve(): Promise<void> {
  const started = performance.now()
  await prepareFolder(values.empty)
  const nature = findNature(values.data)!
  if (values.lan && nature.demonstration) {
    return stop(
      'A demonstration serves this computer only. Start a real one with: npm start -- --empty --data data-real --lan',
    )
  }
  const [{ openHouse }, { freePort, listen }, { handOver }, { greet }] = await Promise.all([
    import('#web/house.ts'),
    import('#web/serve.ts'),
    import('#web/runtime.ts'),
    import('#web/greeting.ts'),
  ])
  const port = values.origin ? Number(values.port) : await freePort(Number(values.port), values.lan)
  const config = {
    demonstration: nature.demonstration,
    lan: values.lan,
    origin: values.origin ?? `http://localhost:${port}`,
    dataDir: values.data,
  }
  const house = await openHouse(config, makeLog(process.env.LOG_LEVEL ?? 'warn'))
  handOver(house.runtime)
  const listening = await listen(join(root, 'build'), {
    port,
    lan: values.lan,
    publicOrigin: values.origin ?? null,
  })
  closeOnSignal(house, listening.close)
  await greet(house.runtime, { port, seconds: (performance.now() - started) / 1000 })
}

function closeOnSignal(house: House, closeServer: () => Promise<void>): void {
  let closing = false
  const close = async () => {
    if (closing) return
    closing = true
    await closeServer()
    await house.close()
    process.exit(0)
  }
  process.on('SIGINT', close)
  process.on('SIGTERM', close)
}

/** A first start makes the data folder: with the demonstration, or empty for a real place. */
async function prepareFolder(empty: boolean): Promise<void> {
  if (existsSync(join(values.data, 'xiangyue.json'))) return
  if (process.env.DATABASE_URL && !empty) {
    throw new Error(
      'A demonstration lives in its own folder, not in DATABASE_URL. Start with: npm start -- --empty',
    )
  }
  const nature = { createdAt: new Date().toISOString(), demonstration: !empty }
  const fill = empty
    ? (await import('#demonstration/foundation.ts')).layFoundation
    : (await import('#demonstration/make.ts')).makeDemonstration
  await createDataFolder(values.data, nature, fill)
}

async function migrateFolder(): Promise<void> {
  const url = process.env.DATABASE_URL
  await using database = await openDatabase(url ? { url } : { dataDir: values.data })
  await migrate(database)
  process.stdout.write('The database is up to date.\n')
}

async function verify(): Promise<void> {
  const { verifyVillage } = await import('#verify/main.ts')
  const fine = await verifyVillage({ village: values.village ?? '', dataDir: values.data })
  process.exitCode = fine ? 0 : 1
}

function stop(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}
