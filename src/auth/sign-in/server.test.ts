import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { strange } from '#test/browser.ts'
import { startPostgres, type TestPostgres } from '#test/postgres.ts'
import {
  giveAccount,
  givePhone,
  need,
  openTestHouse,
  sentCode,
  type TestHouse,
} from '#test/sign-in.ts'
import { ids } from '#test/village.ts'

let server: TestPostgres
let house: TestHouse
beforeAll(async () => {
  server = await startPostgres()
  house = await openTestHouse({ url: await server.createDatabase() })
})
afterAll(async () => {
  await house.close()
  await server.stop()
})

const many = Array.from({ length: 8 })

describe('on a real PostgreSQL, at the same moment', () => {
  it('one code lets one browser in', async () => {
    const phone = '13800000001'
    await givePhone(house, 'villager_001', phone)
    const first = strange()
    need(await house.auth.phone.send(first.visit(), { phone, next: '/' }))
    const code = await sentCode(house, phone)
    const visits = many.map(() => first.visit())
    const answers = await Promise.all(visits.map((visit) => house.auth.phone.confirm(visit, code)))
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
  })

  it('first sign-ins make one account', async () => {
    const who = { tenantCode: '231282106202', personId: ids.person('villager_002'), way: 'phone' }
    const { kysely } = house.app.kernel.database
    await sql`delete from auth.account_person where person_id = ${who.personId}`.execute(kysely)
    const linked = await Promise.all(many.map(() => house.send('system', 'auth.link_account', who)))
    const accounts = linked.map((one) => (need(one) as { accountId: string }).accountId)
    expect(new Set(accounts).size).toBe(1)
  })

  it('every guess is counted', async () => {
    const phone = '13800000003'
    await givePhone(house, 'villager_003', phone)
    const sent = await Promise.all(
      many.map(() => house.auth.phone.send(strange().visit(), { phone, next: '/' })),
    )
    expect(sent.filter((answer) => answer.ok)).toHaveLength(4)
  })

  it('a handed-over password is replaced once', async () => {
    const password = await giveAccount(house, 'director', 'director')
    const browser = strange()
    const { password: way } = house.auth
    need(await way.enter(browser.visit(), { username: 'director', password, next: '/' }))
    const visits = many.map(() => browser.visit())
    const answers = await Promise.all(
      visits.map((visit, n) => {
        const fresh = `seven rivers, bridge ${n}`
        return way.renew(visit, { password: fresh, again: fresh })
      }),
    )
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
  })
})
