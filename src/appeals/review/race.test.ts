import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeApp } from '#app.ts'
import { manualClock } from '#kernel/clock.ts'
import { openDatabase } from '#kernel/database.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import { migrate } from '#kernel/migrations.ts'
import { sessionOf, type TestApp, testSecrets } from '#test/app.ts'
import { appealsModules, hang, scoreLine } from '#test/appealed.ts'
import { startPostgres, type TestPostgres } from '#test/postgres.ts'
import { ids, layVillage, place } from '#test/village.ts'

const tenantCode = place.village
// biome-ignore lint/suspicious/noExplicitAny: tests read values of every shape.
type Any = any

/** The appeals on a real PostgreSQL, where two people act in two connections. */
async function openOn(url: string): Promise<TestApp> {
  const database = await openDatabase({ url })
  await migrate(database)
  await layVillage(database.kysely)
  const clock = manualClock('2026-11-22T02:00:00Z')
  const app = makeApp({ database, clock, secrets: testSecrets, modules: appealsModules })
  return {
    app,
    clock,
    send: (who, name, input, id = newEnvelopeId()) =>
      app.dispatch(sessionOf(who), { id, name, input }),
    see: (who, name, input) => app.ask(sessionOf(who), name as never, input as never),
    close: () => database.close(),
  }
}

describe('two reviewers who decide at the same moment', () => {
  let postgres: TestPostgres
  let test: TestApp
  beforeAll(async () => {
    postgres = await startPostgres()
    test = await openOn(await postgres.createDatabase())
    await sql`insert into settings.setting values (${tenantCode}, ${ids.person('setting')},
      'appeals.reviewers', '2026-01-01', '3', 'test', false, null, now())`.execute(
      test.app.kernel.database.kysely,
    )
  })
  afterAll(async () => {
    await test.close()
    await postgres.stop()
  })

  it('give one answer: the others are told that it has been given', async () => {
    const noticeId = await hang(test, [scoreLine('001')])
    const grounds = '少算了一次清沟，组长在场。'
    const filed = (await test.send('villager_001', 'appeals.file', {
      tenantCode,
      noticeId,
      line: 1,
      grounds,
    })) as Any
    const { appealId, reviewers } = filed.value
    expect(reviewers).toBe(3)
    const names = ['supervision_chair', 'supervision_member', 'supervision_member_2']
    const decide = (who: string) =>
      test.send(who, 'appeals.decide', {
        tenantCode,
        appealId,
        outcome: 'dismissed',
        answer: `${who}查过了，没有少算。`,
      })
    const answers = (await Promise.all(names.map(decide))) as Any[]
    const said = answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()
    expect(said).toEqual(['appeals.already_decided', 'appeals.already_decided', 'ok'])
    const seen = (await test.see('villager_001', 'appeals.one', { tenantCode, appealId })) as Any
    expect(seen.value.steps.map((s: Any) => s.kind)).toEqual(['filed', 'drawn', 'dismissed'])
  })
})
