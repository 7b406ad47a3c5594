import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, strange } from '#test/browser.ts'
import {
  giveAccount,
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

const own = 'seven rivers, one bridge'
const enter = (browser: Browser, username: string, password: string) =>
  house.auth.password.enter(browser.visit(), { username, password, next: '/office' })
const tokenOf = (browser: Browser) => browser.jar.get('xiangyue.session_token')?.value

/** An office holder who has replaced the handed-over password and is signed in. */
async function signedIn(who: string): Promise<Browser> {
  const handedOver = await giveAccount(house, who, who)
  const browser = strange()
  need(await enter(browser, who, handedOver))
  need(await house.auth.password.renew(browser.visit(), { password: own, again: own }))
  return browser
}

describe('name and password', () => {
  it('open nothing with the handed-over password but its own change', async () => {
    const handedOver = await giveAccount(house, 'director', '王主任')
    const browser = strange()
    expect(need(await enter(browser, '王主任', handedOver)).to).toBe('/sign-in/new-password')
    expect(await house.auth.sessionOf(browser.headers)).toBeNull()
    const short = await house.auth.password.renew(browser.visit(), {
      password: 'abc',
      again: 'abc',
    })
    expect(short).toMatchObject({ code: 'auth.password_short' })
    const renewed = await house.auth.password.renew(browser.visit(), { password: own, again: own })
    expect(need(renewed).to).toBe('/office')
    expect(await house.auth.sessionOf(browser.headers)).toMatchObject({ method: 'password' })
    const again = await enter(strange(), '王主任', handedOver)
    expect(again).toMatchObject({ code: 'auth.password_wrong' })
  })

  it('let the handed-over password be replaced once', async () => {
    const handedOver = await giveAccount(house, 'chair', 'chair')
    const [first, second] = [strange(), strange()]
    need(await enter(first, 'chair', handedOver))
    need(await enter(second, 'chair', handedOver))
    need(await house.auth.password.renew(first.visit(), { password: own, again: own }))
    const typed = { password: `${own}!`, again: `${own}!` }
    const late = await house.auth.password.renew(second.visit(), typed)
    expect(late).toMatchObject({ code: 'auth.password_expired' })
  })

  it('let the handed-over password be replaced for a week', async () => {
    const handedOver = await giveAccount(house, 'secretary', 'secretary')
    house.pass(7 * 24 * 3_600_000 + 1)
    const late = await enter(strange(), 'secretary', handedOver)
    expect(late).toMatchObject({ code: 'auth.password_expired' })
  })

  it('refuse a wrong password and a name nobody has alike', async () => {
    await signedIn('deputy_secretary')
    const wrong = await enter(strange(), 'deputy_secretary', 'not the password')
    expect(wrong).toMatchObject({ code: 'auth.password_wrong' })
    expect(await enter(strange(), 'nobody.here', 'not the password')).toEqual(wrong)
    expect(await enter(strange(), '!!', 'x')).toEqual(wrong)
  })

  it('make those who guess wait, and welcome the right person after the wait', async () => {
    await signedIn('committee_member')
    for (let n = 0; n < 6; n += 1) await enter(strange(), 'committee_member', 'guess')
    const refused = await enter(strange(), 'committee_member', own)
    expect(refused).toMatchObject({ code: 'auth.too_many_attempts' })
    house.pass(11 * 60_000)
    need(await enter(strange(), 'committee_member', own))
  })

  it('give a session that ends with the day and a cookie that ends with the browser', async () => {
    await signedIn('scorekeeper')
    const browser = strange()
    need(await enter(browser, 'scorekeeper', own))
    const cookie = browser.jar.get('xiangyue.session_token')!
    expect(cookie.options).toMatchObject({
      httpOnly: true,
      sameSite: 'lax',
      secure: false,
      path: '/',
    })
    expect(cookie.options.maxAge).toBeUndefined()
    house.pass(24 * 3_600_000 + 1000)
    expect(await house.auth.sessionOf(browser.headers)).toBeNull()
  })

  it('end every other session when the password changes, and give this one a new token', async () => {
    const [here, there] = [await signedIn('supervision_chair'), strange()]
    need(await enter(there, 'supervision_chair', own))
    const before = tokenOf(here)
    const signIn = (await house.auth.sessionOf(here.headers))!
    const typed = { current: own, password: `${own} more`, again: `${own} more` }
    const wrong = await house.auth.password.change(here.visit(), signIn, {
      ...typed,
      current: 'no',
    })
    expect(wrong).toMatchObject({ code: 'auth.password_wrong' })
    const same = { current: own, password: own, again: own }
    const kept = await house.auth.password.change(here.visit(), signIn, same)
    expect(kept).toMatchObject({ code: 'auth.password_same' })
    need(await house.auth.password.change(here.visit(), signIn, typed))
    expect(tokenOf(here)).not.toBe(before)
    expect(await house.auth.sessionOf(here.headers)).not.toBeNull()
    expect(await house.auth.sessionOf(there.headers)).toBeNull()
  })

  it('make a new token at every sign-in and end the session that was there', async () => {
    const browser = await signedIn('review_leader')
    const before = browser.headers
    const token = tokenOf(browser)
    need(await enter(browser, 'review_leader', own))
    expect(tokenOf(browser)).not.toBe(token)
    expect(await house.auth.sessionOf(before)).toBeNull()
  })

  it('refuse a cookie that was altered', async () => {
    const browser = await signedIn('reviewer')
    const token = tokenOf(browser)!
    const forged = new Headers({
      cookie: `xiangyue.session_token=${encodeURIComponent(`x${token}`)}`,
    })
    expect(await house.auth.sessionOf(forged)).toBeNull()
  })
})

describe('a second factor', () => {
  async function withFactor(
    who: string,
  ): Promise<{ secret: Buffer; spareCodes: readonly string[] }> {
    const browser = await signedIn(who)
    const { secondFactor } = house.auth
    const signIn = (await house.auth.sessionOf(browser.headers))!
    const refused = await secondFactor.begin(browser.visit(), signIn, 'wrong')
    expect(refused).toMatchObject({ code: 'auth.password_wrong' })
    const setUp = need(await secondFactor.begin(browser.visit(), signIn, own))
    expect(setUp.uri).toContain('otpauth://totp/')
    const secret = decode32(setUp.secret.replaceAll(' ', ''))
    expect(await secondFactor.isOn(signIn)).toBe(false)
    const before = tokenOf(browser)
    const short = await secondFactor.confirm(browser.visit(), '12345')
    expect(short).toMatchObject({ code: 'auth.code_shape' })
    need(await secondFactor.confirm(browser.visit(), sixDigits(secret)))
    expect(tokenOf(browser)).not.toBe(before)
    expect(await secondFactor.isOn(signIn)).toBe(true)
    const renewed = (await house.auth.sessionOf(browser.headers))!
    const twice = await secondFactor.begin(browser.visit(), renewed, own)
    expect(twice).toMatchObject({ code: 'auth.second_factor_on' })
    return { secret, spareCodes: setUp.spareCodes }
  }

  it('is asked after the password, and opens the page', async () => {
    const { secret } = await withFactor('leading_head')
    const browser = strange()
    expect(need(await enter(browser, 'leading_head', own)).to).toBe('/sign-in/second-factor')
    expect(await house.auth.sessionOf(browser.headers)).toBeNull()
    const { secondFactor } = house.auth
    const wrong = await secondFactor.enter(browser.visit(), '000000')
    expect(wrong).toMatchObject({ code: 'auth.second_factor_wrong' })
    expect(need(await secondFactor.enter(browser.visit(), sixDigits(secret))).to).toBe('/office')
    expect(await house.auth.sessionOf(browser.headers)).not.toBeNull()
  })

  it('is locked for a while after ten wrong codes, from wherever they come', async () => {
    const { secret } = await withFactor('board_member')
    const { secondFactor } = house.auth
    const atTheCode = async () => {
      const browser = strange()
      need(await enter(browser, 'board_member', own))
      return (code: string) => secondFactor.enter(browser.visit(), code)
    }
    for (const enterCode of [await atTheCode(), await atTheCode()]) {
      for (let n = 0; n < 5; n += 1) {
        expect(await enterCode('000000')).toMatchObject({ code: 'auth.second_factor_wrong' })
      }
    }
    const owner = await atTheCode()
    expect(await owner(sixDigits(secret))).toMatchObject({
      ...{ code: 'auth.second_factor_locked', details: { minutes: 15 } },
    })
    house.pass(15 * 60_000 + 1000)
    const later = await atTheCode()
    expect(need(await later(sixDigits(secret))).to).toBe('/office')
  })

  it('leaves the session no longer than a day, however it was renewed', async () => {
    const browser = await signedIn('council_member')
    const { secondFactor, sessions } = house.auth
    const signIn = (await house.auth.sessionOf(browser.headers))!
    const setUp = need(await secondFactor.begin(browser.visit(), signIn, own))
    const six = sixDigits(decode32(setUp.secret.replaceAll(' ', '')))
    need(await secondFactor.confirm(browser.visit(), six))
    await house.auth.actFor(browser.visit(), null)
    const [only] = await sessions.list((await house.auth.sessionOf(browser.headers))!)
    expect(Date.parse(only!.until) - Date.now()).toBeLessThanOrEqual(24 * 3_600_000)
  })

  it('takes each spare code once', async () => {
    const { spareCodes } = await withFactor('leading_member')
    const [first, second] = [strange(), strange()]
    need(await enter(first, 'leading_member', own))
    need(await house.auth.secondFactor.enter(first.visit(), spareCodes[0]!))
    need(await enter(second, 'leading_member', own))
    const again = await house.auth.secondFactor.enter(second.visit(), spareCodes[0]!)
    expect(again).toMatchObject({ code: 'auth.second_factor_wrong' })
  })

  it('cannot be walked around by telephone', async () => {
    await withFactor('reviewer_2')
    await givePhone(house, 'reviewer_2', '13800000009')
    const browser = strange()
    need(await house.auth.phone.send(browser.visit(), { phone: '13800000009', next: '/' }))
    const refused = await house.auth.phone.confirm(
      browser.visit(),
      await sentCode(house, '13800000009'),
    )
    expect(refused).toMatchObject({ code: 'auth.second_factor_needed' })
    expect(await house.auth.sessionOf(browser.headers)).toBeNull()
  })

  it('ends when the administrator hands over a new password, with every session', async () => {
    await withFactor('reviewer_3')
    const envelopeId = '0192f000-0000-7000-8000-000000000001'
    const { passwordHash } = await house.auth.printPassword(envelopeId)
    const of = { tenantCode: place.village, personId: ids.person('reviewer_3') }
    need(await house.send('village_administrator', 'auth.reset_password', { ...of, passwordHash }))
    const facts = need(await house.see('village_administrator', 'auth.account', of))
    expect(facts).toMatchObject({ hasSecondFactor: false, sessions: 0, hasPassword: true })
  })

  it('is removed with the password only', async () => {
    const { secret } = await withFactor('council_chair')
    const browser = strange()
    need(await enter(browser, 'council_chair', own))
    need(await house.auth.secondFactor.enter(browser.visit(), sixDigits(secret)))
    const signIn = (await house.auth.sessionOf(browser.headers))!
    const refused = await house.auth.secondFactor.remove(browser.visit(), signIn, 'wrong')
    expect(refused).toMatchObject({ code: 'auth.password_wrong' })
    need(await house.auth.secondFactor.remove(browser.visit(), signIn, own))
    expect(need(await enter(strange(), 'council_chair', own)).to).toBe('/office')
  })
})

/** RFC 6238 with the usual half minute. */
function sixDigits(secret: Buffer): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const number = mac.readUInt32BE(mac.at(-1)! & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

/** RFC 4648 base 32, as authenticator apps read it. */
function decode32(text: string): Buffer {
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const fives = [...text.replace(/=+$/, '')].map((sign) => signs.indexOf(sign).toString(2))
  const bits = fives.map((five) => five.padStart(5, '0')).join('')
  const bytes = bits.match(/.{8}/g) ?? []
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)))
}
