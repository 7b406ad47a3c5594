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

type Must = (
  who: string,
  name: string,
  input: object,
) => Promise<{ readonly versionId: string; readonly deedId: string }>

async function trialsOn(database: OpenedDatabase, label: string): Promise<Figure[]> {
  await migrate(database)
  await layVillage(database.kysely)
  await sql`create schema bench`.execute(database.kysely)
  await sql`create table bench.bare (id uuid primary key)`.execute(database.kysely)
  const clock = manualClock('2026-06-20T02:00:00Z')
  const app = makeApp({ database, clock, secrets: testSecrets })
  const must: Must = async (who, name, input) => {
    const done = await app.dispatch(sessionOf(who), {
      id: newEnvelopeId(),
      name,
      input: { tenantCode, ...input },
    })
    if (!done.ok) throw new Error(`${name}: ${JSON.stringify(done)}`)
    return done.value as never
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
  const deedIds = await reviewedDeeds(must)
  const award: Trial = {
    ...{ app, database, name: 'points.approve' },
    who: () => 'leading_member',
    input: (n) => ({ deedIds: [deedIds[n]], decision: 'approve' }),
  }
  const declare: Trial = {
    ...{ app, database, name: 'points.declare' },
    who: declarer,
    input: (n) => deedOn(n, 12),
  }
  return [...(await compare(declare, label)), ...(await compare(award, label))]
}

const declarer = (n: number) => `villager_${String((n % 12) + 1).padStart(3, '0')}`

/** Another household, item and day each time, because the same deed may be declared once only. */
const deedOn = (n: number, firstDay: number) => ({
  itemKey: ['ditch', 'road', 'elder'][Math.floor(n / 12) % 3],
  happenedOn: new Date(Date.UTC(2026, 6, firstDay + Math.floor(n / 36))).toISOString().slice(0, 10),
  ...{ valueHundredths: 100, note: String(n) },
})

/** Deeds that only the approval is left for. */
async function reviewedDeeds(must: Must): Promise<string[]> {
  const deedIds: string[] = []
  for (let n = 0; n < 2 * rounds; n += 1) {
    deedIds.push((await must(declarer(n), 'points.declare', deedOn(n, 22))).deedId)
  }
  for (let from = 0; from < deedIds.length; from += 50) {
    const some = deedIds.slice(from, from + 50)
    const seen = { deedIds: some, decision: 'confirm', evidence: 'seen_on_site' }
    await must('scorekeeper', 'points.verify', seen)
    const votes = some.map((deedId) => ({ deedId, agrees: true }))
    await must('reviewer', 'points.review', { votes })
    await must('reviewer_2', 'points.review', { votes })
  }
  return deedIds
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
