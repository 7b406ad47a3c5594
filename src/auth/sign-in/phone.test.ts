import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, strange } from '#test/browser.ts'
import {
  giveCard,
  givePhone,
  need,
  openTestHouse,
  sentCode,
  type TestHouse,
} from '#test/sign-in.ts'
import { ids, place } from '#test/village.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const minute = 60_000
const codes = Array.from({ length: 12 }, (_, n) => String(n + 1).padStart(3, '0'))
const adults = codes.flatMap((code) => [`villager_${code}`, `spouse_${code}`])

/** Somebody of the village nobody has asked for yet, with a number of their own. */
async function somebody(): Promise<{ who: string; phone: string }> {
  const who = adults.pop()!
  const phone = `13800000${String(adults.length).padStart(3, '0')}`
  await givePhone(house, who, phone)
  return { who, phone }
}

const send = (browser: Browser, phone: string, next = '/') =>
  house.auth.phone.send(browser.visit(), { phone, next })
const confirm = (browser: Browser, code: string) => house.auth.phone.confirm(browser.visit(), code)
const other = (code: string) => (code === '000000' ? '000001' : '000000')

describe('a code sent to a telephone', () => {
  it('opens the page of the one person whose number it is', async () => {
    const { who, phone } = await somebody()
    const browser = strange()
    const typed = ` +86 ${phone.slice(0, 3)}-${phone.slice(3)}`
    expect(need(await send(browser, typed, '/notices')).to).toBe('/sign-in/code')
    const code = await sentCode(house, phone)
    expect(need(await confirm(browser, code)).to).toBe('/notices')
    const signIn = await house.auth.sessionOf(browser.headers)
    const expected = { accountId: `account-${who}`, method: 'phone', assistanceId: null }
    expect(signIn).toMatchObject(expected)
  })

  it('makes an account the first time, finds it again the next, and writes nothing down about that', async () => {
    const { who, phone } = await somebody()
    const { kysely } = house.app.kernel.database
    const person = ids.person(who)
    await sql`delete from auth.account_person where person_id = ${person}`.execute(kysely)
    const acts = async () => {
      const { rows } = await sql<{ command: string }>`select command from audit.entry
        where tenant_code = ${place.village}`.execute(kysely)
      return rows.map((row) => row.command)
    }
    const before = await acts()
    const accounts: string[] = []
    for (const nth of [1, 2]) {
      const browser = strange()
      house.pass(1000)
      need(await send(browser, phone))
      need(await confirm(browser, await sentCode(house, phone, nth)))
      accounts.push((await house.auth.sessionOf(browser.headers))!.accountId)
    }
    expect(accounts[1]).toBe(accounts[0])
    expect((await acts()).slice(before.length)).toEqual(['auth.link_account'])
  })

  it('refuses a wrong code, and the same code a second time', async () => {
    const { phone } = await somebody()
    const browser = strange()
    need(await send(browser, phone))
    const code = await sentCode(house, phone)
    expect(await confirm(browser, other(code))).toMatchObject({ code: 'auth.code_wrong' })
    const second = strange()
    need(await confirm(browser, code))
    house.pass(1000)
    need(await send(second, phone))
    await sentCode(house, phone, 2)
    expect(await confirm(second, code)).toMatchObject({ ok: false })
    expect(await confirm(browser, code)).toMatchObject({ code: 'auth.step_lost' })
  })

  it('refuses a code that was used by another browser', async () => {
    const { phone } = await somebody()
    const [first, second] = [strange(), strange()]
    need(await send(first, phone))
    house.pass(1000)
    need(await send(second, phone))
    const code = await sentCode(house, phone, 2)
    need(await confirm(second, code))
    expect(await confirm(first, code)).toMatchObject({ code: 'auth.code_spent' })
    expect(await house.auth.sessionOf(first.headers)).toBeNull()
  })

  it('lets only one of two at the same moment in', async () => {
    const { phone } = await somebody()
    const [first, second] = [strange(), strange()]
    need(await send(first, phone))
    house.pass(1000)
    need(await send(second, phone))
    const code = await sentCode(house, phone, 2)
    const results = await Promise.all([confirm(first, code), confirm(second, code)])
    expect(results.filter((result) => result.ok)).toHaveLength(1)
  })

  it('works for the minutes in force, five where nobody decided', async () => {
    const { phone } = await somebody()
    const [late, early] = [strange(), strange()]
    need(await send(late, phone))
    const code = await sentCode(house, phone)
    house.pass(5 * minute + 1000)
    const refused = { code: 'auth.code_expired', details: { minutes: 5 } }
    expect(await confirm(late, code)).toMatchObject(refused)
    expect(await house.auth.sessionOf(late.headers)).toBeNull()
    need(await send(early, phone))
    const next = await sentCode(house, phone, 2)
    house.pass(5 * minute - 1000)
    need(await confirm(early, next))
  })

  it('works for the minutes the nearest place has decided', async () => {
    const decide = (who: string, tenantCode: string, value: number) =>
      house.send(who, 'settings.decide', {
        ...{ tenantCode, key: 'auth.code_minutes', value, source: '镇里通知' },
        validFrom: new Date(Date.now() + 8 * 60 * minute).toISOString().slice(0, 10),
      })
    const { phone } = await somebody()
    need(await decide('county_administrator', place.county, 1))
    need(await decide('township_administrator', place.township, 10))
    const browser = strange()
    need(await send(browser, phone))
    const code = await sentCode(house, phone)
    expect(await confirm(browser, code.slice(1))).toMatchObject({ code: 'auth.code_shape' })
    house.pass(9 * minute)
    need(await confirm(browser, code))
    need(await decide('director', place.village, 2))
    need(await send(browser, phone))
    const short = await sentCode(house, phone, 2)
    house.pass(2 * minute + 1000)
    const refused = { code: 'auth.code_expired', details: { minutes: 2 } }
    expect(await confirm(browser, short)).toMatchObject(refused)
  })

  it('tells nothing of a number by how old a wrong code may grow', async () => {
    const { phone } = await somebody()
    const [known, unknown] = [strange(), strange()]
    need(await send(known, phone))
    need(await send(unknown, '13922222222'))
    const wrong = other(await sentCode(house, phone))
    house.pass(6 * minute)
    expect(await confirm(known, wrong)).toEqual(await confirm(unknown, wrong))
  })

  it('bears five wrong tries', async () => {
    const { phone } = await somebody()
    const browser = strange()
    need(await send(browser, phone))
    const code = await sentCode(house, phone)
    for (let n = 0; n < 5; n += 1) {
      expect(await confirm(browser, other(code))).toMatchObject({ code: 'auth.code_wrong' })
    }
    expect(await confirm(browser, code)).toMatchObject({ code: 'auth.code_spent' })
  })

  it('rests in the database neither as a number nor as a code', async () => {
    const { phone } = await somebody()
    need(await send(strange(), phone))
    const code = await sentCode(house, phone)
    const { kysely } = house.app.kernel.database
    const { rows } = await sql<{ text: string }>`
      select to_jsonb(v)::text as text from auth.verification v
      union all select to_jsonb(a)::text from auth.attempt a`.execute(kysely)
    expect(rows.length).toBeGreaterThan(3)
    const all = rows.map((row) => row.text).join('\n')
    expect(all).not.toContain(phone)
    expect(all).not.toContain(`"${code}`)
  })
})

describe('a number nobody has', () => {
  it('is answered like any other, step by step', async () => {
    const { phone } = await somebody()
    const [known, unknown] = [strange(), strange()]
    const nobodys = '13911111111'
    expect(await send(unknown, nobodys)).toEqual(await send(known, phone))
    const code = other(await sentCode(house, phone))
    for (let n = 0; n < 7; n += 1) {
      expect(await confirm(unknown, code)).toEqual(await confirm(known, code))
    }
    for (let n = 0; n < 6; n += 1) {
      expect(await send(unknown, nobodys)).toEqual(await send(known, phone))
    }
    expect(house.gateway.latest!().map((shown) => shown.phone)).not.toContain('139****1111')
  })

  it('is written down like any other before the answer', async () => {
    const { phone } = await somebody()
    const { kysely } = house.app.kernel.database
    const count = async () => {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from auth.verification`.execute(kysely)
      return rows[0]!.n
    }
    const before = await count()
    need(await send(strange(), phone))
    need(await send(strange(), '13911111112'))
    expect(await count()).toBe(before + 2)
  })

  it('is told at once when it cannot be a number', async () => {
    expect(await send(strange(), '12345')).toMatchObject({ code: 'auth.phone_shape' })
  })
})

describe('too many tries', () => {
  /** The time of day in China so many minutes from now. */
  const inMinutes = (minutes: number) =>
    new Date(Math.ceil(Date.now() / minute + minutes) * minute + 8 * 60 * minute)
      .toISOString()
      .slice(11, 16)

  it('stop a number for a while and say until when, and longer for those who go on', async () => {
    const { phone } = await somebody()
    const browser = strange()
    for (let n = 0; n < 4; n += 1) need(await send(browser, phone))
    const refused = await send(browser, phone)
    expect(refused).toMatchObject({
      code: 'auth.too_many_attempts',
      details: { time: inMinutes(10) },
    })
    for (let n = 0; n < 5; n += 1) await send(browser, phone)
    expect(await send(browser, phone)).toMatchObject({ details: { time: inMinutes(64) } })
    house.pass(65 * minute)
    need(await send(browser, phone))
  })

  it('count for a number from whatever device', async () => {
    const { phone } = await somebody()
    for (let n = 0; n < 4; n += 1) need(await send(strange(), phone))
    expect(await send(strange(), phone)).toMatchObject({ code: 'auth.too_many_attempts' })
  })

  it('count for a device whatever the number', async () => {
    const browser = strange()
    for (let n = 0; n < 8; n += 1) need(await send(browser, `1370000010${n}`))
    expect(await send(browser, '13700000200')).toMatchObject({ code: 'auth.too_many_attempts' })
  })
})

describe("a family's telephone", () => {
  const phone = '13600000001'
  beforeAll(async () => {
    await givePhone(house, 'villager_001', phone)
    await givePhone(house, 'spouse_001', phone)
  })

  it('asks for one’s own card after the code and opens that person’s page', async () => {
    const code = await giveCard(house, 'spouse_001')
    const browser = strange()
    need(await send(browser, phone))
    expect(need(await confirm(browser, await sentCode(house, phone))).to).toBe('/sign-in/whose')
    expect(await house.auth.sessionOf(browser.headers)).toBeNull()
    need(await house.auth.card.enterWithPhone(browser.visit(), code))
    const signIn = await house.auth.sessionOf(browser.headers)
    expect(signIn).toMatchObject({ accountId: 'account-spouse_001' })
  })

  it('refuses the card of somebody with another number', async () => {
    const code = await giveCard(house, 'villager_002')
    const browser = strange()
    house.pass(1000)
    need(await send(browser, phone))
    need(await confirm(browser, await sentCode(house, phone, 2)))
    const refused = await house.auth.card.enterWithPhone(browser.visit(), code)
    expect(refused).toMatchObject({ code: 'auth.passbook_wrong' })
  })

  it('is the parent’s alone when the other is a child', async () => {
    const own = '13600000005'
    await givePhone(house, 'spouse_002', own)
    await givePhone(house, 'child_002', own)
    const browser = strange()
    need(await send(browser, own))
    expect(need(await confirm(browser, await sentCode(house, own))).to).toBe('/')
    const signIn = await house.auth.sessionOf(browser.headers)
    expect(signIn).toMatchObject({ accountId: 'account-spouse_002' })
  })
})
