import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { altered, verdictOn } from '#test/altered.ts'
import { ids, openQuarter, place, type Quarter } from '#test/quarter.ts'
import { checkAppeals } from './appeals.ts'
import { checkSequence } from './audit.ts'
import { checkDeeds } from './deeds.ts'
import { checkNotices } from './notices.ts'
import { type Act, type Difference, makeOpener, type Records, readTables } from './records.ts'
import { checkRuleBooks } from './rule-books.ts'

const tenantCode = place.village
const personId = ids.person('spouse_002')
const ground = '子女书面申请，附死亡证明'
let q: Quarter

const database = () => q.app.kernel.database
const forget = () => q.send('director', 'people.forget_person', { tenantCode, personId, ground })

/**
 * A quarter of household 002, one of whose members dies while its result hangs and is objected to.
 */
beforeAll(async () => {
  q = await openQuarter()
  await q.must('spouse_002', 'people.grant_consent', { purpose: 'publish_name' })
  await q.deed('002', 'ditch')
  const wrong = await q.deed('002', 'elder')
  q.clock.set('2026-10-09T02:00:00Z')
  const { cycleId } = q
  const { closeId } = await q.must<{ closeId: string }>('scorekeeper', 'stars.start_close', {
    cycleId,
  })
  await q.job('stars.draft')
  const { noticeId } = await q.must<{ noticeId: string }>('leading_head', 'stars.publish', {
    closeId,
  })
  await q.must('director', 'people.record_death', { personId, diedOn: '2026-10-08' })
  await object(noticeId, wrong)
  q.clock.set('2026-10-25T02:00:00Z')
  await q.job('stars.finalise')
})
afterAll(() => q.close())

/** Household 002's line is objected to and put right; meanwhile nobody of it can be forgotten. */
async function object(noticeId: string, deedId: string): Promise<void> {
  const { rows: lines } = await sql<{ line: number }>`select line from notices.line
    where notice_id = ${noticeId} and household_id = ${ids.household('002')}`.execute(
    database().kysely,
  )
  expect(await forget()).toMatchObject({
    ...{ code: 'people.notice_hanging', details: { serial: expect.stringContaining('2026') } },
  })
  const grounds = '这一行的分数和实际不符，请复核。'
  const { appealId } = await q.must<{ appealId: string }>('villager_005', 'appeals.file', {
    ...{ noticeId, line: lines[0]!.line, grounds },
  })
  expect(await forget()).toMatchObject({ code: 'people.objection_open' })
  const { rows } = await sql<{ person_id: string }>`select person_id from appeals.reviewer
    where appeal_id = ${appealId}`.execute(database().kysely)
  const names = ['supervision_chair', 'supervision_member', 'supervision_member_2']
  const reviewer = names.find((name) => rows.some((row) => row.person_id === ids.person(name)))!
  await q.must(reviewer, 'appeals.decide', {
    ...{ appealId, outcome: 'upheld', answer: '照片是别处拍的，应当撤销。' },
    remedy: { kind: 'void_deed', deedId },
  })
}

describe('verify, once somebody was forgotten', () => {
  beforeAll(async () => {
    expect(await forget()).toMatchObject({ ok: true, value: { contents: 2 } })
  })

  it('finds nothing amiss, and says what could not be compared', async () => {
    expect(await verdictOn(database())).toMatchObject({
      ...{ differences: [], forgotten: 2, skipped: 2 },
    })
  })

  const lacking = `from audit.entry e where tenant_code = '${tenantCode}'
    and 'person:${personId}' = any (subjects)`
  const contentOf = (command: string) => `delete from audit.content c using (
    select sequence ${lacking} and command = '${command}' limit 1) e
    where c.tenant_code = '${tenantCode}' and c.sequence = e.sequence`
  const other = (what: string) => `delete from audit.content where tenant_code = '${tenantCode}'
    and sequence = (select min(sequence) from audit.entry where tenant_code = '${tenantCode}'
      and ${what})`
  const person = (set: string) =>
    `update people.person set ${set} where tenant_code = '${tenantCode}' and id = '${personId}'`

  it.each([
    ['the content of an act about somebody else', other("command = 'points.declare'"), /content/],
    ['the content of the forgetting itself', contentOf('people.forget_person'), /content/],
    [
      'a forgetting that never was',
      `update audit.entry set command = 'people.change_person',
        entry = replace(entry, 'forget_person', 'change_person') where tenant_code = '${tenantCode}'
        and command = 'people.forget_person'`,
      /content|entry/,
    ],
    [
      'a content that came back',
      `insert into audit.content select tenant_code, e.sequence, c.salt, c.sealed from (
        select tenant_code, sequence ${lacking} limit 1) e, (select salt, sealed from audit.content
        where tenant_code = '${tenantCode}' and sequence = 3) c`,
      /content/,
    ],
    [
      'an outcome that came back',
      `update kernel.envelope set outcome = 'x' where tenant_code = '${tenantCode}' and outcome = ''`,
      /envelope/,
    ],
    ['a mark that is gone', person('forgotten_at = null'), /people\.person/],
    [
      'numbers that came back',
      `insert into people.identity (tenant_code, person_id) values ('${tenantCode}', '${personId}')`,
      /people\.person/,
    ],
    [
      'a name that came back',
      `alter table people.person drop constraint person_forgotten; ${person("name = '演示配偶002'")}`,
      /name/,
    ],
    [
      'a birthday that came back',
      `alter table people.person drop constraint person_forgotten; ${person("birth_date = '1972-08-15'")}`,
      /birth_date/,
    ],
    [
      'a person who is gone',
      `set local session_replication_role = replica; delete from people.person
        where tenant_code = '${tenantCode}' and id = '${personId}'`,
      /people\.person/,
    ],
  ])('finds %s', async (_what, statement, where) => {
    const { differences } = await altered(database(), statement)
    const named = differences.find((one) => /^(audit|forgetting)$/.test(one.area))
    expect(named?.where, JSON.stringify(differences.slice(0, 3))).toMatch(where)
  })
})

describe('an act whose content was forgotten', () => {
  /** The records as if the acts of these commands had been about somebody forgotten. */
  async function silenced(commands: readonly string[]) {
    const tables = await readTables(database(), tenantCode)
    const differences: Difference[] = []
    let skipped = 0
    const report = (difference: Difference) => void differences.push(difference)
    const skip = () => {
      skipped += 1
    }
    const open = makeOpener(Buffer.alloc(32, 7))
    const told = checkSequence({ tenant: tenantCode, tables, open, report, skip })
    const silent = (act: Act): Act =>
      commands.includes(act.command) ? { ...act, forgotten: true, input: {}, outcome: {} } : act
    const acts = new Map([...told].map(([id, act]) => [id, silent(act)]))
    const table = (name: string) => tables.get(name)!
    const records: Records = { tenant: tenantCode, acts, table, report, skip }
    return { records, differences, skippedIn: (check: typeof checkDeeds) => count(check) }

    function count(check: typeof checkDeeds): number {
      skipped = 0
      check(records)
      return skipped
    }
  }

  it.each([
    ['deeds', checkDeeds, ['points.declare', 'points.verify', 'points.review', 'points.approve']],
    ['rule books', checkRuleBooks, ['compact.adopt']],
    ['notices', checkNotices, ['stars.publish']],
    ['objections', checkAppeals, ['appeals.file', 'appeals.decide']],
  ] as const)(
    'is left out of the comparison of %s, and counted',
    async (_what, check, commands) => {
      const { differences, skippedIn } = await silenced(commands)
      expect(skippedIn(check)).toBeGreaterThan(0)
      expect(differences).toEqual([])
    },
  )
})
