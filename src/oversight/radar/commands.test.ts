import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ids, keepPhoto, openRuleBook, place, type RuleBookApp } from '#test/rule-book.ts'
import type { FlagView } from './queries.ts'

let app: RuleBookApp
let flagId: string
beforeAll(async () => {
  app = await openRuleBook()
  await app.must('scorekeeper', 'people.record_kinship', {
    ...{ personId: ids.person('supervision_member'), relation: 'sibling' },
    relativeId: ids.person('grid_worker_2'),
  })
  await usedTwice()
  await look('pictures')
  flagId = (await flagsFor('supervision_chair'))[0]!.id
})
afterAll(() => app.close())

const hash = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'
const near = '0f1e2d3c4b5a69788796a5b4c3d2e1f1'

/** The same picture beside two deeds of a household, both confirmed by the same grid worker. */
async function usedTwice(): Promise<void> {
  for (const [n, seen] of [hash, near].entries()) {
    const photo = await keepPhoto(app, 'villager_001', seen)
    const happenedOn = `2026-11-1${n + 1}`
    const deedId = await app.declare('001', { happenedOn, attachmentIds: [photo] })
    await app.must('grid_worker_2', 'points.verify', { deedIds: [deedId], decision: 'confirm' })
  }
}
const look = (part: string) => app.must('system', 'oversight.look', { cycleId: app.cycleId, part })
const flagsFor = async (who: string) =>
  (await app.get<{ flags: FlagView[] }>(who, 'oversight.flags', {})).flags
const say = (who: string, act: string, words = '这两张照片为什么一样？') =>
  app.act(who, `oversight.${act}`, { flagId, words })
type Told = { kind: string; facts: object }[]
const messagesOf = async (who: string) => {
  const told = await app.get<{ messages: Told; waiting: Told }>(who, 'notices.mine', {})
  return [...told.messages, ...told.waiting]
}

describe('looking through a cycle', () => {
  test('raises a flag once, with its deeds and whom to ask', async () => {
    expect(await look('pictures')).toEqual({ raised: 0 })
    const [flag, ...more] = await flagsFor('supervision_chair')
    expect(more).toEqual([])
    expect(flag).toMatchObject({
      ...{ kind: 'reused_picture', state: 'raised', personName: '演示grid_worker_2' },
      ...{ measures: { pictures: 2, deeds: 2, later: 1 }, cycle: { year: 2026, number: 4 } },
    })
    expect(flag!.deedIds).toHaveLength(2)
  })

  test('each part by itself, and where nothing stands out it raises nothing', async () => {
    for (const part of ['verify', 'review', 'approve', 'course']) {
      expect(await look(part)).toEqual({ raised: 0 })
    }
    const unknown = { cycleId: flagId, part: 'verify' }
    expect(await app.act('system', 'oversight.look', unknown)).toBe('oversight.unknown_cycle')
    expect(await app.act('supervision_chair', 'oversight.look', unknown)).toBe(
      'kernel.not_permitted',
    )
  })

  test('what was looked through today waits no more, and again once something is decided', async () => {
    const due = async () =>
      (await app.get<{ cycleId: string }[]>('system', 'oversight.due', {})) as object[]
    expect(await due()).toEqual([])
    const db = app.app.kernel.database.kysely
    await sql`update oversight.look set looked_on = '2026-11-20' where part <> 'verify'`.execute(db)
    const at = { tenantCode: place.village, cycleId: app.cycleId }
    expect(await due()).toEqual(
      ['review', 'approve', 'pictures', 'course'].map((part) => ({ ...at, part })),
    )
  })
})

describe('reading flags', () => {
  test('the committee and the township read them, whoever it is about and their kin do not', async () => {
    expect(await flagsFor('township_official')).toHaveLength(1)
    expect(await flagsFor('supervision_member')).toEqual([])
    const one = { tenantCode: place.village, flagId }
    const seen = await app.see('supervision_member', 'oversight.flag', one)
    expect(seen).toMatchObject({ code: 'oversight.unknown_flag' })
    for (const who of ['director', 'grid_worker_2', 'county_official', 'villager_001']) {
      expect(await app.see(who, 'oversight.flags', one)).toMatchObject({
        code: 'kernel.not_permitted',
      })
    }
  })

  test('a flag leads to its deeds, and whoever it is about sees who looked', async () => {
    const { deeds } = await app.get<{ deeds: object[] }>('supervision_chair', 'oversight.flag', {
      flagId,
    })
    expect(deeds).toMatchObject([
      { householdCode: '001', happenedOn: '2026-11-11', state: 'verified' },
      { householdCode: '001', happenedOn: '2026-11-12', item: { en: expect.any(String) } },
    ])
    const db = app.app.kernel.database.kysely
    const { rows } = await sql`select purpose from audit.look
      where tenant_code = ${place.village} and purpose = 'oversight_flag'`.execute(db)
    expect(rows.length).toBeGreaterThan(0)
  })
})

describe('asking, answering and closing', () => {
  test('goes in this order, each once, never about oneself or one’s kin', async () => {
    const unknown = { flagId: app.cycleId, words: '请说明一下' }
    expect(await app.act('supervision_chair', 'oversight.ask', unknown)).toBe(
      'oversight.unknown_flag',
    )
    expect(await say('supervision_member', 'ask')).toBe('oversight.recused')
    expect(await say('supervision_member', 'close')).toBe('oversight.recused')
    expect(await say('grid_worker_2', 'answer')).toBe('oversight.not_asked')
    expect(await app.get('grid_worker_2', 'oversight.asked_of_me', {})).toEqual({ flags: [] })
    expect(await say('supervision_chair', 'ask')).toMatchObject({ asked: 1 })
    expect(await say('supervision_chair', 'ask')).toBe('oversight.already_asked')
    expect((await messagesOf('grid_worker_2'))[0]).toMatchObject({
      ...{ kind: 'oversight_asked', facts: { needs: true, words: '这两张照片为什么一样？' } },
    })
    expect(await say('reviewer', 'answer')).toBe('oversight.not_your_question')
    expect(await say('grid_worker_2', 'answer', '同一块地，我两次都到了现场。')).toMatchObject({})
    expect(await say('grid_worker_2', 'answer')).toBe('oversight.already_answered')
    expect(await say('township_official', 'close', '已到现场看过，情况属实。')).toMatchObject({})
    expect(await say('supervision_chair', 'close')).toBe('oversight.already_closed')
    const mine = await app.get<{ flags: FlagView[] }>('grid_worker_2', 'oversight.asked_of_me', {})
    expect(mine.flags[0]).toMatchObject({
      state: 'closed',
      steps: [{ kind: 'asked' }, { kind: 'answered' }, { kind: 'closed' }],
    })
    expect((await messagesOf('grid_worker_2'))[0]).toMatchObject({ kind: 'oversight_closed' })
  })

  test('nothing of it changes a deed or a point', async () => {
    const { deeds } = await app.get<{ deeds: { state: string }[] }>(
      ...(['supervision_chair', 'oversight.flag', { flagId }] as const),
    )
    expect(deeds.map((deed) => deed.state)).toEqual(['verified', 'verified'])
  })

  test('what is about a clause goes to whoever leads the leading group', async () => {
    const db = app.app.kernel.database.kysely
    const id = app.versionId
    await sql`insert into oversight.flag values (${place.village}, ${id}, ${app.cycleId},
      'overturned_item', 'overturned:item:neighbour_helped', null, 'neighbour_helped', '{}',
      '{"overturned":3,"decisions":9,"share":33,"othersPercent":0}', '2026-11-22T00:00:00Z')`.execute(
      db,
    )
    const words = { flagId: id, words: '这一条为什么常被推翻？' }
    expect(await app.act('supervision_chair', 'oversight.ask', words)).toMatchObject({ asked: 1 })
    expect(await app.act('leading_member', 'oversight.answer', words)).toBe(
      'oversight.not_your_question',
    )
    expect(await app.act('leading_head', 'oversight.answer', words)).toMatchObject({ flagId: id })
    const { flags } = await app.get<{ flags: FlagView[] }>(
      ...(['leading_head', 'oversight.asked_of_me', {}] as const),
    )
    expect(flags).toMatchObject([{ kind: 'overturned_item', item: { zh: expect.any(String) } }])
  })
})

test('a day on which somebody came to look is noted once, and lies in a period', async () => {
  const note = (cameOn: string) =>
    app.act('supervision_chair', 'oversight.note_inspection', { cameOn, byWhom: '镇检查组' })
  expect(await note('2026-11-20')).toEqual({ cameOn: '2026-11-20' })
  expect(await note('2026-11-20')).toBe('oversight.day_noted')
  expect(await note('2019-01-01')).toBe('oversight.outside_cycle')
  const { inspections } = await app.get<{ inspections: object[] }>(
    ...(['supervision_chair', 'oversight.flags', {}] as const),
  )
  expect(inspections).toEqual([{ cameOn: '2026-11-20', byWhom: '镇检查组' }])
})
