import { getMigrations } from 'better-auth/db/migration'
import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { testSecrets } from '#test/app.ts'
import { openBrowser } from '#test/browser.ts'
import { giveCard, need, openTestHouse, type TestHouse } from '#test/sign-in.ts'
import { ids, place } from '#test/village.ts'
import { developmentGateway } from '../gateway.ts'
import { createAuth } from '../library.ts'
import { markDemonstration } from '../marking.ts'
import { makeEngine } from './engine.ts'

let house: TestHouse
afterEach(() => house.close())

const villager = { tenantCode: place.village, personId: ids.person('villager_001'), next: '/home' }

describe('a demonstration', () => {
  it('lets one be a person with one press', async () => {
    house = await openTestHouse({ demonstration: true })
    const browser = openBrowser()
    expect(need(await house.auth.demonstration.enter(browser.visit(), villager)).to).toBe('/home')
    const signIn = await house.auth.sessionOf(browser.headers)
    expect(signIn).toMatchObject({ accountId: 'account-villager_001', demonstration: true })
    const child = { ...villager, personId: ids.person('child_001') }
    const refused = await house.auth.demonstration.enter(browser.visit(), child)
    expect(refused).toMatchObject({ code: 'auth.unknown_person' })
  })

  it('is refused everywhere else, and its sessions open nothing', async () => {
    house = await openTestHouse()
    const browser = openBrowser()
    const refused = await house.auth.demonstration.enter(browser.visit(), villager)
    expect(refused).toMatchObject({ code: 'auth.not_demonstration' })
    expect(browser.jar.has('xiangyue.session_token')).toBe(false)
    need(
      await house.auth.card.enter(browser.visit(), {
        code: await giveCard(house, 'villager_001'),
        next: '/',
      }),
    )
    await sql`update auth.session set method = 'demonstration'`.execute(
      house.app.kernel.database.kysely,
    )
    expect(await house.auth.sessionOf(browser.headers)).toBeNull()
  })

  it('is decided when the folder is made: neither folder nor database can say otherwise later', async () => {
    house = await openTestHouse()
    const { database } = house.app.kernel
    await expect(markDemonstration(database)).rejects.toThrow(/already knows people/)
    const setting = {
      ...{ database, secrets: testSecrets, gateway: developmentGateway(), app: house.app },
      ...{ origin: 'http://localhost:8080', lan: false },
    }
    await expect(createAuth({ ...setting, demonstration: true })).rejects.toThrow(/do not agree/)
    await sql`insert into auth.demonstration values (now())`.execute(database.kysely)
    await expect(createAuth({ ...setting, demonstration: false })).rejects.toThrow(/do not agree/)
  })
})

describe('cookies', () => {
  it.each([
    ['http://localhost:8080', false, false],
    ['http://192.168.1.5:8080', true, false],
    ['https://village.example', false, true],
    ['https://village.example', true, true],
    ['http://village.example', false, true],
  ])('for %s (lan: %s) are marked Secure: %s', async (origin, lan, secure) => {
    house = await openTestHouse({ origin, lan })
    const browser = openBrowser()
    need(
      await house.auth.card.enter(browser.visit(), {
        code: await giveCard(house, 'villager_001'),
        next: '/',
      }),
    )
    expect(browser.jar.size).toBeGreaterThan(1)
    for (const { options } of browser.jar.values()) {
      expect(options).toMatchObject({ secure, httpOnly: true, sameSite: 'lax' })
    }
    expect(await house.auth.sessionOf(browser.headers)).not.toBeNull()
  })
})

describe('the page with codes', () => {
  it('exists only where nothing but this computer can ask', async () => {
    house = await openTestHouse()
    expect(house.auth.developmentCodes()).toEqual([])
    await house.close()
    house = await openTestHouse({ lan: true })
    expect(house.auth.developmentCodes()).toBeNull()
    await house.close()
    house = await openTestHouse({ origin: 'https://village.example' })
    expect(house.auth.developmentCodes()).toBeNull()
  })
})

describe('our migration', () => {
  it('has every table, column and index the sign-in library asks for', async () => {
    house = await openTestHouse()
    const engine = makeEngine({
      ...{ db: house.app.kernel.database.kysely, secrets: testSecrets, secureCookies: false },
      ...{ origin: 'http://localhost:8080', deliver: () => {} },
    })
    const { toBeCreated, toBeAdded } = await getMigrations(engine.options)
    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] })
  })
})
