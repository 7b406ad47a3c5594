import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { makeApp } from '#app.ts'
import { manualClock } from '#kernel/clock.ts'
import { openDatabase } from '#kernel/database.ts'
import { derivedId, newEnvelopeId } from '#kernel/id.ts'
import { migrate } from '#kernel/migrations.ts'
import type { Db } from '#kernel/tables.ts'
import { sessionOf, testSecrets } from '#test/app.ts'
import { explainWarnings, smallBook } from '#test/quarter.ts'
import { layVillage, place } from '#test/village.ts'
import { runJob } from '#web/jobs.ts'
import { type Figure, quantile, round, timed } from './figures.ts'

const tenantCode = place.village

/** Households, one consenting adult each, and approved deeds: laid straight into the tables. */
export async function layDeeds(
  db: Db,
  of: { cycleId: string; households: number; deeds: number; itemKeys?: readonly string[] },
): Promise<void> {
  const { cycleId, households, deeds, itemKeys = ['ditch', 'road', 'elder'] } = of
  const ids = Array.from({ length: households }, (_, n) => derivedId(`bench/household/${n}`))
  await sql`insert into people.household select ${tenantCode}, id, (1000 + n)::text, '2020-01-01', null
    from unnest(${ids}::uuid[]) with ordinality as h (id, n)`.execute(db)
  await sql`insert into people.person select ${tenantCode}, id, '演示' || n, 'ys', 'female', '1970-01-01', '2020-01-01', null, null, null, null
    from unnest(${ids}::uuid[]) with ordinality as h (id, n)`.execute(db)
  await sql`insert into people.membership select ${tenantCode}, id, id, id, 'head', '2020-01-01', null from unnest(${ids}::uuid[]) as h (id)`.execute(
    db,
  )
  await sql`insert into people.consent select ${tenantCode}, id, id, 'points', 1, 'roster_signature', '2026-01-01', null, null, null, '2026-01-01' from unnest(${ids}::uuid[]) as h (id)`.execute(
    db,
  )
  await sql`insert into points.deed (tenant_code, id, cycle_id, household_id, item_key, happened_on,
      value_hundredths, negative, note, state, declared_at, declarer)
    select ${tenantCode}, gen_random_uuid(), ${cycleId}, (${ids}::uuid[])[1 + n % ${households}::int],
      (${[...itemKeys]}::text[])[1 + n % ${itemKeys.length}::int], '2026-08-01', 100, false, '', 'approved', '2026-08-01', 'villager'
    from generate_series(0, ${deeds - 1}::int) as n`.execute(db)
  await sql`analyze`.execute(db)
}

/**
 * Four people who read a page, think for a tenth of a second, and read again: how long each page
 * took, in milliseconds.
 */
async function readFor(
  page: () => Promise<unknown>,
  how: { ms: number } | { until: AbortSignal },
): Promise<number[]> {
  const times: number[] = []
  const signal = 'until' in how ? how.until : AbortSignal.timeout(how.ms)
  const reader = async () => {
    while (!signal.aborted) {
      times.push((await timed(page)).ms)
      await sleep(100)
    }
  }
  await Promise.all(Array.from({ length: 4 }, reader))
  return times
}

/** A whole close: draft in slices, publication, and after the notice period finalisation. */
async function close(households: number, deeds: number, reading = false) {
  await using database = await openDatabase({ memory: true })
  await migrate(database)
  await layVillage(database.kysely)
  const clock = manualClock('2026-06-20T02:00:00Z')
  const app = makeApp({ database, clock, secrets: testSecrets })
  const must = async (who: string, name: string, input: object) => {
    const done = await app.dispatch(sessionOf(who), {
      id: newEnvelopeId(),
      name,
      input: { tenantCode, ...input },
    })
    if (!done.ok) throw new Error(`${name}: ${JSON.stringify(done)}`)
    return done.value as { versionId: string; cycleId: string; closeId: string }
  }
  const { versionId } = await must('scorekeeper', 'compact.draft', {
    templateKey: 'star_household',
  })
  await must('scorekeeper', 'compact.edit_draft', { versionId, content: smallBook })
  await explainWarnings(must, { versionId, content: smallBook })
  await must('director', 'compact.adopt', {
    ...{ versionId, effectiveFrom: '2026-07-01', body: 'villagers_assembly', heldOn: '2026-06-20' },
    ...{ reference: '2026-3', entitled: 30, present: 20, agreed: 18 },
  })
  const { cycleId } = await must('scorekeeper', 'points.open_cycle', {
    ruleVersionId: versionId,
    unit: 'quarter',
    year: 2026,
    number: 3,
  })
  await layDeeds(database.kysely, { cycleId, households, deeds })
  clock.set('2026-10-05T02:00:00Z')
  const job = (name: string) =>
    runJob(app, app.modules.flatMap((m) => m.jobs ?? []).find((j) => j.name === name)!)
  const page = () =>
    app.ask(sessionOf('villager_001'), 'dashboards.home' as never, { tenantCode } as never)
  const idle = reading ? await readFor(page, { ms: 4000 }) : []
  const closed = new AbortController()
  const readers = reading ? readFor(page, { until: closed.signal }) : Promise.resolve([])
  try {
    const draft = await timed(async () => {
      const { closeId } = await must('scorekeeper', 'stars.start_close', { cycleId })
      await job('stars.draft')
      return closeId
    })
    const publish = await timed(() =>
      must('leading_head', 'stars.publish', { closeId: draft.value }),
    )
    clock.set('2026-10-30T02:00:00Z')
    const final = await timed(() => job('stars.finalise'))
    const total = draft.ms + publish.ms + final.ms
    closed.abort()
    const busy = await readers
    return { draft: draft.ms, publish: publish.ms, final: final.ms, total, idle, busy }
  } finally {
    closed.abort()
    await readers
  }
}

export async function closing(): Promise<Figure[]> {
  await close(40, 400)
  const whole = await close(500, 20_000)
  const sizes = [5_000, 20_000, 80_000]
  const totals = []
  for (const deeds of sizes) totals.push((await close(500, deeds)).total)
  const growth = Math.log(totals[2]! / totals[0]!) / Math.log(sizes[2]! / sizes[0]!)
  const { idle, busy } = await close(500, 20_000, true)
  const p95 = (list: number[]) => quantile(list, 0.95)
  return [
    {
      what: 'closing 500 households with 20,000 deeds',
      value: round(whole.total / 1000),
      unit: 's',
      bound: '≤ 2',
      note: `draft ${round(whole.draft, 0)}, publish ${round(whole.publish, 0)}, final ${round(whole.final, 0)} ms`,
    },
    {
      what: 'its growth from 5,000 to 80,000 deeds',
      value: round(growth),
      unit: 'exponent',
      note: totals.map((t) => `${round(t / 1000)} s`).join(', '),
    },
    {
      what: 'home page (query) p95 while a quarter closes, against idle',
      value: round(p95(busy) / p95(idle)),
      unit: 'ratio',
      bound: '≤ 3',
      note: `${round(p95(busy))} against ${round(p95(idle))} ms, ${busy.length} readings`,
    },
  ]
}
