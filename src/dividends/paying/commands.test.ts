import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { altered, verdictOn } from '#test/altered.ts'
import { type Dividends, ids, openDividends, place } from '#test/dividends.ts'

const tenantCode = place.village
const number = '6228480402564890018'
const account = { bank: '农村信用社', holder: '演示户主001', number: '6228 4804 0256 4890 018' }
let d: Dividends
let dividendId: string
let fileId: string

interface Line {
  lineId: string
  household: string
  state: string
  numberTail: string | null
}
const refused = (code: string) => expect.objectContaining({ ok: false, code })
const send = (name: string, input: object, who = 'chair') =>
  d.send(who, `dividends.${name}`, { tenantCode, dividendId, ...input })
const linesNow = async () => {
  const { lines } = await d.get<{ lines: Line[] }>('supervision_chair', 'dividends.payments', {
    dividendId,
  })
  return new Map(lines.map((line) => [line.household, line]))
}
const enter = (code: string, who: string, more: object = {}) =>
  send('enter_account', { householdId: ids.household(code), ...account, ...more }, who)

beforeAll(async () => {
  d = await openDividends()
  const announced = await d.announce()
  dividendId = announced.dividendId
})
afterAll(() => d.close())

describe('an account', () => {
  it('is entered by the household, or by an officer with its word, and is shown by its end', async () => {
    expect(await enter('001', 'villager_001')).toMatchObject({ value: { numberTail: '0018' } })
    expect(await enter('002', 'villager_001')).toEqual(refused('kernel.not_permitted'))
    expect(await enter('002', 'chair')).toEqual(refused('dividends.word_needed'))
    expect(await enter('002', 'chair', { number: '12' })).toMatchObject({ ok: false })
    const done = await enter('002', 'chair', { word: '户主来村部当面说的', number: '62179999' })
    expect(done).toMatchObject({ ok: true })
    const mine = await d.get('spouse_001', 'dividends.mine', {})
    expect(mine).toMatchObject({ payee: { bank: '农村信用社', numberTail: '0018' } })
    expect(JSON.stringify(mine)).not.toContain(number)
  })

  it('lies sealed', async () => {
    const rows = await d.app.kernel.database.ownerTransaction((one) =>
      one.query<object>('select * from dividends.payee'),
    )
    expect(rows).toHaveLength(2)
    expect(JSON.stringify(rows)).not.toContain(number)
    expect(JSON.stringify(rows)).not.toContain(account.holder)
  })

  it('is no matter for a child', async () => {
    await d.app.kernel.database.ownerTransaction((one) =>
      one.query(
        `update people.person set birth_date = '2012-01-01' where id = '${ids.person('spouse_001')}'`,
      ),
    )
    expect(await enter('001', 'spouse_001')).toEqual(refused('dividends.adults_only'))
  })
})

describe('paying', () => {
  it('does not begin before the dividend is final', async () => {
    const reason = { reason: '年度分红发放' }
    expect(await send('take_bank_file', reason)).toEqual(refused('dividends.not_final'))
    d.clock.set('2026-10-24T16:00:00Z')
    await d.job('dividends.finalise')
    const lineId = (await linesNow()).get('001')!.lineId
    expect(await send('record_payments', { outcome: 'paid' })).toEqual(
      refused('dividends.not_at_bank'),
    )
    expect(await send('take_bank_file', { ...reason, dividendId: lineId })).toEqual(
      refused('dividends.unknown_dividend'),
    )
  })

  it('hands the bank all that waits, once, with a reason; those concerned see who took it', async () => {
    const taken = await d.must<{ fileId: string; lines: number }>(
      'chair',
      'dividends.take_bank_file',
      { dividendId, reason: '年度分红发放' },
    )
    fileId = taken.fileId
    expect(taken.lines).toBe(2)
    expect(await send('take_bank_file', { reason: '再发一次' })).toEqual(
      refused('dividends.nothing_to_send'),
    )
    const { rows } = await d.get<{ rows: { household: string; number: string }[] }>(
      'chair',
      'dividends.bank_file',
      { fileId },
    )
    const row = rows.find((one) => one.household === '001')
    expect(row).toMatchObject({ number, holder: account.holder, amountFen: 6667 })
    const looks = await d.get('villager_001', 'audit.looks', {})
    expect(JSON.stringify(looks)).toContain('bank_file')
    const unknown = { tenantCode, fileId: dividendId }
    expect(await d.see('chair', 'dividends.bank_file', unknown)).toEqual(
      refused('dividends.unknown_file'),
    )
    expect(await d.see('supervision_chair', 'dividends.bank_file', { tenantCode, fileId })).toEqual(
      refused('kernel.not_permitted'),
    )
  })

  it('takes what came back out again only to another account', async () => {
    const { lineId } = (await linesNow()).get('002')!
    const back = { lineIds: [lineId], outcome: 'returned' }
    expect(await send('record_payments', back)).toEqual(refused('dividends.reason_needed'))
    const stranger = { ...back, lineIds: [ids.household('001')], note: '账号有误' }
    expect(await send('record_payments', stranger)).toEqual(refused('dividends.unknown_line'))
    expect(await send('pay_cash', { lineId, signature: '户主签字' })).toEqual(
      refused('dividends.at_bank'),
    )
    await d.must('chair', 'dividends.record_payments', {
      ...{ dividendId, ...back, note: '账号有误' },
    })
    const told = await d.get<{ messages: object[] }>('villager_002', 'notices.mine', {})
    expect(told.messages).toContainEqual(
      expect.objectContaining({
        kind: 'dividend_returned',
        facts: expect.objectContaining({ reason: '账号有误', amount: '33.33' }),
      }),
    )
    expect(await send('take_bank_file', { reason: '补发' })).toEqual(
      refused('dividends.nothing_to_send'),
    )
    await enter('002', 'villager_002')
    expect(await send('take_bank_file', { reason: '补发' })).toMatchObject({ value: { lines: 1 } })
  })

  it('books what the bank paid, and takes it back when it comes back after all', async () => {
    await d.must('chair', 'dividends.record_payments', { dividendId, outcome: 'paid' })
    expect([await d.posted('dividend_paid'), await d.posted('household_payable', '001')]).toEqual([
      10_000, 0,
    ])
    const { lineId } = (await linesNow()).get('002')!
    expect(await send('pay_cash', { lineId, signature: '户主签字' })).toEqual(
      refused('dividends.paid_already'),
    )
    await d.must('chair', 'dividends.record_payments', {
      ...{ dividendId, lineIds: [lineId], outcome: 'returned', note: '账户已注销' },
    })
    expect([await d.posted('dividend_paid'), await d.posted('household_payable', '002')]).toEqual([
      6667, 3333,
    ])
  })

  it('counts out cash once, signed for', async () => {
    const { lineId } = (await linesNow()).get('002')!
    await d.must('chair', 'dividends.pay_cash', { dividendId, lineId, signature: '户主签字领取' })
    expect(await d.posted('dividend_paid')).toBe(10_000)
    const lines = await linesNow()
    expect([lines.get('001')!.state, lines.get('002')!.state]).toEqual(['paid', 'paid'])
    expect(await d.get('villager_002', 'dividends.mine', {})).toMatchObject({
      statements: [{ payment: { state: 'paid', note: '户主签字领取' } }],
    })
    const told = await d.get<{ messages: object[] }>('villager_002', 'notices.mine', {})
    const isPaid = expect.objectContaining({ kind: 'dividend_paid' })
    expect(told.messages).toContainEqual(isPaid)
    expect((await verdictOn(d.app.kernel.database)).differences).toEqual([])
  })
})

describe('verify and the payments', () => {
  it.each<[string, string]>([
    ['a step away', "delete from dividends.payment_step where kind = 'cash'"],
    ['what happened', "update dividends.payment_step set kind = 'paid' where kind = 'cash'"],
    ['a posting', "update journal.transfer set amount = amount - 1 where subject like 'payment:%'"],
    [
      'whose money',
      `update dividends.payment_step set line_id = (select id from dividends.line where number = 1 limit 1), position = position + 9 where kind = 'cash' or kind = 'paid'`,
    ],
    ['why a list was taken', "update dividends.bank_file set reason = '别的原因'"],
  ])('finds %s altered', async (_, statement) => {
    const { differences } = await altered(d.app.kernel.database, statement)
    expect(differences.map((one) => one.area)).toContain('dividends')
  })
})
