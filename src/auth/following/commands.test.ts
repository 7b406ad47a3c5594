import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Browser, strange } from '#test/browser.ts'
import {
  giveAccount,
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

const codes = Array.from({ length: 12 }, (_, n) => String(n + 1).padStart(3, '0'))
let code = ''
let head = ''
let phone = ''
beforeEach(async () => {
  code = codes.shift()!
  head = `villager_${code}`
  phone = `13800000${code}`
  house.pass(60_000)
})

const kysely = () => house.app.kernel.database.kysely

/** Household `code` moves to the neighbouring village; answers the new record of each member. */
async function move(over: Record<string, unknown> = {}, tenantCode: string = place.village) {
  const input = {
    ...{ tenantCode, householdId: ids.household(code), toTenantCode: place.sibling },
    ...{ toCode: code, happenedOn: '2026-11-21', reason: '迁往邻村', ...over },
  }
  const value = need(await house.send('township_administrator', 'people.move_household', input))
  const moved = value as { householdId: string; persons: { from: string; to: string }[] }
  return { ...moved, recordOf: (id: string) => moved.persons.find((one) => one.from === id)!.to }
}

async function byPhone(nth = 1): Promise<Browser> {
  const browser = strange()
  need(await house.auth.phone.send(browser.visit(), { phone, next: '/' }))
  need(await house.auth.phone.confirm(browser.visit(), await sentCode(house, phone, nth)))
  return browser
}

/** Where the account that is signed in lives today. */
async function residences(browser: Browser) {
  const { accountId } = (await house.auth.sessionOf(browser.headers))!
  const { rows } = await sql<{ actor: { residences: object[]; posts: object[] } }>`
    select auth.actor(${accountId}, null, ${new Date().toISOString()}::timestamptz, '2026-11-22')
      as actor`.execute(kysely())
  return { accountId, ...rows[0]!.actor }
}

describe('an account follows a household that moves to another village', () => {
  it('opens by the same telephone, as a resident of the new village only', async () => {
    await givePhone(house, head, phone)
    const moved = await move()
    const found = await residences(await byPhone())
    expect(found).toEqual({
      accountId: `account-${head}`,
      behalf: null,
      posts: [],
      residences: [
        {
          tenantCode: place.sibling,
          personId: moved.recordOf(ids.person(head)),
          householdId: moved.householdId,
        },
      ],
    })
  })

  it('opens by the same name and password, and stays open where it was', async () => {
    const oneTime = await giveAccount(house, head, `xiaoming${code}`)
    const browser = strange()
    const password = 'seven rivers run'
    const asked = { username: `xiaoming${code}`, password: oneTime, next: '/' }
    need(await house.auth.password.enter(browser.visit(), asked))
    need(await house.auth.password.renew(browser.visit(), { password, again: password }))
    await move()
    expect((await residences(browser)).residences).toMatchObject([{ tenantCode: place.sibling }])
    const fresh = strange()
    need(await house.auth.password.enter(fresh.visit(), { ...asked, password }))
    expect((await residences(fresh)).residences).toMatchObject([{ tenantCode: place.sibling }])
  })

  it('no longer opens by the old card, but by the one the new village prints', async () => {
    const card = await giveCard(house, head)
    const enter = async (typed: string, browser = strange()) => {
      const entered = await house.auth.card.enter(browser.visit(), { code: typed, next: '/' })
      return { entered, browser }
    }
    const { browser: before } = await enter(card)
    const { accountId } = await residences(before)
    const moved = await move()
    expect((await enter(card)).entered).toMatchObject({ code: 'auth.passbook_wrong' })
    const { rows } = await sql<{ open: number }>`select count(*)::int as open from auth.passbook
      where person_id = ${ids.person(head)} and ended_at is null`.execute(kysely())
    expect(rows[0]!.open).toBe(0)
    const printed = await house.auth.printCard('019a0000-0000-7000-8000-00000000c0de')
    const { locator, codeHash } = printed
    const personId = moved.recordOf(ids.person(head))
    const issue = { tenantCode: place.sibling, personId, locator, codeHash }
    need(
      await house.app.dispatch(
        { accountId: null, system: 'test' },
        {
          ...{ id: '019a0000-0000-7000-8000-00000000c0de', name: 'auth.issue_passbook' },
          input: issue,
        },
      ),
    )
    const { browser: after } = await enter(printed.code)
    expect(await residences(after)).toMatchObject({
      ...{ accountId, residences: [{ tenantCode: place.sibling, personId }] },
    })
  })

  it('comes back with them, and takes each member’s own account along', async () => {
    await givePhone(house, head, phone)
    const there = await move()
    const back = await move(
      { householdId: there.householdId, toTenantCode: place.village, toCode: `9${code}` },
      place.sibling,
    )
    const personId = back.recordOf(there.recordOf(ids.person(head)))
    expect(await residences(await byPhone())).toMatchObject({
      ...{ accountId: `account-${head}`, residences: [{ tenantCode: place.village, personId }] },
    })
    const { rows } = await sql<{ account_id: string }>`select account_id from auth.account_person
      where until is null and person_id = any (${back.persons.map((one) => one.to)}::uuid[])
      order by account_id`.execute(kysely())
    expect(rows.map((row) => row.account_id)).toEqual(
      ['child', 'spouse', 'villager'].map((one) => `account-${one}_${code}`),
    )
  })

  it('does not move when the move is refused', async () => {
    await givePhone(house, head, phone)
    const card = await giveCard(house, head)
    const input = {
      ...{ tenantCode: place.village, householdId: ids.household(code) },
      ...{ toTenantCode: place.sibling, toCode: code, reason: '迁往邻村' },
    }
    for (const [who, happenedOn] of [
      ['scorekeeper', '2026-11-21'],
      ['township_administrator', '2030-01-01'],
    ] as const) {
      const refused = await house.send(who, 'people.move_household', { ...input, happenedOn })
      expect(refused).toMatchObject({ ok: false })
    }
    const found = await residences(await byPhone())
    expect(found.residences).toMatchObject([{ tenantCode: place.village }])
    need(await house.auth.card.enter(strange().visit(), { code: card, next: '/' }))
  })
})

describe('an account follows somebody who comes back to the same village', () => {
  it('to the new record that points to the old one', async () => {
    const spouse = ids.person(`spouse_${code}`)
    const person = { name: '演示归来', sex: 'female', birthDate: '1972-08-15' }
    const idNumber = '231282197208150026'
    const here = { tenantCode: place.village }
    const send = (name: string, input: object) => house.send('scorekeeper', name, input)
    await sql`update people.person set sex = 'female' where id = ${spouse}`.execute(kysely())
    need(await send('people.change_person', { ...here, personId: spouse, idNumber }))
    need(
      await send('people.close_person', {
        ...{ ...here, personId: spouse, reason: 'moved_away', closedOn: '2026-11-20' },
      }),
    )
    const entered = need(
      await send('people.add_person', {
        ...{ ...here, householdId: ids.household(code), relation: 'spouse' },
        person: { ...person, idNumber, phone },
      }),
    ) as { personId: string }
    expect(await residences(await byPhone())).toMatchObject({
      ...{ accountId: `account-spouse_${code}`, residences: [{ personId: entered.personId }] },
    })
  })
})
