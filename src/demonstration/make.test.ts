import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, makeApp, type QueryName } from '#app.ts'
import type { Session } from '#kernel/actor.ts'
import { manualClock } from '#kernel/clock.ts'
import { type OpenedDatabase, openDatabase } from '#kernel/database.ts'
import { startRunning } from '#test/running.ts'
import { verifyTenant } from '#verify/main.ts'
import { openSecrets } from '#web/data-folder.ts'

const now = '2026-11-22T02:00:00Z'
const [yongfeng, changsheng, zhenjiang] = ['231282106202', '231282101210', '340803100206']
const [zhaodongCounty, daguanCounty] = ['231282000000', '340803000000']

const folder = mkdtempSync(join(tmpdir(), 'xiangyue-demonstration-'))
const dataDir = join(folder, 'data')
let database: OpenedDatabase
let app: App

beforeAll(async () => {
  // Made as a first start makes it.
  const running = await startRunning({ nature: 'demonstration', on: now, data: dataDir })
  await running.stop()
  database = await openDatabase({ dataDir })
  app = makeApp({ database, secrets: openSecrets(dataDir), clock: manualClock(now) })
}, 600_000)

afterAll(async () => {
  await database?.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function rows<R>(query: ReturnType<typeof sql<R>>): Promise<R[]> {
  return (await query.execute(database.kysely)).rows
}

/** Signs in whoever holds a post at a place, as the story signed them in. */
async function sessionOf(tenant: string, post: string): Promise<Session> {
  const [row] = await rows(sql<{ account: string }>`
    select a.account_id as account from organisations.post_holding h
    join auth.account_person a on a.tenant_code = h.tenant_code and a.person_id = h.person_id
    where h.tenant_code = ${tenant} and h.post = ${post} limit 1`)
  return { accountId: row!.account }
}

async function see<V>(session: Session, name: QueryName, input: object): Promise<V> {
  const seen = await app.ask(session, name, input as never)
  if (!seen.ok) throw new Error(`${name}: ${seen.code}`)
  return seen.value as V
}

async function counts(query: ReturnType<typeof sql<{ what: string; count: number }>>) {
  return Object.fromEntries((await rows(query)).map((row) => [row.what, row.count]))
}

test('the villages have their people, groups and grids', async () => {
  const keeper = await sessionOf(yongfeng!, 'scorekeeper')
  const found = await see<{ total: number; divisions: { kind: string }[] }>(
    keeper,
    'people.households',
    {
      tenantCode: yongfeng,
    },
  )
  expect(found.total).toBe(320)
  expect(found.divisions.filter((one) => one.kind === 'villagers_group')).toHaveLength(8)
  expect(found.divisions.filter((one) => one.kind === 'grid')).toHaveLength(4)
  const people = await counts(sql`select tenant_code as what, count(*) from people.person
    where closed_on is null group by 1`)
  expect(people[yongfeng!]).toBeGreaterThan(1000)
  expect(people[yongfeng!]).toBeLessThan(1100)
  expect(people[changsheng!]).toBeGreaterThan(150)
  expect(people[zhenjiang!]).toBeGreaterThan(100)
})

test('every name says that nobody bears it', async () => {
  const people = await rows(sql<{ name: string }>`select name from people.person`)
  expect(people.filter(({ name }) => !/^.(演|示)/.test(name))).toEqual([])
})

test('a shop has credited the final scores, and sold to a few', async () => {
  const shop = await see<{ goods: object[]; pool: { freeFen: number }; paused: null }>(
    { accountId: null },
    'shop.open',
    { tenantCode: yongfeng },
  )
  expect(shop.goods).toHaveLength(5)
  expect(shop.paused).toBeNull()
  expect(shop.pool.freeFen).toBeGreaterThan(0)
  const states = await counts(sql`select state as what, count(*) from shop.redemption
    where tenant_code = ${yongfeng} group by 1`)
  expect(states.reversed).toBe(1)
  expect(states.done).toBeGreaterThan(0)
  const uncredited = await counts(sql`select 'waiting' as what, count(*) from stars.award a
    where a.tenant_code = ${yongfeng} and not exists (select 1 from shop.credit c
      where c.tenant_code = a.tenant_code and c.score_id = a.score_id) group by 1`)
  expect(uncredited).toEqual({})
})

test('every role can be picked, in both counties', async () => {
  const people = await see<{ tenantCode: string; post: string; householdCode: string | null }[]>(
    { accountId: null },
    'auth.demonstration_people',
    {},
  )
  const village = [
    ...['secretary', 'deputy_secretary', 'director', 'scorekeeper', 'supervision_chair'],
    ...['supervision_member', 'review_leader', 'reviewer', 'leading_head', 'leading_member'],
    ...['group_leader', 'grid_leader', 'grid_worker', 'chair', 'board_member', 'council_chair'],
    ...['council_member', 'representative', 'village_administrator', 'villager'],
  ]
  const at = (code: string) =>
    people.filter((one) => one.tenantCode === code).map((one) => one.post)
  for (const code of [yongfeng, changsheng, zhenjiang])
    expect(at(code!)).toEqual(expect.arrayContaining(village))
  for (const code of [zhaodongCounty, daguanCounty]) {
    expect(at(code!)).toEqual(expect.arrayContaining(['county_official', 'county_administrator']))
  }
  for (const code of ['231282106000', '231282101000', '340803100000']) {
    expect(at(code)).toEqual(
      expect.arrayContaining(['township_official', 'township_administrator']),
    )
  }
  expect(at(yongfeng!).filter((post) => post === 'reviewer')).toHaveLength(6)
  expect(at(yongfeng!).filter((post) => post === 'council_member')).toHaveLength(20)
})

test('one quarter is closed to its end, with objections of every outcome', async () => {
  const cycles = await see<{ number: number; state: string }[]>(
    { accountId: null },
    'points.cycles',
    { tenantCode: yongfeng },
  )
  expect(cycles.map(({ number, state }) => [number, state])).toEqual([
    [4, 'running'],
    [3, 'final'],
  ])
  const appeals =
    await counts(sql`select subject_kind || ' ' || state as what, count(*) from appeals.appeal
    where tenant_code = ${yongfeng} group by 1`)
  expect(appeals).toEqual({
    'stars.score upheld': 2,
    'stars.score dismissed': 2,
    'stars.score withdrawn': 1,
    'points.deed open': 1,
  })
  const excused = await counts(
    sql`select kind as what, count(*) from appeals.step where tenant_code = ${yongfeng} group by 1`,
  )
  expect(excused.excused).toBe(1)
  const corrected = await rows(sql<{ before: number; after: number }>`
    select o.total_hundredths as before, n.total_hundredths as after from stars.score n
    join stars.score o on o.tenant_code = n.tenant_code and o.id = n.replaces_id
    where n.tenant_code = ${yongfeng} and n.state = 'final'`)
  expect(corrected).toHaveLength(2)
  for (const { before, after } of corrected) expect(after).toBeGreaterThan(before)
  const stars = await counts(sql`select stars::text as what, count(*) from stars.award
    where tenant_code = ${yongfeng} group by 1`)
  expect(Object.keys(stars)).toEqual(expect.arrayContaining(['0', '1', '2', '3']))
  const first = await rows(sql<{ stars: number }>`select a.stars from stars.award a
    join people.household h on h.tenant_code = a.tenant_code and h.id = a.household_id
    where h.code = '001' order by a.tenant_code`)
  for (const { stars } of first) expect(stars).toBeGreaterThan(0)
  expect(first).toHaveLength(2)
  const untold =
    await rows(sql`select a.household_id from stars.award a where tenant_code = ${yongfeng}
    and not exists (select 1 from notices.message m where m.tenant_code = a.tenant_code
      and m.kind = 'score_final' and m.subject = 'score:' || a.score_id)`)
  expect(untold).toEqual([])
})

test('in the second village the result still hangs, with objections answered and open', async () => {
  const first = await rows(sql<{ stars: number; state: string }>`
    select s.stars, s.state from stars.score s
    join people.household h on h.tenant_code = s.tenant_code and h.id = s.household_id
    where h.tenant_code = ${changsheng} and h.code = '001'`)
  expect(first).toMatchObject([{ state: 'announced' }])
  expect(first[0]!.stars).toBeGreaterThan(0)
  const hanging = await rows(sql<{ kind: string }>`select kind from notices.notice
    where tenant_code = ${changsheng} and ends_at > ${now}`)
  expect(hanging.map(({ kind }) => kind)).toContain('star_result')
  const appeals = await counts(sql`select state as what, count(*) from appeals.appeal
    where tenant_code = ${changsheng} group by 1`)
  expect(appeals.open).toBeGreaterThan(0)
  expect(appeals.upheld).toBe(1)
})

test('in the running quarter something waits at every step, some of it overdue', async () => {
  const states = await counts(sql`select d.state as what, count(*) from points.deed d
    join points.cycle c on c.tenant_code = d.tenant_code and c.id = d.cycle_id
    where d.tenant_code = ${yongfeng} and c.number = 4 group by 1`)
  for (const state of [
    'declared',
    'verified',
    'reviewed',
    'approved',
    'returned',
    'refused',
    'withdrawn',
    'hearing',
  ]) {
    expect(states[state], state).toBeGreaterThan(0)
  }
  const leader = await sessionOf(yongfeng!, 'grid_leader')
  const inbox = await see<{ total: number; lines: { overdue: boolean; dueOn: string }[] }>(
    leader,
    'points.inbox',
    {
      ...{ tenantCode: yongfeng, stage: 'verify', limit: 200 },
    },
  )
  expect(inbox.total).toBeGreaterThan(5)
  expect(inbox.lines.some((line) => line.overdue)).toBe(true)
  expect(inbox.lines.some((line) => line.dueOn === '2026-11-22')).toBe(true)
})

test('a household has moved, another is divided, and an old woman was helped', async () => {
  const events = await counts(
    sql`select tenant_code || ' ' || kind as what, count(*) from people.household_event group by 1`,
  )
  expect(events).toEqual({
    [`${yongfeng} moved_out`]: 1,
    [`${changsheng} moved_in`]: 1,
    [`${yongfeng} split`]: 1,
  })
  const helped = await rows(sql<{ step: string }>`
    select s.kind as step from points.deed_step s join points.deed d on d.tenant_code = s.tenant_code and d.id = s.deed_id
    where s.tenant_code = ${yongfeng} and s.on_behalf_of is not null and s.by_person_id <> s.on_behalf_of`)
  expect(helped).toEqual([{ step: 'declared' }])
  const moved = await rows(sql<{ stars: number }>`select w.stars from stars.award w
    join people.household_event e on e.tenant_code = w.tenant_code and e.from_household_id = w.household_id
    where e.kind = 'moved_out'`)
  expect(moved).toHaveLength(1)
})

test('nobody decides about their own family, and a heard deduction is on record', async () => {
  const near = await rows(sql`
    select s.id from points.deed_step s
    join points.deed d on d.tenant_code = s.tenant_code and d.id = s.deed_id
    join people.membership own on own.tenant_code = s.tenant_code and own.person_id = s.by_person_id
    join people.membership theirs on theirs.tenant_code = d.tenant_code and theirs.household_id = d.household_id
    left join people.kinship k on k.tenant_code = s.tenant_code
      and ((k.person_id = own.person_id and k.relative_id = theirs.person_id)
        or (k.relative_id = own.person_id and k.person_id = theirs.person_id))
    where s.kind in ('verified', 'voted_for', 'voted_against', 'approved')
      and (k.id is not null or own.household_id = d.household_id)`)
  expect(near).toEqual([])
  const negative = await rows(sql<{ state: string; said: boolean; shown: number }>`
    select state, statement is not null as said,
      (select count(*) from points.deed_evidence e where e.tenant_code = d.tenant_code and e.deed_id = d.id) as shown
    from points.deed d where negative order by happened_on`)
  expect(negative).toEqual([
    { state: 'approved', said: true, shown: 1 },
    { state: 'hearing', said: false, shown: 1 },
  ])
})

test('a household that holds an office is never blamed for anything', async () => {
  const blamed = await rows(sql`select d.id from points.deed d
    join people.membership m on m.tenant_code = d.tenant_code and m.household_id = d.household_id
    join organisations.post_holding h on h.tenant_code = m.tenant_code and h.person_id = m.person_id
    where d.negative`)
  expect(blamed).toEqual([])
})

test('everything in it can be recomputed', async () => {
  const master = readFileSync(join(dataDir, 'secret.key'))
  for (const village of [yongfeng, changsheng, zhenjiang]) {
    const verdict = await verifyTenant(database, village!, master)
    expect(verdict.differences).toEqual([])
    expect(verdict.scores).toBeGreaterThan(20)
  }
})

test('the second county never sees the first, whatever it asks', async () => {
  const [daguan, zhaodong] = await Promise.all([
    sessionOf(daguanCounty!, 'county_official'),
    sessionOf(zhaodongCounty!, 'county_official'),
  ])
  const ids = await rows(sql<Record<string, string>>`
    select h.id as "householdId", s.id as "scoreId", s.close_id as "closeId", c.id as "cycleId",
      c.rule_version_id as "versionId", d.id as "deedId", p.id as "personId", a.id as "appealId",
      (select id from attachments.attachment where tenant_code = h.tenant_code limit 1) as "attachmentId",
      (select id from organisations.organisation where tenant_code = h.tenant_code limit 1) as "organisationId"
    from people.household h
    join stars.score s on s.tenant_code = h.tenant_code and s.household_id = h.id
    join points.deed d on d.tenant_code = h.tenant_code and d.household_id = h.id
    join points.cycle c on c.tenant_code = h.tenant_code and c.id = d.cycle_id
    join people.membership m on m.tenant_code = h.tenant_code and m.household_id = h.id
    join people.person p on p.tenant_code = h.tenant_code and p.id = m.person_id
    join appeals.appeal a on a.tenant_code = h.tenant_code
    where h.tenant_code = ${yongfeng} limit 1`)
  const rest = {
    search: '演',
    stage: 'verify',
    work: 'draft',
    name: '王演示',
    field: 'phone',
    purpose: '核对资料',
    key: 'notices.days',
  }
  const secret = Object.values(ids[0]!)
  const queries = app.modules.flatMap((module) => module.queries ?? [])
  let own = 0
  for (const query of queries.filter((one) => one.access === 'scoped')) {
    for (const tenantCode of [yongfeng, '231282106000', zhaodongCounty]) {
      const input = { ...rest, ...ids[0], tenantCode } as never
      const seen = await app.ask(daguan, query.name as QueryName, input)
      if (seen.ok)
        expect(
          secret.filter((id) => JSON.stringify(seen.value ?? null).includes(id)),
          query.name,
        ).toEqual([])
      if ((await app.ask(zhaodong, query.name as QueryName, input)).ok) own += 1
    }
    const home = await app.ask(
      daguan,
      query.name as QueryName,
      { ...rest, ...ids[0], tenantCode: daguanCounty } as never,
    )
    if (home.ok) expect(JSON.stringify(home.value ?? null), query.name).not.toMatch(/231282\d{6}/)
  }
  expect(own).toBeGreaterThan(5)
})
