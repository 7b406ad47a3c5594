import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '#test/browser.ts'
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

const android = 'Mozilla/5.0 (Linux; Android 12) Mobile'

async function twoDevices(who: string) {
  const code = await giveCard(house, who)
  const [phone, pc] = [openBrowser('203.0.113.1', android), openBrowser('203.0.113.2')]
  for (const browser of [phone, pc]) {
    need(await house.auth.card.enter(browser.visit(), { code, next: '/' }))
    house.pass(1000)
  }
  const signIn = (await house.auth.sessionOf(pc.headers))!
  return { phone, pc, signIn }
}

describe('what is signed in', () => {
  it('is listed by device, newest first, without addresses', async () => {
    const { signIn } = await twoDevices('villager_001')
    const list = await house.auth.sessions.list(signIn)
    expect(list.map(({ device, here, method }) => [device, here, method])).toEqual([
      ['computer', true, 'passbook'],
      ['phone', false, 'passbook'],
    ])
    const { kysely } = house.app.kernel.database
    const { rows } = await sql<{
      ip: string
    }>`select distinct ip_address as ip from auth.session`.execute(kysely)
    expect(rows).toEqual([{ ip: '' }])
  })

  it('ends one by one, all others, or everywhere', async () => {
    const { phone, pc, signIn } = await twoDevices('villager_002')
    const other = (await house.auth.sessions.list(signIn)).find((one) => !one.here)!
    await house.auth.sessions.end(signIn, other.id)
    expect(await house.auth.sessionOf(phone.headers)).toBeNull()
    expect(await house.auth.sessionOf(pc.headers)).not.toBeNull()
    const again = await twoDevices('villager_003')
    await house.auth.sessions.endOthers(again.signIn)
    expect(await house.auth.sessionOf(again.phone.headers)).toBeNull()
    const copied = again.pc.headers
    await house.auth.sessions.leaveEverywhere(again.pc.visit(), again.signIn)
    expect(await house.auth.sessionOf(copied)).toBeNull()
    expect(again.pc.jar.has('xiangyue.session_token')).toBe(false)
  })

  it('cannot be ended by another account', async () => {
    const one = await twoDevices('villager_004')
    const two = await twoDevices('villager_005')
    await house.auth.sessions.end(two.signIn, one.signIn.sessionId)
    expect(await house.auth.sessionOf(one.pc.headers)).not.toBeNull()
  })

  it('ends when signing out, so that a copied cookie opens nothing', async () => {
    const { pc } = await twoDevices('villager_006')
    const copied = pc.headers
    await house.auth.sessions.leave(pc.visit())
    expect(await house.auth.sessionOf(copied)).toBeNull()
  })

  it('ends thirty days after signing in', async () => {
    const { pc } = await twoDevices('villager_007')
    house.pass(29 * 24 * 3_600_000)
    expect(await house.auth.sessionOf(pc.headers)).not.toBeNull()
    house.pass(24 * 3_600_000 + 5000)
    expect(await house.auth.sessionOf(pc.headers)).toBeNull()
  })
})

describe('whoever holds a post', () => {
  it('signs in again every day, also with a telephone', async () => {
    const number = '13700000001'
    await givePhone(house, 'reviewer', number)
    const browser = openBrowser('203.0.113.9')
    need(await house.auth.phone.send(browser.visit(), { phone: number, next: '/' }))
    need(await house.auth.phone.confirm(browser.visit(), await sentCode(house, number)))
    const signIn = (await house.auth.sessionOf(browser.headers))!
    const [open] = await house.auth.sessions.list(signIn)
    expect(Date.parse(open!.until) - Date.parse(open!.since)).toBe(24 * 3_600_000)
    house.pass(24 * 3_600_000 + 5000)
    expect(await house.auth.sessionOf(browser.headers)).toBeNull()
  })

  it('does so from the day of the election', async () => {
    const { pc } = await twoDevices('spouse_001')
    house.pass(2 * 24 * 3_600_000)
    expect(await house.auth.sessionOf(pc.headers)).not.toBeNull()
    const today = new Date().toISOString().slice(0, 10)
    await sql`insert into organisations.post_holding values (${place.village}, gen_random_uuid(),
      ${ids.organisation('review_group')}, 'reviewer', ${ids.person('spouse_001')}, null,
      ${today}, null, 'test', null)`.execute(house.app.kernel.database.kysely)
    expect(await house.auth.sessionOf(pc.headers)).toBeNull()
  })
})

describe('helping another', () => {
  it('is kept on the session, which gets a new token at the beginning and the end', async () => {
    const { pc } = await twoDevices('villager_008')
    const assistanceId = '0192f000-0000-7000-8000-00000000000a'
    const before = pc.headers
    await house.auth.actFor(pc.visit(), assistanceId)
    expect(await house.auth.sessionOf(before)).toBeNull()
    expect(await house.auth.sessionOf(pc.headers)).toMatchObject({
      assistanceId,
      method: 'passbook',
    })
    const between = pc.headers
    await house.auth.actFor(pc.visit(), null)
    expect(await house.auth.sessionOf(between)).toBeNull()
    expect(await house.auth.sessionOf(pc.headers)).toMatchObject({ assistanceId: null })
  })
})
