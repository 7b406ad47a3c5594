import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { altered, verdictOn } from '#test/altered.ts'
import { type Dividends, ids, openDividends, place } from '#test/dividends.ts'

const tenantCode = place.village
let d: Dividends
let dividendId: string
let noticeId: string
let appealId: string
let reviewer: string

const refused = (code: string) => expect.objectContaining({ ok: false, code })
const amountsOf = async () => {
  const { lines } = await d.get<{ lines: { household: string; amountFen: number }[] }>(
    'chair',
    'dividends.one',
    { dividendId },
  )
  return Object.fromEntries(lines.map((line) => [line.household, line.amountFen]))
}
const decide = (remedy: object) =>
  d.send(reviewer, 'appeals.decide', {
    ...{
      tenantCode,
      appealId,
      outcome: 'upheld',
      answer: '查了流水，少记了五分，应当补上。',
      remedy,
    },
  })

/** Objects to a line, and finds who was drawn to review it. */
async function object(who: string, line: number, notice = noticeId): Promise<void> {
  const filed = await d.must<{ appealId: string }>(who, 'appeals.file', {
    ...{ noticeId: notice, line, grounds: '这一户的分红积分少记了，请复核。' },
  })
  appealId = filed.appealId
  const rows = await d.app.kernel.database.ownerTransaction((one) =>
    one.query<{ person_id: string }>(
      `select person_id from appeals.reviewer where appeal_id = '${appealId}'`,
    ),
  )
  const names = ['supervision_chair', 'supervision_member', 'supervision_member_2']
  reviewer = names.find((name) => ids.person(name) === rows[0]!.person_id)!
}

beforeAll(async () => {
  d = await openDividends()
  const announced = await d.announce()
  dividendId = announced.dividendId
  noticeId = announced.noticeId
})
afterAll(() => d.close())

describe('an objection to a line', () => {
  it('holds the dividend until it is answered, for all depends on all points', async () => {
    await object('villager_005', 2)
    expect(await d.get('villager_001', 'dividends.mine', {})).toMatchObject({
      statements: [{ objections: 1 }],
    })
    d.clock.set('2026-10-24T16:00:00Z')
    expect(await d.send('system', 'dividends.finalise', { tenantCode, dividendId })).toEqual(
      refused('dividends.objection_open'),
    )
    await d.job('dividends.finalise')
    expect(await d.posted('household_payable', '001')).toBe(0)
    expect((await verdictOn(d.app.kernel.database)).differences).toEqual([])
  })

  it.each<[string, object]>([
    ['dividends.remedy_does_not_fit', { kind: 'void_deed' }],
    ['dividends.remedy_does_not_fit', { kind: 'set_points' }],
    ['dividends.nothing_changes', { kind: 'set_points', valueHundredths: 500 }],
  ])('is not upheld without something put right: %s', async (code, remedy) => {
    expect(await decide(remedy)).toEqual(refused(code))
  })

  it('upheld, splits the whole pool anew and announces the lines that change', async () => {
    const done = await decide({ kind: 'set_points', valueHundredths: 1000 })
    expect(done).toMatchObject({
      ok: true,
      value: {
        change: {
          before: { pointsHundredths: 500, amountYuan: '33.33' },
          after: { pointsHundredths: 1000, amountYuan: '50.00', lines: 2 },
        },
      },
    })
    expect(await amountsOf()).toEqual({ '001': 5000, '002': 5000 })
    const board = await d.get<{ notices: { id: string; kind: string; corrects: string }[] }>(
      'guest',
      'notices.list',
      {},
    )
    expect(board.notices[0]).toMatchObject({ kind: 'dividend_correction', corrects: noticeId })
    noticeId = board.notices[0]!.id
    const told = await d.get<{ messages: object[] }>('villager_001', 'notices.mine', {})
    expect(told.messages).toContainEqual(
      expect.objectContaining({
        kind: 'dividend_corrected',
        facts: expect.objectContaining({ amount: '50.00', until: '2026-11-01' }),
      }),
    )
    expect((await verdictOn(d.app.kernel.database)).differences).toEqual([])
  })

  it('is waited for again on the corrected notice, and may take a household out', async () => {
    d.clock.set('2026-10-26T02:00:00Z')
    expect(await d.get('system', 'dividends.due', {})).toEqual([])
    await object('villager_006', 1)
    expect(await decide({ kind: 'take_out' })).toMatchObject({ ok: true })
    expect(await amountsOf()).toEqual({ '001': 0, '002': 10_000 })
    expect(await d.posted('household_dividend', '001')).toBe(0)
    const { notices } = await d.get<{ notices: { id: string; lineCount: number }[] }>(
      'guest',
      'notices.list',
      {},
    )
    expect(notices[0]).toMatchObject({ lineCount: 2 })
    noticeId = notices[0]!.id
  })

  it('leaves nobody without anybody to split among', async () => {
    await object('villager_007', 2)
    expect(await decide({ kind: 'take_out' })).toEqual(refused('dividends.nobody_left'))
    await d.must(reviewer, 'appeals.decide', {
      ...{ appealId, outcome: 'dismissed', answer: '查了流水，积分没有错，驳回。' },
    })
  })

  it('ends with the last notice: exactly the pool is paid by the corrected points', async () => {
    d.clock.set('2026-11-02T16:00:00Z')
    await d.job('dividends.finalise')
    expect([
      await d.posted('household_payable', '001'),
      await d.posted('household_payable', '002'),
      await d.posted('household_dividend', '002'),
      await d.posted('dividend_pool'),
      await d.posted('dividend_issued'),
    ]).toEqual([0, 10_000, 0, 0, 0])
    expect((await verdictOn(d.app.kernel.database)).differences).toEqual([])
  })

  it('comes too late then', async () => {
    const late = { tenantCode, noticeId, line: 2, grounds: '还是觉得不对，请再看看。' }
    expect(await d.send('villager_008', 'appeals.file', late)).toEqual(refused('appeals.too_late'))
  })
})

describe('verify and the dividends', () => {
  it.each<[string, string]>([
    ['the share dividend', 'update dividends.dividend set share_fen = share_fen + 1'],
    ['the pool', 'update dividends.dividend set pool_fen = pool_fen - 1'],
    ['who answers', `update dividends.dividend set share_by = '${ids.person('director')}'`],
    [
      'the minutes',
      `update dividends.dividend set resolution = jsonb_set(resolution, '{agreed}', '19')`,
    ],
    ['the end of its notice', "update dividends.dividend set ends_at = ends_at - interval '1 day'"],
    [
      'when it was final',
      "update dividends.dividend set final_at = final_at + interval '0', ends_at = '2026-10-20T16:00:00Z', state = 'final'",
    ],
    [
      'an amount',
      "update dividends.line set amount_fen = amount_fen - 1 where state = 'final' and amount_fen > 0",
    ],
    [
      'points',
      'update dividends.line set points_hundredths = points_hundredths + 1 where revision = 1',
    ],
    [
      'points after an objection',
      'update dividends.line set points_hundredths = 900 where revision = 2 and points_hundredths = 1000',
    ],
    ['a state', "update dividends.line set state = 'announced' where state = 'final'"],
    [
      'whose line',
      `update dividends.line set household_id = '${ids.household('009')}' where state = 'final' and amount_fen > 0`,
    ],
    ['a number', "update dividends.line set number = number + 5 where state = 'final'"],
    [
      'the money set aside',
      "update journal.transfer set amount = amount - 1 where subject like 'dividend:%'",
    ],
    [
      'a posting',
      "update journal.transfer set amount = amount - 1 where subject like 'line:%' and commodity = 'CNY'",
    ],
    [
      'when an objection was answered',
      "update appeals.appeal set decided_at = '2026-11-03T00:00:00Z' where number = (select max(number) from appeals.appeal)",
    ],
    [
      'what an objection issued',
      "update journal.transfer set amount = amount - 1 where clause = 'appeal'",
    ],
  ])('finds %s altered', async (_, statement) => {
    const { differences } = await altered(d.app.kernel.database, statement)
    expect(differences.map((one) => one.area)).toContain('dividends')
  })
})

describe('a line that cannot be put right any more', () => {
  it('is final, or no line at all', async () => {
    const { lineSubject } = await import('./subject.ts')
    const rows = await d.app.kernel.database.ownerTransaction((one) =>
      one.query<{ id: string }>(`select id from dividends.line where state = 'final'`),
    )
    const uphold = (subjectId: string) =>
      lineSubject.uphold({
        ...{ db: d.app.kernel.database.kysely, input: { tenantCode, subjectId } },
        remedy: { kind: 'take_out' },
      } as never)
    expect(await uphold(rows[0]!.id)).toEqual(refused('dividends.line_settled'))
    expect(await uphold(ids.household('001'))).toEqual(refused('dividends.unknown_line'))
  })
})
