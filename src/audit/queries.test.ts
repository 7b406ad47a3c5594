import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '#kernel/command.ts'
import { defineModule } from '#kernel/module.ts'
import { holds, resides } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import { openTestApp, type TestApp } from '#test/app.ts'
import { ids, place } from '#test/village.ts'
import type { HistoryLine, LookLine } from './model.ts'
import audit from './module.ts'

const Touch = z.object({ tenantCode: z.string(), deed: z.string(), household: z.string() })

/** A trial module: acts that concern a deed and a household, and a look at a person. */
const touch = defineCommand({
  name: 'trial.touch',
  input: Touch,
  may: ({ actor, input }) =>
    holds(actor, input.tenantCode, ['grid_worker']) ?? resides(actor, input.tenantCode),
  async run({ input, concern }) {
    concern(`deed:${input.deed}`)
    concern(`household:${input.household}`)
    return ok(null)
  },
})
const look = defineQuery({
  name: 'trial.look',
  input: z.object({ tenantCode: z.string() }),
  access: 'scoped',
  may: ({ actor, input }) => holds(actor, input.tenantCode, ['scorekeeper']),
  looked: (input) => ({
    tenantCode: input.tenantCode,
    personIds: [ids.person('villager_001')],
    purpose: 'household_page',
  }),
  run: async () => ok(null),
})
const trial = defineModule({ name: 'trial', commands: [touch], queries: [look], permissions: {} })

let house: TestApp
const tenantCode = place.village
const deed = { tenantCode, deed: '1', household: ids.household('001') }

beforeAll(async () => {
  house = await openTestApp({ modules: [audit, trial] })
  await house.send('villager_001', 'trial.touch', deed)
  await house.send('grid_worker', 'trial.touch', deed)
  await house.send('grid_worker', 'trial.touch', { ...deed, household: ids.household('002') })
  await house.see('scorekeeper', 'trial.look', { tenantCode })
})
afterAll(() => house.close())

async function historyAs(who: string, subject = 'deed:1', at: string = tenantCode) {
  const outcome = await house.see(who, 'audit.history', { tenantCode: at, subject })
  return outcome as { ok: boolean; code?: string; value: { lines: HistoryLine[]; total: number } }
}

describe('audit.history', () => {
  it('shows an office holder every act, the latest first', async () => {
    const { value } = await historyAs('supervision_chair')
    expect(value.total).toBe(3)
    expect(value.lines.map((line) => line.sequence)).toEqual([2, 1, 0])
    expect(value.lines[0]).toMatchObject({ post: 'grid_worker', name: '演示grid_worker' })
  })

  it('is cut into pages that together are the whole', async () => {
    const cut = async (offset: number) => {
      const input = { tenantCode, subject: 'deed:1', offset, limit: 2 }
      const outcome = await house.see('supervision_chair', 'audit.history', input)
      return (outcome as unknown as { value: { lines: HistoryLine[]; total: number } }).value
    }
    const { value } = await historyAs('supervision_chair')
    expect([...(await cut(0)).lines, ...(await cut(2)).lines]).toEqual(value.lines)
    expect((await cut(2)).total).toBe(3)
  })

  it('does not name the villager who acted to an office holder', async () => {
    const { value } = await historyAs('supervision_chair')
    expect(value.lines.at(-1)).toMatchObject({ post: 'villager', name: null })
  })

  it('shows a villager what concerns their own household only', async () => {
    const { value } = await historyAs('villager_001')
    expect(value.lines.map((line) => line.sequence)).toEqual([1, 0])
    expect(value.lines.at(-1)).toMatchObject({ byMe: true, name: '演示户主001' })
    expect((await historyAs('villager_003')).value.lines).toEqual([])
  })

  it.each(['township_official', 'county_administrator', 'director', 'village_administrator'])(
    'is open to %s',
    async (who) => {
      expect((await historyAs(who)).value.total).toBe(3)
    },
  )

  it.each([
    ['guest', 'kernel.not_signed_in'],
    ['representative', 'kernel.not_permitted'],
    ['system', 'kernel.not_permitted'],
  ])('is closed to %s', async (who, code) => {
    expect(await historyAs(who)).toMatchObject({ ok: false, code })
  })

  it('is closed to those of another village', async () => {
    expect(await historyAs('director', 'deed:1', place.sibling)).toMatchObject({
      code: 'kernel.not_permitted',
    })
  })

  it('of a person is noted for that person, unless they read it themselves', async () => {
    const subject = `person:${ids.person('villager_005')}`
    expect(await historyAs('director', subject)).toMatchObject({ ok: true })
    expect(await historyAs('villager_005', subject)).toMatchObject({ ok: true })
    expect((await looksAs('villager_005')).value.looks).toMatchObject([
      { name: '演示director', query: 'audit.history', purpose: 'history' },
    ])
  })

  it('refuses a subject that is none', async () => {
    expect(await historyAs('director', "x' or 1=1")).toMatchObject({ code: 'kernel.invalid_input' })
  })
})

describe('audit.entry', () => {
  const entryAs = (who: string, sequence: number, at: string = tenantCode) =>
    house.see(who, 'audit.entry', { tenantCode: at, sequence })

  it('shows those it concerns what was done, in which capacity, under which fingerprint', async () => {
    expect(await entryAs('spouse_001', 1)).toMatchObject({
      ok: true,
      value: {
        ...{ sequence: 1, command: 'trial.touch', post: 'grid_worker', size: 3 },
        ...{ name: '演示grid_worker', leafHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    })
    expect(await entryAs('spouse_001', 0)).toMatchObject({
      value: { post: 'villager', name: null },
    })
    expect(await entryAs('director', 2)).toMatchObject({ value: { sequence: 2 } })
  })

  it('answers the same for an entry of others as for none', async () => {
    const none = { ok: false, code: 'audit.unknown_entry' }
    expect(await entryAs('villager_001', 2)).toMatchObject(none)
    expect(await entryAs('villager_001', 999)).toMatchObject(none)
    expect(await entryAs('director', 999)).toMatchObject(none)
    expect(await entryAs('guest', 1)).toMatchObject({ code: 'kernel.not_signed_in' })
    expect(await entryAs('villager_001', 1, place.sibling)).toMatchObject({
      code: 'kernel.not_permitted',
    })
  })
})

async function looksAs(who: string) {
  const outcome = await house.see(who, 'audit.looks', { tenantCode })
  return outcome as { ok: boolean; code?: string; value: { looks: LookLine[]; total: number } }
}

describe('audit.looks', () => {
  it('tells the person who looked, in which office and what for', async () => {
    const { value } = await looksAs('villager_001')
    expect(value.looks).toEqual([
      expect.objectContaining({
        at: '2026-11-22T02:00:00.000Z',
        name: '演示scorekeeper',
        post: 'scorekeeper',
        organisation: '测试 villagers_committee',
        query: 'trial.look',
        purpose: 'household_page',
      }),
    ])
  })

  it('tells it to nobody else, not even in the same household', async () => {
    expect((await looksAs('spouse_001')).value.looks).toEqual([])
    expect(await looksAs('scorekeeper')).toMatchObject({ code: 'kernel.not_permitted' })
    expect(await looksAs('guest')).toMatchObject({ code: 'kernel.not_signed_in' })
  })
})
