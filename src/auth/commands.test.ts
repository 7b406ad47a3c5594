import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newEnvelopeId } from '#kernel/id.ts'
import { openBrowser } from '#test/browser.ts'
import { giveAccount, giveCard, need, openTestHouse, type TestHouse } from '#test/sign-in.ts'
import { ids, place } from '#test/village.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const tenantCode = place.village
const of = (who: string) => ({ tenantCode, personId: ids.person(who) })
const card = (id = newEnvelopeId()) => house.auth.printCard(id)
const oneTime = async () => (await house.auth.printPassword(newEnvelopeId())).passwordHash
const open = async (by: string, who: string, username: string) =>
  house.send(by, 'auth.open_account', { ...of(who), username, passwordHash: await oneTime() })
const issue = async (by: string, who: string) => {
  const { locator, codeHash } = await card()
  return house.send(by, 'auth.issue_passbook', { ...of(who), locator, codeHash })
}
const facts = async (who: string) =>
  need(await house.see('village_administrator', 'auth.account', of(who)))

describe('auth.open_account', () => {
  it('is for administrators here and above, and for nobody else', async () => {
    need(await open('village_administrator', 'secretary', 'secretary'))
    need(await open('township_administrator', 'director', 'director'))
    need(await open('county_administrator', 'chair', 'chair'))
    for (const who of ['guest', 'villager_001', 'secretary', 'grid_worker', 'township_official']) {
      expect(await open(who, 'reviewer', 'reviewer')).toMatchObject({ ok: false })
    }
  })
  it('refuses a child, a stranger, a taken name and a second password', async () => {
    expect(await open('village_administrator', 'child_001', 'kid')).toMatchObject({
      code: 'auth.minor',
    })
    expect(await open('village_administrator', 'nobody', 'nobody')).toMatchObject({
      code: 'auth.unknown_person',
    })
    need(await open('village_administrator', 'scorekeeper', '张记分'))
    expect(await open('village_administrator', 'reviewer', ' 张记分')).toMatchObject({
      code: 'auth.username_taken',
    })
    expect(await open('village_administrator', 'scorekeeper', 'again')).toMatchObject({
      code: 'auth.account_exists',
    })
  })
  it('does not touch an account that reaches further', async () => {
    await sql`insert into auth.account_person values ('account-county_official', ${tenantCode},
      ${ids.person('villager_012')}, '2020-01-01T00:00:00Z', null)
      on conflict do nothing`
      .execute(house.app.kernel.database.kysely)
      .catch(() => undefined)
    const { kysely } = house.app.kernel.database
    await sql`update auth.account_person set account_id = 'account-county_official'
      where person_id = ${ids.person('villager_012')}`.execute(kysely)
    expect(await open('village_administrator', 'villager_012', 'twelve')).toMatchObject({
      code: 'auth.account_reaches_further',
    })
    need(await open('county_administrator', 'villager_012', 'twelve'))
  })
  it('answers the same envelope once', async () => {
    const id = newEnvelopeId()
    const { passwordHash } = await house.auth.printPassword(id)
    const input = { ...of('leading_member'), username: 'leading', passwordHash }
    const first = await house.send('village_administrator', 'auth.open_account', input, id)
    const again = await house.auth.printPassword(id)
    const second = await house.send(
      'village_administrator',
      'auth.open_account',
      { ...input, ...again, password: undefined },
      id,
    )
    expect(need(second)).toEqual(need(first))
    expect(second).toMatchObject({ replayed: true })
  })
})

describe('auth.issue_passbook', () => {
  it('is for grid workers in their own grid, the grid leader and the administrator', async () => {
    const { rows } = await sql<{
      key: string
    }>`select h.code as key from people.household_division d
      join people.household h on h.id = d.household_id where d.division_id = ${ids.grid(1)}
      order by h.code limit 1`.execute(house.app.kernel.database.kysely)
    const near = `villager_${rows[0]!.key}`
    const far = near === 'villager_001' ? 'villager_002' : 'villager_001'
    need(await issue('grid_worker', near))
    expect(await issue('grid_worker', far)).toMatchObject({ code: 'auth.not_your_grid' })
    need(await issue('grid_leader', far))
    need(await issue('village_administrator', far))
    for (const who of ['guest', 'villager_001', 'secretary', 'township_administrator']) {
      expect(await issue(who, near)).toMatchObject({ ok: false })
    }
  })
  it('refuses children, office holders and people with a password', async () => {
    expect(await issue('grid_leader', 'child_001')).toMatchObject({ code: 'auth.minor' })
    const office = { code: 'auth.passbook_not_for_office' }
    expect(await issue('grid_leader', 'reviewer')).toMatchObject(office)
    await giveAccount(house, 'villager_009', 'villager.nine')
    expect(await issue('grid_leader', 'villager_009')).toMatchObject(office)
  })
})

describe('ending', () => {
  it('auth.end_sessions signs a person out everywhere', async () => {
    const browser = openBrowser()
    need(
      await house.auth.card.enter(browser.visit(), {
        code: await giveCard(house, 'spouse_003'),
        next: '/',
      }),
    )
    expect(await house.auth.sessionOf(browser.headers)).not.toBeNull()
    const ended = await house.send('village_administrator', 'auth.end_sessions', of('spouse_003'))
    expect(need(ended)).toEqual({ ended: 1 })
    expect(await house.auth.sessionOf(browser.headers)).toBeNull()
    expect(await house.send('grid_leader', 'auth.end_sessions', of('spouse_003'))).toMatchObject({
      ok: false,
    })
  })
  it('auth.close_account ends card, password and sessions, and frees the name', async () => {
    const code = await giveCard(house, 'spouse_004')
    const browser = openBrowser('192.0.2.4')
    need(await house.auth.card.enter(browser.visit(), { code, next: '/' }))
    const input = { ...of('spouse_004'), reason: '本人要求' }
    need(await house.send('village_administrator', 'auth.close_account', input))
    expect(await house.auth.sessionOf(browser.headers)).toBeNull()
    expect(await facts('spouse_004')).toMatchObject({ accountId: null, passbookIssuedAt: null })
    const again = await house.send('village_administrator', 'auth.close_account', input)
    expect(again).toMatchObject({ code: 'auth.no_account' })
    await giveAccount(house, 'spouse_005', 'five')
    need(
      await house.send('village_administrator', 'auth.close_account', {
        ...of('spouse_005'),
        reason: '搬走',
      }),
    )
    await giveAccount(house, 'spouse_006', 'five')
  })
  it('auth.reset_password needs a password to replace', async () => {
    const passwordHash = await oneTime()
    const refused = await house.send('village_administrator', 'auth.reset_password', {
      ...of('villager_010'),
      passwordHash,
    })
    expect(refused).toMatchObject({ code: 'auth.no_account' })
  })
})

describe('auth.link_account', () => {
  it('is the program’s own, and keeps one account a person', async () => {
    const input = { ...of('villager_011'), way: 'phone' }
    expect(await house.send('village_administrator', 'auth.link_account', input)).toMatchObject({
      ok: false,
    })
    const { accountId } = need(await house.send('system', 'auth.link_account', input)) as {
      accountId: string
    }
    expect(accountId).toBe('account-villager_011')
    const other = await house.send('system', 'auth.link_account', {
      ...input,
      accountId: 'another',
    })
    expect(other).toMatchObject({ code: 'auth.account_taken' })
    const child = await house.send('system', 'auth.link_account', {
      ...of('child_011'),
      way: 'phone',
    })
    expect(child).toMatchObject({ code: 'auth.minor' })
  })
})

describe('the second lock', () => {
  it('lets the role that commands run as touch no account outside its scope, and no session table', async () => {
    const { kysely } = house.app.kernel.database
    const asApp = (statement: string) =>
      kysely.transaction().execute(async (tx) => {
        await sql`select set_config('xiangyue.scope', ${place.sibling}, true), set_config('role', 'xiangyue_app', true)`.execute(
          tx,
        )
        await sql.raw(statement).execute(tx)
      })
    await expect(asApp(`select auth.end_sessions('account-villager_001')`)).rejects.toThrow(/scope/)
    await expect(
      asApp(`select auth.set_password('account-director', null, 'x', null, now())`),
    ).rejects.toThrow(/scope/)
    for (const table of [
      'session',
      '"user"',
      'account',
      'verification',
      'two_factor',
      'passkey',
      'attempt',
      'first_administrator',
    ]) {
      await expect(asApp(`select * from auth.${table}`)).rejects.toThrow(/permission denied/)
    }
  })
})
