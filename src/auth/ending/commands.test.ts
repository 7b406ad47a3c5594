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

const kysely = () => house.app.kernel.database.kysely

async function byCard(code: string): Promise<Browser> {
  const browser = strange()
  need(await house.auth.card.enter(browser.visit(), { code, next: '/' }))
  return browser
}

async function byPhone(phone: string): Promise<Browser> {
  const browser = strange()
  need(await house.auth.phone.send(browser.visit(), { phone, next: '/' }))
  need(await house.auth.phone.confirm(browser.visit(), await sentCode(house, phone)))
  return browser
}

/** A passkey as its row, and a session that it opened. */
async function addPasskey(who: string, addedWith: string): Promise<void> {
  const account = `account-${who}`
  await sql`insert into auth.passkey (id, user_id, public_key, counter, transports, label,
    added_with, created_at) values (${`${who}/${addedWith}`}, ${account}, 'x', 0, '', '',
    ${addedWith}, now())`.execute(kysely())
}

async function passkeys(who: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from auth.passkey
    where user_id = ${`account-${who}`} order by id`.execute(kysely())
  return rows.map((row) => row.id)
}

/** What somebody was told, by kind: on the clock of a test everything happens at one instant. */
async function told(who: string): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`select kind from notices.message
    where person_id = ${ids.person(who)} order by kind`.execute(kysely())
  return rows.map((row) => row.kind)
}

const isOpen = async (browser: Browser) => (await house.auth.sessionOf(browser.headers)) !== null
const change = (by: string, who: string, phone?: string) =>
  house.send(by, 'people.change_phone', {
    ...{ tenantCode: place.village, personId: ids.person(who), ...(phone ? { phone } : {}) },
  })

describe('a card', () => {
  it('is told to its person when somebody prints it', async () => {
    await giveCard(house, 'villager_001')
    expect(await told('villager_001')).toEqual(['way_card_issued'])
  })
  it('takes along what the one before had opened, and nothing else', async () => {
    const phone = '13700000002'
    await givePhone(house, 'villager_002', phone)
    const [card, telephone] = [
      await byCard(await giveCard(house, 'villager_002')),
      await byPhone(phone),
    ]
    for (const way of ['passbook', 'phone']) await addPasskey('villager_002', way)
    await giveCard(house, 'villager_002')
    expect([await isOpen(card), await isOpen(telephone)]).toEqual([false, true])
    expect(await passkeys('villager_002')).toEqual(['villager_002/phone'])
    expect(await told('villager_002')).toEqual(['way_card_issued', 'way_card_replaced'])
  })
})

describe('a telephone number', () => {
  it('entered by somebody else is told, and ends what the old one had opened', async () => {
    const phone = '13700000003'
    await givePhone(house, 'villager_003', phone)
    const [card, telephone] = [
      await byCard(await giveCard(house, 'villager_003')),
      await byPhone(phone),
    ]
    for (const way of ['passbook', 'phone', 'passkey']) await addPasskey('villager_003', way)
    need(await change('scorekeeper', 'villager_003', '13700000013'))
    expect([await isOpen(card), await isOpen(telephone)]).toEqual([true, false])
    expect(await passkeys('villager_003')).toEqual(['villager_003/passbook'])
    expect(await told('villager_003')).toEqual(['way_card_issued', 'way_phone_entered'])
    need(await change('scorekeeper', 'villager_003', '13700000013'))
    expect(await told('villager_003')).toHaveLength(2)
    need(await change('scorekeeper', 'villager_003'))
    expect(await told('villager_003')).toEqual([
      ...['way_card_issued', 'way_phone_entered', 'way_phone_removed'],
    ])
  })
  it('changed by oneself ends nothing', async () => {
    const phone = '13700000004'
    await givePhone(house, 'villager_004', phone)
    const browser = await byPhone(phone)
    need(await change('villager_004', 'villager_004', '13700000014'))
    expect(await isOpen(browser)).toBe(true)
    expect(await told('villager_004')).toEqual([])
  })
  it('of another place cannot be ended from here', async () => {
    const asApp = kysely()
      .transaction()
      .execute(async (tx) => {
        await sql`select set_config('xiangyue.scope', ${place.sibling}, true),
        set_config('role', 'xiangyue_app', true)`.execute(tx)
        await sql`select auth.end_way(${place.village}, '{}'::uuid[], 'phone')`.execute(tx)
      })
    await expect(asApp).rejects.toThrow(/scope/)
  })
})
