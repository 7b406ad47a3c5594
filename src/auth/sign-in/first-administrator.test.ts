import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openBrowser } from '#test/browser.ts'
import { need, openTestHouse, type TestHouse } from '#test/sign-in.ts'
import { place } from '#test/village.ts'

let house: TestHouse
beforeEach(async () => {
  house = await openTestHouse()
})
afterEach(() => house.close())

const typed = {
  tenantCode: place.county,
  name: '演示首位',
  sex: 'female',
  birthDate: '1980-01-01',
  username: 'first',
  password: 'seven rivers, one bridge',
  again: 'seven rivers, one bridge',
}
const tokenOf = (link: string | null) => new URL(link!).searchParams.get('token')!

describe('the first administrator’s link', () => {
  it('makes person, office, post and account in one act, and signs in', async () => {
    const { firstAdministrator: first } = house.auth
    const browser = openBrowser()
    need(await first.open(browser.visit(), tokenOf(await first.makeLink())))
    const counties = (await first.begin(browser.visit()))!
    expect(counties.map((county) => county.tenantCode)).toContain(place.county)
    need(await first.claim(browser.visit(), typed))
    const signIn = (await house.auth.sessionOf(browser.headers))!
    const { rows } = await sql<{ actor: { posts: { post: string; reach: string[] }[] } }>`
      select auth.actor(${signIn.accountId}, null, now(), '2026-11-22') as actor`.execute(
      house.app.kernel.database.kysely,
    )
    expect(rows[0]!.actor.posts).toMatchObject([
      { post: 'county_administrator', reach: ['231282'] },
    ])
    const again = await house.auth.password.enter(openBrowser().visit(), { ...typed, next: '/' })
    expect(need(again).to).toBe('/')
  })

  it('works once, in one browser, and no new one is made afterwards', async () => {
    const { firstAdministrator: first } = house.auth
    const token = tokenOf(await first.makeLink())
    const [one, two] = [openBrowser(), openBrowser()]
    need(await first.open(one.visit(), token))
    need(await first.open(two.visit(), token))
    need(await first.claim(one.visit(), typed))
    const late = await first.claim(two.visit(), { ...typed, username: 'second' })
    expect(late).toMatchObject({ code: 'auth.link_used' })
    expect(await first.open(openBrowser().visit(), token)).toMatchObject({ code: 'auth.link_used' })
    expect(await first.makeLink()).toBeNull()
  })

  it('lives a day, and a newer one ends the one before', async () => {
    const { firstAdministrator: first } = house.auth
    const old = tokenOf(await first.makeLink())
    const token = tokenOf(await first.makeLink())
    expect(await first.open(openBrowser().visit(), old)).toMatchObject({ code: 'auth.link_used' })
    const browser = openBrowser()
    need(await first.open(browser.visit(), token))
    house.pass(24 * 3_600_000 + 1)
    expect(await first.begin(browser.visit())).toBeNull()
    expect(await first.open(openBrowser().visit(), token)).toMatchObject({ code: 'auth.link_used' })
  })

  it('is not spent by a form that has to be mended, and rests as a digest', async () => {
    const { firstAdministrator: first } = house.auth
    const token = tokenOf(await first.makeLink())
    const browser = openBrowser()
    need(await first.open(browser.visit(), token))
    const visit = () => browser.visit()
    expect(await first.claim(visit(), { ...typed, again: 'x' })).toMatchObject({
      code: 'auth.password_differs',
    })
    expect(await first.claim(visit(), { ...typed, username: '一 二' })).toMatchObject({
      code: 'auth.username_shape',
    })
    expect(await first.claim(visit(), { ...typed, birthDate: '2020-01-01' })).toMatchObject({
      code: 'auth.minor',
    })
    expect(await first.claim(visit(), { ...typed, birthDate: 'soon' })).toMatchObject({
      code: 'kernel.invalid_input',
    })
    const { kysely } = house.app.kernel.database
    const { rows } = await sql<{
      t: string
    }>`select to_jsonb(f)::text as t from auth.first_administrator f`.execute(kysely)
    expect(rows.map((row) => row.t).join()).not.toContain(token)
    need(await first.claim(visit(), typed))
  })

  it('is refused to guests at the door itself', async () => {
    const outcome = await house.send('guest', 'auth.claim_first_administrator', {
      ...{
        tenantCode: place.county,
        name: '某人',
        sex: 'female',
        birthDate: '1980-01-01',
        username: 'x.y',
      },
      tokenDigest: '0'.repeat(64),
      passwordHash: (await house.auth.printPassword('0192f000-0000-7000-8000-00000000000b'))
        .passwordHash,
    })
    expect(outcome).toMatchObject({ ok: false, code: 'kernel.not_signed_in' })
  })
})
