import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { altered, verdictOn } from '#test/altered.ts'
import { ids, openRuleBook, place, type RuleBookApp } from '#test/rule-book.ts'
import { finishSampling, openSampling } from '#test/sampled.ts'

let app: RuleBookApp
/** A finished draw and a question that was asked, answered and closed. */
beforeAll(async () => {
  app = await openRuleBook()
  const { samplingId } = await openSampling(app)
  await finishSampling(app, samplingId)
  await app.take(await app.declare('005'), 'approved')
  const flagId = app.versionId
  await sql`insert into oversight.flag values (${place.village}, ${flagId}, ${app.cycleId}, 'variance',
    'variance:review', ${ids.person('reviewer')}, null, '{}', '{"role":"review"}',
    '2026-11-22T00:00:00Z')`.execute(app.app.kernel.database.kysely)
  await app.must('supervision_chair', 'oversight.ask', { flagId, words: '为什么更严？' })
  await app.must('reviewer', 'oversight.answer', { flagId, words: '有的没有凭据。' })
  await app.must('supervision_chair', 'oversight.close', { flagId, words: '说得通。' })
})
afterAll(() => app.close())

const database = () => app.app.kernel.database

it('repeats the draw from the published seed, also after more deeds were approved', async () => {
  expect((await verdictOn(database())).differences).toEqual([])
})

it.each([
  ['another seed', `update oversight.sampling set seed = repeat('0', 32)`],
  ['another commitment', `update oversight.sampling set commitment = repeat('0', 64)`],
  ['another list', `update oversight.sampling set list_hash = repeat('0', 64)`],
  ['a shorter list', `update oversight.sampling set list_count = 2`],
  [
    'another deed drawn',
    `set constraints all deferred; alter table oversight.finding drop constraint
      finding_tenant_code_sampling_id_deed_id_fkey;
      update oversight.sampled set deed_id = (select d.id from points.deed d where d.state = 'approved'
        and d.id not in (select deed_id from oversight.sampled) limit 1) where position = 1`,
  ],
  ['a better finding', `update oversight.finding set finding = 'wrong'`],
  [
    'an answer put otherwise',
    `update oversight.flag_step set words = '没有的事。' where kind = 'answered'`,
  ],
])('finds %s', async (_, statement) => {
  const { differences } = await altered(database(), statement)
  expect(differences.map((one) => one.area)).toContain('oversight')
})
