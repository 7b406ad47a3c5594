import { makeApp } from '#app.ts'
import { type OpenedDatabase, openDatabase } from '#kernel/database.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import { migrate } from '#kernel/migrations.ts'
import type { Secrets } from '#kernel/secrets.ts'
import { bundled, censusSource, readCensus } from '#places/census/sheet.ts'
import { openSecrets } from '#web/data-folder.ts'

/** What an empty installation begins with: the places of the counties that come with the program. */
export async function layFoundation(dataDir: string): Promise<void> {
  const url = process.env.DATABASE_URL
  await using database = await openDatabase(url ? { url } : { dataDir })
  await migrate(database)
  await importPlaces(database, openSecrets(dataDir))
}

/** Enters the bundled counties through the one door, as the program itself. */
export async function importPlaces(
  database: OpenedDatabase,
  secrets: Secrets,
  openedOn = '2023-06-30',
): Promise<void> {
  const app = makeApp({ database, secrets })
  for (const county of Object.keys(bundled) as (keyof typeof bundled)[]) {
    const input = { rows: readCensus(county), openedOn, source: censusSource }
    const envelope = { id: newEnvelopeId(), name: 'places.import_tree', input }
    const done = await app.dispatch({ accountId: null, system: 'foundation' }, envelope)
    if (!done.ok) throw new Error(`The places could not be entered: ${done.code}`)
  }
}
