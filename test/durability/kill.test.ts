import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { makeApp } from '#app.ts'
import { manualClock } from '#kernel/clock.ts'
import { openDatabase } from '#kernel/database.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import { migrate } from '#kernel/migrations.ts'
import { sessionOf, testSecrets } from '#test/app.ts'
import { explainWarnings, smallBook } from '#test/quarter.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { layVillage, place } from '#test/village.ts'
import { verifyTenant } from '#verify/main.ts'

const child = join(import.meta.dirname, '../support/busy-child.ts')
const tenantCode = place.village

/** What is under way when the program is killed: so many acts and milliseconds after it was ready. */
interface Kill {
  readonly work: 'decide' | 'declare' | 'import' | 'close'
  readonly acts: number
  readonly ms: number
}

const moments = [
  { acts: 0, ms: 5 },
  { acts: 1, ms: 1 },
  { acts: 4, ms: 2 },
  { acts: 9, ms: 0 },
  { acts: 17, ms: 3 },
  { acts: 33, ms: 1 },
]
const kills: readonly Kill[] = [
  ...moments.map((moment) => ({ work: 'decide' as const, ...moment })),
  ...moments.map(({ acts, ms }) => ({ work: 'declare' as const, acts: Math.min(acts, 9), ms })),
  ...[20, 60, 110, 170].map((ms) => ({ work: 'import' as const, acts: 0, ms })),
  ...[15, 70].map((ms) => ({ work: 'import' as const, acts: 1, ms })),
  ...[0, 1, 1, 2].map((acts) => ({ work: 'close' as const, acts, ms: 4 })),
]

/** A village on disk whose third quarter is being closed while the fourth runs. */
async function makeVillage(dataDir: string): Promise<string> {
  await using database = await openDatabase({ dataDir }, { relaxed: true })
  await migrate(database)
  await layVillage(database.kysely)
  const clock = manualClock('2026-06-20T02:00:00Z')
  const app = makeApp({ database, clock, secrets: testSecrets })
  const must = async (who: string, name: string, input: object) => {
    const envelope = { id: newEnvelopeId(), name, input: { tenantCode, ...input } }
    const done = await app.dispatch(sessionOf(who), envelope)
    if (!done.ok) throw new Error(`${name}: ${JSON.stringify(done)}`)
    return done.value as { versionId: string; cycleId: string; closeId: string }
  }
  const { versionId } = await must('scorekeeper', 'compact.draft', {
    templateKey: 'star_household',
  })
  await must('scorekeeper', 'compact.edit_draft', { versionId, content: smallBook })
  await explainWarnings(must, { versionId, content: smallBook })
  await must('director', 'compact.adopt', {
    ...{ versionId, effectiveFrom: '2026-07-01', body: 'villagers_assembly' },
    ...{ heldOn: '2026-06-20', reference: '2026-3', entitled: 30, present: 20, agreed: 18 },
  })
  const quarter = { ruleVersionId: versionId, unit: 'quarter', year: 2026 }
  const { cycleId } = await must('scorekeeper', 'points.open_cycle', { ...quarter, number: 3 })
  await must('scorekeeper', 'points.open_cycle', { ...quarter, number: 4 })
  clock.set('2026-10-19T02:00:00Z')
  const { closeId } = await must('scorekeeper', 'stars.start_close', { cycleId })
  return closeId
}

/** Starts the program, kills it without warning, and returns what it had acknowledged by then. */
function killDuring(dataDir: string, kill: Kill, of: { seed: number; closeId: string }) {
  return new Promise<string[]>((done, fail) => {
    const args = [child, dataDir, kill.work, String(of.seed)]
    const env = { ...process.env, CLOSE_ID: of.closeId }
    const busy = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
    const said: string[] = []
    const strike = () => setTimeout(() => busy.kill('SIGKILL'), kill.ms)
    createInterface({ input: busy.stdout }).on('line', (line) => {
      if (line !== 'ready') said.push(line)
      if (said.length === kill.acts) strike()
    })
    busy.on('error', fail)
    busy.on('close', (_, signal) =>
      signal === 'SIGKILL'
        ? done(said)
        : fail(new Error(`${kill.work} ended by itself: ${signal}`)),
    )
  })
}

test('nothing acknowledged is lost when the program is killed at any moment', {
  timeout: 400_000,
}, async () => {
  const dataDir = join(temporaryFolder(), 'data')
  const closeId = await makeVillage(dataDir)
  const acknowledged: string[] = []
  const during = new Map<string, number>()
  for (const [seed, kill] of kills.entries()) {
    const said = await killDuring(dataDir, kill, { seed, closeId })
    const done = said.filter((line) => /^[0-9a-f-]{36}$/.test(line))
    acknowledged.push(...done)
    during.set(kill.work, (during.get(kill.work) ?? 0) + done.length)
  }
  expect(kills.length).toBeGreaterThanOrEqual(20)
  for (const [work, count] of during)
    expect(count, `acts acknowledged during ${work}`).toBeGreaterThan(0)

  await using database = await openDatabase({ dataDir })
  const { rows } = await sql<{ id: string }>`select id from kernel.envelope
    where tenant_code = ${tenantCode}`.execute(database.kysely)
  const kept = new Set(rows.map((row) => row.id))
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
  await expectNothingHalfDone(database)
})

/** Every import is there whole or not at all, every draft of the close once, every hash right. */
async function expectNothingHalfDone(database: Awaited<ReturnType<typeof openDatabase>>) {
  const { rows } = await sql<{ imports: number; imported: number; doubles: number }>`
    select (select count(*) from audit.entry where command = 'people.import_roster')::int as imports,
      (select count(*) from people.person where name ~ '^演示[0-9]+$')::int as imported,
      (select count(*) from (select 1 from stars.score group by close_id, household_id
        having count(*) > 1) d)::int as doubles`.execute(database.kysely)
  const { imports, imported, doubles } = rows[0]!
  expect(imported).toBe(imports * 300)
  expect(doubles).toBe(0)
  const verdict = await verifyTenant(database, tenantCode, Buffer.alloc(32, 7))
  expect(verdict.differences).toEqual([])
}
