import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '#kernel/command.ts'
import { defineModule } from '#kernel/module.ts'
import { anyone } from '#kernel/permission.ts'
import { openTestApp, type TestApp } from '#test/app.ts'
import { ids, place } from '#test/village.ts'
import { balancesOf, postTransfers, reverse, settlePending } from './commands.ts'
import type { TransferOrder } from './model.ts'

const tenantCode = place.village
const order = z.custom<TransferOrder>()
const postingModule = defineModule({
  name: 'posting',
  commands: [
    defineCommand({
      name: 'posting.post',
      input: z.object({ tenantCode: z.string(), orders: z.array(order) }),
      may: ({ actor }) => anyone(actor, tenantCode),
      run: (context) => postTransfers(context, context.input.orders),
    }),
    defineCommand({
      name: 'posting.settle',
      input: z.object({
        tenantCode: z.string(),
        ids: z.array(z.uuid()),
        how: z.enum(['post', 'void']),
      }),
      may: ({ actor }) => anyone(actor, tenantCode),
      run: (context) => settlePending(context, context.input.ids, context.input.how),
    }),
    defineCommand({
      name: 'posting.reverse',
      input: z.object({ tenantCode: z.string(), ids: z.array(z.uuid()) }),
      may: ({ actor }) => anyone(actor, tenantCode),
      run: (context) => reverse(context, context.input.ids, 'upheld objection'),
    }),
  ],
  permissions: {},
})

const issued = { kind: 'points_issued', ownerId: null } as const
const rating = (code: string) =>
  ({ kind: 'household_rating', ownerId: ids.household(code) }) as const
const base = { commodity: 'POINT', subject: 'score:1', clause: 'v1/2.3' } as const
const give = (code: string, amount: number): TransferOrder => ({
  ...{ ...base, debit: issued, credit: rating(code), amount },
})
const take = (code: string, amount: number): TransferOrder => ({
  ...{ ...base, debit: rating(code), credit: issued, amount },
})

let test: TestApp
beforeAll(async () => {
  test = await openTestApp({ modules: [postingModule] })
})
afterAll(() => test.close())

type Posted = { ok: boolean; code?: string; details?: object; value: string[] }
const post = async (orders: TransferOrder[]) =>
  (await test.send('system', 'posting.post', { tenantCode, orders })) as unknown as Posted
const balance = async (code: string) => {
  const [found] = await balancesOf(test.app.kernel.database.kysely, tenantCode, ids.household(code))
  return found && [found.posted, found.pendingIn, found.pendingOut]
}
const countTransfers = async () => {
  const { rows } = await sql<{
    count: number
  }>`select count(*)::int as count from journal.transfer`.execute(test.app.kernel.database.kysely)
  return rows[0]!.count
}

/** Sums of the accounts against the transfers, computed apart from the code under test. */
async function differences(): Promise<unknown[]> {
  const { rows } = await sql`
    with moved as (
      select account, sum(dp) as dp, sum(d) as d, sum(cp) as cp, sum(c) as c from (
        select debit_account_id as account,
          case kind when 'pending' then amount when 'post_pending' then -amount
            when 'void_pending' then -amount else 0 end as dp,
          case when kind in ('posted', 'post_pending', 'reversal') then amount else 0 end as d,
          0 as cp, 0 as c from journal.transfer
        union all
        select credit_account_id, 0, 0,
          case kind when 'pending' then amount when 'post_pending' then -amount
            when 'void_pending' then -amount else 0 end,
          case when kind in ('posted', 'post_pending', 'reversal') then amount else 0 end
        from journal.transfer) as each group by account)
    select a.id from journal.account a left join moved m on m.account = a.id
    where (a.debits_pending, a.debits_posted, a.credits_pending, a.credits_posted)
      is distinct from (coalesce(m.dp, 0), coalesce(m.d, 0), coalesce(m.cp, 0), coalesce(m.c, 0))`.execute(
    test.app.kernel.database.kysely,
  )
  return rows
}

describe('postTransfers', () => {
  it('opens missing accounts and keeps both sides equal', async () => {
    const done = await post([give('001', 1000), give('001', 50), give('002', 7), take('001', 20)])
    expect(done.ok && done.value.length).toBe(4)
    expect(await balance('001')).toEqual([1030, 0, 0])
    expect(await balance('002')).toEqual([7, 0, 0])
    expect(await differences()).toEqual([])
  })
  it('posts nothing for nothing', async () => {
    expect(await post([])).toMatchObject({ ok: true, value: [] })
  })
  it('refuses what is not covered and writes none of it', async () => {
    const before = await countTransfers()
    const refused = await post([give('003', 10), take('002', 8)])
    expect(refused).toMatchObject({
      ok: false,
      code: 'journal.not_covered',
      details: { missing: 1 },
    })
    expect(await countTransfers()).toBe(before)
    expect(await balance('003')).toBeUndefined()
  })
  it('refuses amounts that are none and movements to oneself', async () => {
    expect(await post([give('001', 0)])).toMatchObject({ code: 'journal.not_an_amount' })
    const self = { ...give('001', 1), debit: rating('001') }
    expect(await post([self])).toMatchObject({ code: 'journal.same_account' })
  })
  it('posts thousands of movements in one act', async () => {
    const orders = Array.from({ length: 7500 }, (_, i) =>
      give(String((i % 12) + 1).padStart(3, '0'), 1 + (i % 5)),
    )
    const done = await post(orders)
    expect(done.ok && new Set(done.value).size).toBe(7500)
    expect(await differences()).toEqual([])
  })
})

describe('pending movements', () => {
  const settle = (transferIds: string[], how: 'post' | 'void') =>
    test.send('system', 'posting.settle', { tenantCode, ids: transferIds, how })

  it('are set aside, then posted or voided, once', async () => {
    const before = (await balance('004'))![0]!
    const pending = await post([
      { ...give('004', 30), kind: 'pending' },
      { ...give('004', 5), kind: 'pending' },
    ])
    expect(await balance('004')).toEqual([before, 35, 0])
    const [first, second] = pending.value as [string, string]
    expect(await settle([first], 'post')).toMatchObject({ ok: true })
    expect(await settle([second], 'void')).toMatchObject({ ok: true })
    expect(await balance('004')).toEqual([before + 30, 0, 0])
    expect(await settle([first], 'void')).toMatchObject({ code: 'journal.already_settled' })
    expect(await settle([second], 'post')).toMatchObject({ code: 'journal.already_settled' })
    expect(await differences()).toEqual([])
  })
  it('reserve what they will take', async () => {
    await post([give('005', 10)])
    const had = (await balance('005'))![0]!
    expect(await post([{ ...take('005', had), kind: 'pending' }])).toMatchObject({ ok: true })
    expect(await post([take('005', 1)])).toMatchObject({ code: 'journal.not_covered' })
  })
  it('cannot be settled when they are not pending', async () => {
    const { value } = await post([give('001', 1)])
    expect(await settle(value, 'post')).toMatchObject({ code: 'journal.not_pending' })
    expect(await settle([ids.person('nobody')], 'post')).toMatchObject({
      code: 'journal.unknown_transfer',
    })
  })
})

describe('reverse', () => {
  const undo = (transferIds: string[]) =>
    test.send('system', 'posting.reverse', { tenantCode, ids: transferIds })

  it('balances a movement once only', async () => {
    const before = await balance('006')
    const { value } = await post([give('006', 40)])
    expect(await undo(value)).toMatchObject({ ok: true })
    expect(await balance('006')).toEqual(before)
    expect(await undo(value)).toMatchObject({ code: 'journal.already_reversed' })
    expect(await differences()).toEqual([])
  })
  it('takes nothing back that was already spent', async () => {
    const { value } = await post([give('007', 40)])
    const had = (await balance('007'))![0]!
    await post([take('007', had)])
    expect(await undo(value)).toMatchObject({ code: 'journal.not_covered' })
  })
  it('does not undo an undoing or a pending movement', async () => {
    const { value } = await post([give('008', 4)])
    const undone = (await undo(value)) as unknown as Posted
    expect(await undo(undone.value)).toMatchObject({ code: 'journal.not_reversible' })
    const pending = await post([{ ...give('008', 4), kind: 'pending' }])
    expect(await undo(pending.value)).toMatchObject({ code: 'journal.not_reversible' })
  })
})

describe('whatever is posted', () => {
  it('leaves the accounts equal to their movements, and debits equal to credits', async () => {
    const step = fc.record({
      give: fc.boolean(),
      code: fc.constantFrom('009', '010', '011'),
      amount: fc.integer({ min: 1, max: 500 }),
      pending: fc.boolean(),
    })
    const batches = fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), {
      minLength: 1,
      maxLength: 4,
    })
    await fc.assert(
      fc.asyncProperty(batches, async (all) => {
        for (const batch of all) {
          await post(
            batch.map((s) => ({
              ...(s.give ? give(s.code, s.amount) : take(s.code, s.amount)),
              kind: s.pending ? ('pending' as const) : ('posted' as const),
            })),
          )
        }
        expect(await differences()).toEqual([])
        const { rows } = await sql<{ equal: boolean }>`
          select sum(debits_posted) = sum(credits_posted)
            and sum(debits_pending) = sum(credits_pending) as equal
          from journal.account`.execute(test.app.kernel.database.kysely)
        expect(rows[0]!.equal).toBe(true)
      }),
      { numRuns: 15 },
    )
  })
})

describe('the database itself', () => {
  const asApp = (statement: ReturnType<typeof sql>) =>
    test.app.kernel.database.kysely.transaction().execute(async (tx) => {
      await sql`select set_config('role', 'xiangyue_app', true),
        set_config('xiangyue.scope', ${tenantCode}, true)`.execute(tx)
      return statement.execute(tx)
    })

  it('lets nobody change or remove a movement, or remove an account', async () => {
    await post([give('001', 1)])
    await expect(asApp(sql`update journal.transfer set amount = 1`)).rejects.toThrow(/permission/)
    await expect(asApp(sql`delete from journal.transfer`)).rejects.toThrow(/permission/)
    await expect(asApp(sql`delete from journal.account`)).rejects.toThrow(/permission/)
  })
  it('holds no account below its cover', async () => {
    const below = sql`update journal.account set debits_posted = credits_posted + 1
      where kind = 'household_rating'`
    await expect(asApp(below)).rejects.toThrow(/account_check|violates check/)
  })
})
