import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, strange } from '#test/browser.ts'
import { giveAccount, giveCard, need, openTestHouse, type TestHouse } from '#test/sign-in.ts'
import { ids, place } from '#test/village.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const enter = (browser: Browser, code: string) =>
  house.auth.card.enter(browser.visit(), { code, next: '/' })

describe('the code on one’s own card', () => {
  it('opens that person’s page, typed with or without dashes and in small letters', async () => {
    const code = await giveCard(house, 'villager_001')
    expect(code).toMatch(/^([A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}$/)
    for (const typed of [
      code,
      code.toLowerCase().replaceAll('-', ''),
      ` ${code.replaceAll('-', ' ')}`,
    ]) {
      const browser = strange()
      need(await enter(browser, typed))
      const signIn = await house.auth.sessionOf(browser.headers)
      expect(signIn).toMatchObject({ accountId: 'account-villager_001', method: 'passbook' })
    }
  })

  it('leaves no entry behind when its person signs in', async () => {
    const code = await giveCard(house, 'spouse_001')
    const count = async () => {
      const { kysely } = house.app.kernel.database
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from audit.entry`.execute(
        kysely,
      )
      return rows[0]!.n
    }
    const before = await count()
    for (let n = 0; n < 2; n += 1) need(await enter(strange(), code))
    expect(await count()).toBe(before)
  })

  it('is each grown-up’s own: one card never opens another’s page', async () => {
    const [head, spouse] = [
      await giveCard(house, 'villager_002'),
      await giveCard(house, 'spouse_002'),
    ]
    expect(head).not.toBe(spouse)
    const browser = strange()
    need(await enter(browser, spouse))
    expect((await house.auth.sessionOf(browser.headers))!.accountId).toBe('account-spouse_002')
  })

  it('stops working when a new card is issued', async () => {
    const old = await giveCard(house, 'villager_003')
    const fresh = await giveCard(house, 'villager_003')
    expect(await enter(strange(), old)).toMatchObject({ code: 'auth.passbook_wrong' })
    need(await enter(strange(), fresh))
  })

  it('refuses a right first half with a wrong second, and a code nobody has, alike', async () => {
    const code = await giveCard(house, 'villager_004')
    const altered = `${code.slice(0, 15)}${code.endsWith('A') ? 'BBBB' : 'AAAA'}`
    const refused = await enter(strange(), altered)
    expect(refused).toMatchObject({ code: 'auth.passbook_wrong' })
    expect(await enter(strange(), 'AAAA-BBBB-CCCC-DDDD')).toEqual(refused)
    expect(await enter(strange(), 'AAAA-BBBB')).toMatchObject({ code: 'auth.passbook_shape' })
  })

  it('cannot be guessed for long', async () => {
    const browser = strange()
    for (let n = 0; n < 6; n += 1) await enter(browser, 'AAAA-BBBB-CCCC-DDDD')
    const refused = await enter(browser, 'AAAA-BBBB-CCCC-DDDD')
    expect(refused).toMatchObject({ code: 'auth.too_many_attempts', details: { time: '10:10' } })
  })

  it('does not open the page of somebody elected since', async () => {
    const code = await giveCard(house, 'villager_005')
    await sql`insert into organisations.post_holding values (${place.village}, gen_random_uuid(),
      ${ids.organisation('review_group')}, 'reviewer', ${ids.person('villager_005')}, null,
      '2026-11-01', null, 'test', null)`.execute(house.app.kernel.database.kysely)
    expect(await enter(strange(), code)).toMatchObject({ code: 'auth.passbook_not_for_office' })
  })

  it('ends when its person gets an account with a password', async () => {
    const code = await giveCard(house, 'villager_006')
    await giveAccount(house, 'villager_006', 'villager.six')
    expect(await enter(strange(), code)).toMatchObject({ code: 'auth.passbook_wrong' })
  })

  it('rests in the database as a hash only, and in no audit record', async () => {
    const code = (await giveCard(house, 'villager_007')).replaceAll('-', '')
    const { kysely } = house.app.kernel.database
    const { rows } = await sql<{ text: string }>`
      select to_jsonb(p)::text as text from auth.passbook p
      union all select to_jsonb(e)::text from audit.entry e`.execute(kysely)
    const sealed = await sql<{ sealed: string }>`select sealed from audit.content`.execute(kysely)
    const opened = sealed.rows.map((row) => house.app.kernel.secrets.open(row.sealed))
    const all = [...rows.map((row) => row.text), ...opened].join('\n')
    expect(all).toContain('auth.issue_passbook')
    expect(all).not.toContain(code)
    expect(all).not.toContain(code.slice(8))
  })
})
