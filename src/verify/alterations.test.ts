import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { altered, verdictOn } from '#test/altered.ts'
import { ids, openQuarter, place, type Quarter } from '#test/quarter.ts'

const tenantCode = place.village
let q: Quarter

/** One quarter with everything in it: corrected by an objection, final, posted. */
beforeAll(async () => {
  q = await openQuarter()
  await q.deed('001', 'ditch')
  await q.deed('001', 'road', { happenedOn: '2026-08-09' })
  await q.deed('001', 'elder')
  const wrong = await q.deed('002', 'ditch')
  await q.deed('002', 'elder')
  await q.deed('003', 'elder')
  q.clock.set('2026-10-09T02:00:00Z')
  const { closeId } = await q.must<{ closeId: string }>('scorekeeper', 'stars.start_close', {
    cycleId: q.cycleId,
  })
  await q.job('stars.draft')
  const { noticeId } = await q.must<{ noticeId: string }>('leading_head', 'stars.publish', {
    closeId,
  })
  const grounds = '这一行的分数和实际不符，请复核。'
  const { appealId } = await q.must<{ appealId: string }>('villager_005', 'appeals.file', {
    noticeId,
    line: 2,
    grounds,
  })
  const reviewer = await drawnFor(appealId)
  await q.must(reviewer, 'appeals.decide', {
    ...{ appealId, outcome: 'upheld', answer: '照片是别处拍的，应当撤销。' },
    remedy: { kind: 'void_deed', deedId: wrong },
  })
  q.clock.set('2026-10-20T02:00:00Z')
  await q.job('stars.finalise')
})
afterAll(() => q.close())

/** The fixture person who was drawn to review. */
async function drawnFor(appealId: string): Promise<string> {
  const names = [
    'supervision_chair',
    'supervision_member',
    'supervision_member_2',
    'township_official',
  ]
  const { rows } = await sql<{ person_id: string }>`select person_id from appeals.reviewer
    where appeal_id = ${appealId}`.execute(q.app.kernel.database.kysely)
  const drawn = new Set(rows.map((row) => row.person_id))
  return names.find((name) => drawn.has(ids.person(name)))!
}

const verdict = () => verdictOn(q.app.kernel.database)
const alter = (statement: string) => altered(q.app.kernel.database, statement)

const one = (table: string, where = 'true') =>
  `${table} where ctid = (select ctid from ${table} where tenant_code = '${tenantCode}' and ${where} limit 1)`
const change = (table: string, set: string, where?: string) =>
  `update ${table} set ${set} where ctid = (select ctid from ${table} where tenant_code = '${tenantCode}' and ${where ?? 'true'} limit 1)`

const approved = "state = 'approved' and not negative"
const final = "state = 'final' and total_hundredths > 0"

/** What is altered, and where `verify` has to find it first. */
const alterations: readonly [what: string, statement: string, area: string, where: RegExp][] = [
  [
    'a changed amount in the journal',
    change('journal.transfer', 'amount = amount + 100'),
    'stars',
    /postings/,
  ],
  [
    'a changed balance',
    change('journal.account', 'credits_posted = credits_posted + 1', "kind = 'household_rating'"),
    'journal',
    /household_rating/,
  ],
  ['a removed transfer', `delete from ${one('journal.transfer')}`, 'stars', /postings/],
  [
    'a transfer to another clause',
    change('journal.transfer', "clause = 'none/9.9/nothing'"),
    'stars',
    /clause/,
  ],
  [
    'a re-dated transfer',
    change('journal.transfer', "at = at - interval '1 day'"),
    'journal',
    /at$/,
  ],
  [
    'a swapped verifier',
    change('points.deed_step', `by_person_id = '${ids.person('director')}'`, "kind = 'verified'"),
    'deeds',
    /verified/,
  ],
  [
    'a swapped post',
    change('points.deed_step', "by_post = 'director'", "kind = 'approved'"),
    'deeds',
    /approved/,
  ],
  [
    'a vote turned round',
    change('points.deed_step', "kind = 'voted_against'", "kind = 'voted_for'"),
    'deeds',
    /voted_against|step|state/,
  ],
  [
    'a removed step',
    `delete from ${one('points.deed_step', "kind = 'verified'")}`,
    'deeds',
    /deed_step/,
  ],
  [
    'a changed value of a deed',
    change('points.deed', 'value_hundredths = value_hundredths + 100', approved),
    'deeds',
    /value/,
  ],
  [
    'a deed moved to another household',
    change('points.deed', `household_id = '${ids.household('009')}'`, approved),
    'deeds|stars',
    /household|score/,
  ],
  [
    'a deed under another item',
    change('points.deed', "item_key = 'road'", "item_key = 'elder'"),
    'deeds',
    /declaration/,
  ],
  [
    'a deed on another day',
    change('points.deed', 'happened_on = happened_on - 1', approved),
    'deeds',
    /happened_on/,
  ],
  [
    'a voided deed brought back',
    change('points.deed', "state = 'approved'", "state = 'void'"),
    'deeds',
    /state/,
  ],
  [
    'a re-dated notice',
    change(
      'notices.notice',
      "published_at = published_at + interval '2 hours'",
      "kind = 'star_result'",
    ),
    'notices',
    /hash|published_at/,
  ],
  [
    'a shortened notice',
    change(
      'notices.notice',
      "days = 6, ends_at = ends_at - interval '1 day'",
      "kind = 'star_result'",
    ),
    'notices',
    /hash/,
  ],
  [
    'another number on a notice',
    change('notices.notice', 'number_in_year = number_in_year + 5', "kind = 'star_result'"),
    'notices',
    /numbering/,
  ],
  [
    'other words in a notice',
    change(
      'notices.notice',
      `title = jsonb_set(title, '{zh-CN}', '"另一个标题"')`,
      "kind = 'star_result'",
    ),
    'notices',
    /hash/,
  ],
  [
    'a changed line',
    change('notices.line', `content = jsonb_set(content, '{values,stars}', '5')`, 'line = 4'),
    'notices',
    /commitment/,
  ],
  [
    'a removed line',
    `set local session_replication_role = replica; delete from ${one('notices.line', 'line = 5')}`,
    'notices',
    /line/,
  ],
  [
    'a line of another household',
    change('notices.line', `household_id = '${ids.household('009')}'`, 'line = 3'),
    'stars',
    /line/,
  ],
  ['a star more', change('stars.score', 'stars = stars + 1', final), 'stars', /stars\.score/],
  [
    'points added to a score',
    change('stars.score', 'total_hundredths = total_hundredths + 100', final),
    'stars',
    /stars\.score/,
  ],
  ['another award', change('stars.award', 'stars = 5', 'stars < 5'), 'stars', /award/],
  [
    'an award before its time',
    change('stars.award', "awarded_at = awarded_at - interval '9 days'"),
    'stars',
    /awarded_at/,
  ],
  [
    'a changed rule book',
    change('compact.version', `content = jsonb_set(content, '{minimumHundredths}', '1')`),
    'rule books',
    /content_hash/,
  ],
  [
    'an earlier effect of a rule book',
    change('compact.version', 'effective_from = effective_from - 90'),
    'rule books',
    /adoption/,
  ],
  [
    'a resolution with more votes',
    change('compact.version', `resolution = jsonb_set(resolution, '{agreed}', '20')`),
    'rule books',
    /adoption/,
  ],
  [
    'a rule book put away that nobody discarded',
    change(
      'compact.version',
      `adopted_at = null, adopted_by = null, resolution = null, effective_from = null,
        discarded_at = drafted_at`,
    ),
    'rule books',
    /discarded/,
  ],
  [
    'another decider of an objection',
    change('appeals.appeal', `decided_by = '${ids.person('reviewer')}'`),
    'appeals',
    /decision/,
  ],
  [
    'another answer to an objection',
    change('appeals.appeal', "answer = '另一个答复，内容完全不同。'"),
    'appeals',
    /decision/,
  ],
  [
    'a changed entry',
    change(
      'audit.entry',
      `entry = replace(entry, 'scorekeeper', 'secretary')`,
      `entry like '%scorekeeper%'`,
    ),
    'audit',
    /entry/,
  ],
  [
    'a removed last entry',
    `delete from audit.content where (tenant_code, sequence) in (select tenant_code, max(sequence) from audit.entry where tenant_code = '${tenantCode}' group by 1); delete from audit.entry where (tenant_code, sequence) in (select tenant_code, max(sequence) from audit.entry where tenant_code = '${tenantCode}' group by 1)`,
    'audit',
    /head|envelope/,
  ],
  [
    'a reordered sequence',
    `update audit.entry set entry = o.entry, leaf_hash = o.leaf_hash, command = o.command, at = o.at, subjects = o.subjects from (select * from audit.entry where tenant_code = '${tenantCode}') o where audit.entry.tenant_code = '${tenantCode}' and ((audit.entry.sequence = 4 and o.sequence = 5) or (audit.entry.sequence = 5 and o.sequence = 4))`,
    'audit',
    /entry|frontier|head/,
  ],
  [
    'a removed content',
    `delete from ${one('audit.content', 'sequence = 3')}`,
    'audit',
    /^audit\.content 3$/,
  ],
  [
    'a person forgotten by nobody',
    change(
      'people.person',
      `closed_on = '2026-10-10', forgotten_at = '2026-10-20T02:00:00Z', name = '（已遗忘）',
        pinyin = '', birth_date = '1970-01-01'`,
    ),
    'forgetting',
    /people\.person/,
  ],
  ['a changed content', change('audit.content', "salt = repeat('0', 64)"), 'audit', /commitment/],
  [
    'another outcome of an envelope',
    change(
      'kernel.envelope',
      `outcome = (select outcome from kernel.envelope where tenant_code = '${tenantCode}' order by sequence desc limit 1)`,
      'sequence = 3',
    ),
    'audit',
    /envelope/,
  ],
  [
    'a removed envelope',
    `delete from ${one('kernel.envelope', 'sequence = 3')}`,
    'audit',
    /envelope/,
  ],
]

describe('verify', () => {
  it('finds nothing where nothing was altered', async () => {
    const { differences, acts, scores, transfers } = await verdict()
    expect(differences).toEqual([])
    expect(acts).toBeGreaterThan(30)
    expect(scores).toBe(13)
    expect(transfers).toBeGreaterThan(3)
  })

  it('is given at least thirty alterations', () => {
    expect(new Set(alterations.map(([what]) => what)).size).toBeGreaterThanOrEqual(30)
  })

  it.each(alterations)('names %s', async (_, statement, area, where) => {
    const { differences } = await alter(statement)
    expect(differences.length).toBeGreaterThan(0)
    const named = differences.find((d) => area.split('|').includes(d.area) && where.test(d.where))
    expect(named, JSON.stringify(differences.slice(0, 3))).toBeDefined()
  })
})
