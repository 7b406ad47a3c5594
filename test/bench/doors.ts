import { DefaultQueryCompiler, sql } from 'kysely'
import type { App } from '#app.ts'
import { makeApp } from '#app.ts'
import { manualClock } from '#kernel/clock.ts'
import { type OpenedDatabase, openDatabase } from '#kernel/database.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import { migrate } from '#kernel/migrations.ts'
import { sessionOf, testSecrets } from '#test/app.ts'
import { startPostgres } from '#test/postgres.ts'
import { explainWarnings, smallBook } from '#test/quarter.ts'
import { layVillage, place } from '#test/village.ts'
import { type Figure, quantile, round, timed } from './figures.ts'

const tenantCode = place.village
const rounds = 150

interface Statement {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** Notes every statement that Kysely compiles, so that the same ones can be sent without the doors. */
let noting: Statement[] | null = null
const compile = DefaultQueryCompiler.prototype.compileQuery
DefaultQueryCompiler.prototype.compileQuery = function (...args) {
  const made = compile.apply(this, args)
  noting?.push({ sql: made.sql, parameters: made.parameters })
  return made
}

async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  noting = []
  await work()
  const noted = noting
  noting = null
  return noted
}

/** Sends statements in one transaction, with nothing of ours around them. */
async function sendRaw(database: OpenedDatabase, statements: readonly Statement[]): Promise<void> {
  await database.ownerTransaction(async (owner) => {
    for (const one of statements) await owner.query(one.sql, one.parameters)
  })
}

interface Trial {
  readonly app: App
  readonly database: OpenedDatabase
  input(n: number): object
  who(n: number): string
  readonly name: string
}

/** Commands a second through the door, the same statements raw, and a single bare insert. */
async function compare(trial: Trial, label: string): Promise<Figure[]> {
  const { app, database, name } = trial
  const send = async (n: number, dryRun: boolean) => {
    const envelope = { id: newEnvelopeId(), name, input: { tenantCode, ...trial.input(n) } }
    const done = await app.dispatch(sessionOf(trial.who(n)), envelope, { dryRun })
    if (!done.ok) throw new Error(`${name}: ${JSON.stringify(done)}`)
  }
  const [door, raw, bare]: [number[], number[], number[]] = [[], [], []]
  let count = 0
  for (let n = 0; n < rounds; n += 1) {
    door.push((await timed(() => send(2 * n, false))).ms)
    const statements = await statementsOf(() => send(2 * n + 1, true))
    count = statements.length
    raw.push((await timed(() => sendRaw(database, statements))).ms)
    bare.push(
      (
        await timed(() =>
          sql`insert into bench.bare values (${newEnvelopeId()})`.execute(database.kysely),
        )
      ).ms,
    )
  }
  const [d, r, b] = [door, raw, bare].map((list) => quantile(list, 0.5)) as [number, number, number]
  return [
    {
      what: `${label}: ${name} through dispatch`,
      value: round(1000 / d, 0),
      unit: 'a second',
      note: `${count} statements`,
    },
    {
      what: `${label}: ${name} against the same statements raw`,
      value: round(r / d),
      unit: 'ratio',
      bound: '≥ 0.5',
    },
    { what: `${label}: ${name} against one bare insert`, value: round(b / d), unit: 'ratio' },
  ]
}

async function trialsOn(database: OpenedDatabase, label: string): Promise<Figure[]> {
  await migrate(database)
  await layVillage(database.kysely)
  await sql`create schema bench`.execute(database.kysely)
  await sql`create table bench.bare (id uuid primary key)`.execute(database.kysely)
  const clock = manualClock('2026-06-20T02:00:00Z')
  const app = makeApp({ database, clock, secrets: testSecrets })
  const must = async (who: string, name: string, input: object) => {
    const done = await app.dispatch(sessionOf(who), {
      id: newEnvelopeId(),
      name,
      input: { tenantCode, ...input },
    })
    if (!done.ok) throw new Error(`${name}: ${JSON.stringify(done)}`)
    return done.value as { versionId: string; cycleId: string }
  }
  const content = {
    ...smallBook,
    items: smallBook.items.map((i) => (i.negative ? i : { ...i, capHundredths: null })),
  }
  const { versionId } = await must('scorekeeper', 'compact.draft', {
    templateKey: 'star_household',
  })
  await must('scorekeeper', 'compact.edit_draft', { versionId, content })
  await explainWarnings(must, { versionId, content })
  await must('director', 'compact.adopt', {
    ...{ versionId, effectiveFrom: '2026-07-01', body: 'villagers_assembly', heldOn: '2026-06-20' },
    ...{ reference: '2026-3', entitled: 30, present: 20, agreed: 18 },
  })
  await must('scorekeeper', 'points.open_cycle', {
    ruleVersionId: versionId,
    unit: 'quarter',
    year: 2026,
    number: 3,
  })
  clock.set('2026-08-10T02:00:00Z')
  const decide: Trial = {
    ...{ app, database, name: 'settings.decide' },
    who: () => 'director',
    input: (n) => ({
      ...{ key: 'notices.days', value: 7, source: 'bench', verified: false },
      validFrom: new Date(Date.UTC(2027, 0, 1 + n)).toISOString().slice(0, 10),
    }),
  }
  // Another household, item and day each time, because the same deed may be declared once only.
  const declare: Trial = {
    ...{ app, database, name: 'points.declare' },
    who: (n) => `villager_${String((n % 12) + 1).padStart(3, '0')}`,
    input: (n) => ({
      itemKey: ['ditch', 'road', 'elder'][Math.floor(n / 12) % 3],
      happenedOn: new Date(Date.UTC(2026, 6, 12 + Math.floor(n / 36))).toISOString().slice(0, 10),
      ...{ valueHundredths: 100, note: String(n) },
    }),
  }
  return [...(await compare(decide, label)), ...(await compare(declare, label))]
}

export async function doors(): Promise<Figure[]> {
  const figures: Figure[] = []
  {
    await using database = await openDatabase({ memory: true })
    figures.push(...(await trialsOn(database, 'PGlite')))
  }
  const server = await startPostgres()
  try {
    await using database = await openDatabase({ url: await server.createDatabase() })
    figures.push(...(await trialsOn(database, 'PostgreSQL')))
  } finally {
    await server.stop()
  }
  return figures
}
