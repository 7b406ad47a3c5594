import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '#kernel/command.ts'
import { defineModule } from '#kernel/module.ts'
import { anyone } from '#kernel/permission.ts'
import { openTestApp, type TestApp } from '#test/app.ts'
import { ids, place } from '#test/village.ts'
import { postTransfers } from './commands.ts'
import journal from './module.ts'
import { balancesOf, transfersFor } from './queries.ts'

const tenantCode = place.village
const issued = { kind: 'points_issued', ownerId: null } as const
const rating = { kind: 'household_rating', ownerId: ids.household('001') } as const
const post = defineCommand({
  name: 'posting.post',
  input: z.object({ tenantCode: z.string(), amount: z.int(), kind: z.enum(['posted', 'pending']) }),
  may: ({ actor }) => anyone(actor, tenantCode),
  run: (context) => {
    const { amount, kind } = context.input
    const between =
      amount > 0 ? { debit: issued, credit: rating } : { debit: rating, credit: issued }
    const about = {
      commodity: 'POINT',
      subject: `score:${amount}`,
      clause: 'v1/2.3',
      kind,
    } as const
    return postTransfers(context, [{ ...between, ...about, amount: Math.abs(amount) }])
  },
})

let test: TestApp
// biome-ignore lint/suspicious/noExplicitAny: tests read values of every shape.
type Any = any
const see = async (who: string, input: object = {}): Promise<Any> =>
  test.see(who, 'journal.statement', { tenantCode, householdId: ids.household('001'), ...input })

beforeAll(async () => {
  const posting = defineModule({ name: 'posting', commands: [post], permissions: {} })
  test = await openTestApp({ modules: [journal, posting] })
  for (const [minute, amount] of [1000, 500, -300].entries()) {
    test.clock.set(`2026-11-22T02:0${minute}:00Z`)
    await test.send('system', 'posting.post', { tenantCode, amount, kind: 'posted' })
  }
  await test.send('system', 'posting.post', { tenantCode, amount: 77, kind: 'pending' })
})
afterAll(() => test.close())

describe('journal.statement', () => {
  it('shows every final movement with what stood there after it, newest first', async () => {
    const { value } = await see('villager_001')
    expect(value.lines.map((l: Any) => [l.amount, l.balance])).toEqual([
      [-300, 1200],
      [500, 1500],
      [1000, 1000],
    ])
    expect(value.balances).toMatchObject([{ posted: 1200, pendingIn: 77, pendingOut: 0 }])
    expect(value.total).toBe(3)
  })
  it('is empty for what the household has none of', async () => {
    const { value } = await see('villager_001', { commodity: 'CNY' })
    expect([value.lines, value.balances]).toEqual([[], []])
  })
  it.each([
    ['villager_001', true],
    ['spouse_001', true],
    ['scorekeeper', true],
    ['director', true],
    ['secretary', true],
    ['supervision_chair', true],
    ['supervision_member', true],
    ['review_leader', true],
    ['reviewer', true],
    ['leading_head', true],
    ['leading_member', true],
    ['township_official', true],
    ['county_official', true],
    ['villager_002', false],
    ['grid_worker', false],
    ['chair', false],
    ['township_administrator', false],
    ['guest', false],
    ['system', false],
  ])('for %s: %s', async (who, may) => {
    expect((await see(who)).ok).toBe(may)
  })
  it('tells the adults when an officer looked, and not when they look themselves', async () => {
    const looks = async () => {
      const { rows } = await sql<{ person_id: string }>`select person_id from audit.look
        where query = 'journal.statement'`.execute(test.app.kernel.database.kysely)
      return rows.map((row) => row.person_id)
    }
    const before = (await looks()).length
    await see('spouse_001')
    expect(await looks()).toHaveLength(before)
    await see('reviewer')
    expect((await looks()).length).toBe(before + 2)
    expect(new Set(await looks())).toEqual(
      new Set([ids.person('villager_001'), ids.person('spouse_001')]),
    )
  })
})

describe('for other modules', () => {
  it('transfersFor finds movements by what they are for', async () => {
    const found = await transfersFor(test.app.kernel.database.kysely, tenantCode, [
      'score:500',
      'score:9',
    ])
    expect(found).toMatchObject([{ amount: 500, kind: 'posted', followedBy: null }])
  })
  it('balancesOf knows the village’s own accounts', async () => {
    const own = await balancesOf(test.app.kernel.database.kysely, tenantCode, null)
    expect(own).toMatchObject([{ kind: 'points_issued', posted: -1200 }])
  })
})
