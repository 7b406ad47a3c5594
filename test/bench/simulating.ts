import { monitorEventLoopDelay } from 'node:perf_hooks'
import { makeApp } from '#app.ts'
import { starHousehold } from '#compact/templates/star-household.ts'
import { manualClock } from '#kernel/clock.ts'
import { openDatabase } from '#kernel/database.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import { migrate } from '#kernel/migrations.ts'
import { sessionOf, testSecrets } from '#test/app.ts'
import { layVillage, place } from '#test/village.ts'
import { runJob } from '#web/jobs.ts'
import { layDeeds } from './closing.ts'
import { type Figure, quantile, round, timed } from './figures.ts'

const tenantCode = place.village
const [households, deeds] = [500, 20_000]

/** A draft tried on an announced quarter, with the rule book that villages begin with. */
export async function simulating(): Promise<Figure[]> {
  await using database = await openDatabase({ memory: true })
  await migrate(database)
  await layVillage(database.kysely)
  const clock = manualClock('2026-06-20T02:00:00Z')
  const app = makeApp({ database, clock, secrets: testSecrets })
  const must = async (who: string, name: string, input: object) => {
    const envelope = { id: newEnvelopeId(), name, input: { tenantCode, ...input } }
    const done = await app.dispatch(sessionOf(who), envelope)
    if (!done.ok) throw new Error(`${name}: ${JSON.stringify(done)}`)
    return done.value as Record<'versionId' | 'ruleBookId' | 'cycleId' | 'closeId', string>
  }
  const { versionId, ruleBookId } = await must('scorekeeper', 'compact.draft', {
    templateKey: starHousehold.key,
  })
  await must('director', 'compact.adopt', {
    ...{ versionId, effectiveFrom: '2026-07-01', body: 'villagers_assembly', heldOn: '2026-06-20' },
    ...{ reference: '2026-3', entitled: 30, present: 20, agreed: 18 },
  })
  const opened = { ruleVersionId: versionId, unit: 'quarter', year: 2026, number: 3 }
  const { cycleId } = await must('scorekeeper', 'points.open_cycle', opened)
  const itemKeys = starHousehold.content.items.filter((i) => !i.negative).map((i) => i.key)
  await layDeeds(database.kysely, { cycleId, households, deeds, itemKeys })
  clock.set('2026-10-05T02:00:00Z')
  const { closeId } = await must('scorekeeper', 'stars.start_close', { cycleId })
  const jobs = app.modules.flatMap((module) => module.jobs ?? [])
  await runJob(app, jobs.find((job) => job.name === 'stars.draft')!)
  await must('leading_head', 'stars.publish', { closeId })
  const next = await must('scorekeeper', 'compact.draft', { ruleBookId })
  const gone = { versionId: next.versionId, itemKey: itemKeys.at(-1)! }
  await must('scorekeeper', 'compact.remove_item', gone)
  const ask = () =>
    app.ask(sessionOf('director'), 'stars.simulation' as never, { tenantCode } as never)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const times: number[] = []
  let tried = 0
  for (let n = 0; n < 7; n += 1) {
    const { ms, value } = await timed(ask)
    times.push(ms)
    const { cycles } = (value as { value: { cycles: { deeds: number }[] } }).value
    tried = cycles[0]!.deeds
  }
  delay.disable()
  return [
    {
      what: `a draft tried on ${tried.toLocaleString('en')} deeds`,
      value: round(quantile(times, 0.5) / 1000, 3),
      unit: 's',
      bound: '≤ 3',
      note: `${households} households; the program was busy at most ${round(delay.max / 1e6, 0)} ms at a stretch`,
    },
  ]
}
