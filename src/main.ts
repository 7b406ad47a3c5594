import { once } from 'node:events'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DatabaseUnavailable, openDatabase } from '#kernel/database.ts'
import { factsOf } from '#kernel/fault.ts'
import { type Log, makeLog } from '#kernel/log.ts'
import { isLoopback } from '#kernel/loopback.ts'
import { migrate } from '#kernel/migrations.ts'
import { createDataFolder, findNature, whyNotStart } from '#web/data-folder.ts'

const root = join(import.meta.dirname, '..')

const demonstrationStays =
  'A demonstration serves this computer only, so it has no --lan and no --origin of others. ' +
  'Start a real place with: npm start -- --empty --data data-real'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: process.env.XIANGYUE_DATA ?? 'data' },
    port: { type: 'string', default: process.env.PORT ?? '8080' },
    lan: { type: 'boolean', default: false },
    empty: { type: 'boolean', default: false },
    origin: { type: 'string' },
    village: { type: 'string' },
    /** Of `seed`: whoever started it makes the messages meanwhile, and says when they are there. */
    beside: { type: 'boolean', default: false },
  },
})

const tasks: Record<string, () => Promise<void>> = {
  serve,
  migrate: migrateFolder,
  seed: async () => prepareFolder({ seed: true }),
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
  const reachesOthers = leavesThisComputer()
  const demonstration = findNature(values.data)?.demonstration ?? !values.empty
  if (demonstration && reachesOthers) throw new Error(demonstrationStays)
  await prepareFolder({ seed: false })
  const [{ openHouse }, { freePort, onlyPort, listen, readAllPages }, { handOver }, { greet }] =
    await Promise.all([
      import('#web/house.ts'),
      import('#web/serve.ts'),
      import('#web/runtime.ts'),
      import('#web/greeting.ts'),
    ])
  const { lan, origin: publicOrigin = null, data: dataDir } = values
  const buildFolder = join(root, 'build')
  const choosePort = publicOrigin ? onlyPort : freePort
  const port = await choosePort(Number(values.port), lan)
  const origin = publicOrigin ?? `http://localhost:${port}`
  const log = makeLog(process.env.LOG_LEVEL ?? 'warn')
  // Whatever fails from here on closes what was opened before it: else the program never ends.
  await using opened = new AsyncDisposableStack()
  const house = await openHouse({ demonstration, lan, origin, dataDir }, log)
  opened.defer(house.close)
  handOver(house.runtime)
  const listening = await listen(buildFolder, { port, lan, publicOrigin })
  opened.defer(listening.close)
  await greet(house.runtime, { port, seconds: (performance.now() - started) / 1000 })
  surviveFaults(log)
  const all = opened.move()
  closeOnSignal(all)
  try {
    // Pages are served already; what came due meanwhile is looked for now.
    await house.beginWork()
    await readAllPages(buildFolder)
  } catch (error) {
    await all.disposeAsync()
    throw error
  }
}

/** Whether other computers are meant to reach this program, by themselves or through a proxy. */
function leavesThisComputer(): boolean {
  return values.lan || (values.origin !== undefined && !isLoopback(hostOf(values.origin)))
}

function hostOf(origin: string): string {
  const address = URL.canParse(origin) ? new URL(origin) : null
  if (address && /^https?:$/.test(address.protocol)) return address.hostname
  throw new Error(`“${origin}” is no address. Write --origin like https://xiangyue.example.gov.cn`)
}

/**
 * Uncaught, an error of the embedded database would print its source, and what people typed. A failure
 * nobody waited for (the sign-in library has such when the disk is full) must not end the program:
 * people are still to be told why nothing is kept.
 */
function surviveFaults(log: Log): void {
  process.on('unhandledRejection', (fault) =>
    log.error(factsOf(fault), 'a failure nobody waited for'),
  )
  process.on('uncaughtException', (fault) => {
    log.error(factsOf(fault), 'the program ends after a fault')
    process.exit(1)
  })
}

function closeOnSignal(opened: AsyncDisposableStack): void {
  let closing = false
  const close = async () => {
    if (closing) return
    closing = true
    await opened.disposeAsync()
    process.exit(0)
  }
  process.on('SIGINT', close)
  process.on('SIGTERM', close)
}

/** A first start makes the data folder: with the demonstration, or empty for a real place. */
async function prepareFolder({ seed }: { seed: boolean }): Promise<void> {
  const { data: dataDir, empty } = values
  const existing = findNature(dataDir)
  const refused = whyNotStart(existing, { dataDir, empty, seed })
  if (refused) throw new Error(refused)
  if (existing) return
  if (process.env.DATABASE_URL && !empty) {
    throw new Error(
      'A demonstration lives in its own folder, not in DATABASE_URL. Start with: npm start -- --empty',
    )
  }
  const nature = { createdAt: new Date().toISOString(), demonstration: !empty }
  const fill = empty ? (await import('#demonstration/foundation.ts')).layFoundation : demonstrate
  await createDataFolder(dataDir, nature, fill)
}

/** A parent process that makes program files meanwhile says when, and hears when they are read. */
async function demonstrate(dataDir: string): Promise<void> {
  if (values.beside) {
    const ready = once(process, 'message')
    await (await openDatabase({ dataDir }, { relaxed: true })).close()
    await ready
  }
  const { makeDemonstration } = await import('#demonstration/make.ts')
  if (values.beside) process.send?.('begun', () => process.disconnect())
  await makeDemonstration(dataDir)
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
