import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { giveAccount, giveCard, need, openTestHouse, type TestHouse } from '#test/sign-in.ts'
import { ids, place } from '#test/village.ts'
import type { AccountFacts, DemonstrationPerson, ListedAccount } from './model.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
  await giveCard(house, 'villager_001')
  await giveAccount(house, 'director', 'director')
})
afterAll(() => house.close())

const see = (who: string, name: string, input: object) => house.see(who, name, input)
const tenantCode = place.village
type Found = { people: ListedAccount[]; total: number }
const listed = (outcome: Parameters<typeof need>[0]) => (need(outcome) as Found).people

describe('auth.accounts', () => {
  it('lists whom one may help, and no more, for those who open accounts and issue cards', async () => {
    const input = { tenantCode, search: 'director' }
    for (const who of [
      'village_administrator',
      'grid_leader',
      'township_administrator',
      'county_administrator',
    ]) {
      const found = listed(await see(who, 'auth.accounts', input))
      const name = '演示director'
      const personId = ids.person('director')
      expect(found).toContainEqual({ personId, name, username: 'director', passbookIssuedAt: null })
    }
    for (const who of ['guest', 'villager_001', 'secretary', 'township_official', 'otherVillage']) {
      expect(await see(who, 'auth.accounts', input)).toMatchObject({ ok: false })
    }
  })
  it('finds by household number and never answers with a hash', async () => {
    const found = listed(await see('grid_leader', 'auth.accounts', { tenantCode, search: '001' }))
    expect(found.map((one) => one.personId)).toContain(ids.person('villager_001'))
    expect(found.find((one) => one.personId === ids.person('villager_001'))!.passbookIssuedAt).toBe(
      '2026-11-22T02:00:00.000Z',
    )
    expect(JSON.stringify(found)).not.toMatch(/scrypt|locator|hash/)
  })
  it('answers every grown-up, page by page, and no child', async () => {
    const whole = need(
      await see('grid_leader', 'auth.accounts', { tenantCode, limit: 200 }),
    ) as Found
    expect(whole.people).toHaveLength(whole.total)
    expect(whole.people.some((one) => one.name.includes('孩子'))).toBe(false)
    const pages = []
    for (let offset = 0; offset < whole.total; offset += 7) {
      const input = { tenantCode, offset, limit: 7 }
      pages.push(...listed(await see('grid_leader', 'auth.accounts', input)))
    }
    expect(pages).toEqual(whole.people)
  })
  it('finds who has a card and who has none, the latest card first', async () => {
    const ask = (more: object) => see('grid_leader', 'auth.accounts', { tenantCode, ...more })
    const cards = listed(await ask({ card: 'yes' }))
    expect(cards.map((one) => one.personId)).toEqual([ids.person('villager_001')])
    const without = listed(await ask({ card: 'no', limit: 200 }))
    expect(without.every((one) => one.passbookIssuedAt === null)).toBe(true)
    const latest = listed(await ask({ sort: 'card', descending: true, limit: 200 }))
    expect(latest[0]!.personId).toBe(ids.person('villager_001'))
  })
  it('shows a grid worker the people of their own grid only', async () => {
    const whole = { tenantCode, limit: 200 }
    const seen = listed(await see('grid_worker', 'auth.accounts', whole))
    const all = listed(await see('grid_leader', 'auth.accounts', whole))
    expect(seen.length).toBeGreaterThan(0)
    expect(seen.length).toBeLessThan(all.length)
    const far = all.find((one) => !seen.some((near) => near.personId === one.personId))!
    const one = { tenantCode, personId: far.personId }
    expect(await see('grid_worker', 'auth.account', one)).toMatchObject({
      code: 'auth.unknown_person',
    })
  })
  it('tells how often somebody is signed in only to those who may end it, and notes the look', async () => {
    const one = { tenantCode, personId: ids.person('villager_001') }
    const leader = need(await see('grid_leader', 'auth.account', one)) as AccountFacts
    const administrator = need(await see('village_administrator', 'auth.account', one))
    expect(leader.sessions).toBeNull()
    expect(administrator).toMatchObject({ sessions: 0 })
    const { rows } = await sql<{ query: string; post: string }>`
      select query, by_post as post from audit.look
      where person_id = ${one.personId} order by looked_at, id`.execute(
      house.app.kernel.database.kysely,
    )
    expect(rows.slice(-2)).toEqual([
      { query: 'auth.account', post: 'grid_leader' },
      { query: 'auth.account', post: 'village_administrator' },
    ])
    expect(rows.some((row) => row.query === 'auth.accounts')).toBe(true)
  })
  it('shows nothing of another place', async () => {
    const elsewhere = { tenantCode: place.sibling }
    expect(await see('village_administrator', 'auth.accounts', elsewhere)).toMatchObject({
      ok: false,
    })
    expect(listed(await see('township_administrator', 'auth.accounts', elsewhere))).toEqual([])
    const one = { tenantCode: place.sibling, personId: ids.person('villager_001') }
    expect(await see('township_administrator', 'auth.account', one)).toMatchObject({
      code: 'auth.unknown_person',
    })
  })
})

describe('auth.demonstration_people', () => {
  it('is refused where no demonstration is', async () => {
    for (const who of ['guest', 'villager_001', 'county_administrator']) {
      expect(await see(who, 'auth.demonstration_people', {})).toMatchObject({
        code: 'auth.not_demonstration',
      })
    }
  })
  it('lists every post and some villagers in a demonstration', async () => {
    const demo = await openTestHouse({ demonstration: true })
    const people = need(
      await demo.see('guest', 'auth.demonstration_people', {}),
    ) as DemonstrationPerson[]
    const posts = new Set(people.map((person) => person.post))
    for (const post of [
      'secretary',
      'reviewer',
      'grid_worker',
      'county_administrator',
      'villager',
      'elder',
    ]) {
      expect(posts).toContain(post)
    }
    expect(people.some((person) => person.name.includes('孩子'))).toBe(false)
    await demo.close()
  })
})
