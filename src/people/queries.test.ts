import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guest } from '#kernel/actor.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import { enterScope } from '#kernel/scope.ts'
import type { Db } from '#kernel/tables.ts'
import people from '#people/module.ts'
import { adultsOf, adultsOfHouseholds, householdOf } from '#people/queries.ts'
import { openTestApp, type TestApp } from '../../test/support/app.ts'
import { ids, place } from '../../test/support/village.ts'

let app: TestApp
const tenantCode = place.village
const today = '2026-11-22'

beforeAll(async () => {
  app = await openTestApp({ modules: [people] })
  const person = { name: '演示欧阳秋华', sex: 'female', birthDate: '1991-01-01' }
  const input = {
    tenantCode,
    householdId: ids.household('004'),
    relation: 'daughter_in_law',
    person,
  }
  const envelope = { id: newEnvelopeId(), name: 'people.add_person', input }
  const outcome = await app.app.dispatch({ accountId: 'account-director' }, envelope)
  if (!outcome.ok) throw new Error(outcome.code)
})
afterAll(() => app.close())

async function codes(input: object, who = 'director'): Promise<string[]> {
  const outcome = await app.see(who, 'people.households', { tenantCode, ...input })
  if (!outcome.ok) throw new Error(outcome.code)
  return (outcome.value as { rows: { code: string }[] }).rows.map((row) => row.code)
}

const all = Array.from({ length: 12 }, (_, n) => String(n + 1).padStart(3, '0'))
const byGroup = (n: number) => all.filter((code) => (Number(code) % 3) + 1 === n)
const byGrid = (n: number) => all.filter((code) => (Number(code) % 2) + 1 === n)

describe('the list of households', () => {
  it.each([
    ['everything', {}, all],
    ['a code', { q: '4' }, ['004']],
    ['a code with words', { q: '第０１２户' }, ['012']],
    ['part of a name', { q: '欧阳' }, ['004']],
    ['initials', { q: 'ysoyqh' }, ['004']],
    ['pinyin with a gap', { q: 'Yanshi Ouyang' }, ['004']],
    ['a sign of the search language', { q: '%' }, all],
    ['nobody', { q: '不存在' }, []],
    ['a group', { groupId: ids.group(2) }, byGroup(2)],
    ['a grid', { gridId: ids.grid(2) }, byGrid(2)],
    [
      'group and grid',
      { groupId: ids.group(2), gridId: ids.grid(2) },
      byGroup(2).filter((c) => byGrid(2).includes(c)),
    ],
    ['who does not take part', { takesPart: 'no' }, []],
    ['a page', { offset: 10, limit: 5 }, ['011', '012']],
    ['the other way round', { descending: true, limit: 2 }, ['012', '011']],
    ['by size', { sort: 'members', descending: true, limit: 1 }, ['004']],
    ['by group', { sort: 'group' }, [1, 2, 3].flatMap(byGroup)],
    ['by grid', { sort: 'grid', descending: true }, [2, 1].flatMap(byGrid)],
    ['by taking part', { sort: 'part' }, all],
  ])('by %s', async (_case, input, expected) => {
    expect(await codes(input)).toEqual(expected)
  })

  it('a grid worker sees the own grid, a township administrator the village', async () => {
    expect(await codes({}, 'grid_worker')).toEqual(byGrid(1))
    expect(await codes({ gridId: ids.grid(2) }, 'grid_worker')).toEqual([])
    expect(await codes({}, 'grid_leader')).toEqual(all)
    expect(await codes({}, 'township_administrator')).toEqual(all)
  })

  it('offers the groups and grids to filter by', async () => {
    const outcome = await app.see('director', 'people.households', { tenantCode })
    expect(outcome).toMatchObject({ ok: true, value: { total: 12, divisions: { length: 5 } } })
  })
})

describe('one household', () => {
  it('shows masked numbers, what adults agreed to, and who looked', async () => {
    const input = { tenantCode, householdId: ids.household('001') }
    await app.see('supervision_chair', 'people.household', input)
    const outcome = await app.see('director', 'people.household', input)
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        members: [
          { relation: 'head', adult: true, purposes: ['points'], idNumber: null },
          { relation: 'spouse', adult: true, purposes: ['points'] },
          { relation: 'son', adult: false, age: 12, purposes: [] },
        ],
      },
    })
    const { looks } = (outcome.ok ? outcome.value : {}) as { looks: { post: string }[] }
    expect(looks.map((look) => look.post)).toEqual(Array(3).fill('supervision_chair'))
  })

  it('of another grid is unknown to a grid worker', async () => {
    const input = { tenantCode, householdId: ids.household('001') }
    expect(await app.see('grid_worker', 'people.household', input)).toMatchObject({
      code: 'people.unknown_household',
    })
    const personId = ids.person('villager_001')
    expect(await app.see('grid_worker', 'people.person', { tenantCode, personId })).toMatchObject({
      code: 'people.unknown_person',
    })
  })
})

describe('my record', () => {
  it('is mine alone', async () => {
    const outcome = await app.see('villager_002', 'people.my_record', { tenantCode })
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        person: { name: '演示户主002', adult: true },
        household: { code: '002', relation: 'head' },
        groupName: '第3组',
        members: [{ name: '演示户主002' }, { name: '演示配偶002' }, { name: '演示孩子002' }],
        posts: [],
        helperWrites: false,
      },
    })
    const { choices } = (outcome.ok ? outcome.value : {}) as {
      choices: { purpose: string; since: string | null }[]
    }
    expect(choices.map((choice) => [choice.purpose, choice.since !== null])).toEqual([
      ['points', true],
      ['publish_name', false],
    ])
  })
})

describe('who may ask', () => {
  const about = { householdId: ids.household('001'), personId: ids.person('villager_001') }
  const more = {
    name: '演示户主001',
    field: 'phone',
    purpose: '核对身份信息',
    sheetId: ids.household('x'),
  }
  const queries = people.queries.map((query) => query.name)
  const villages = [place.village, place.sibling, place.otherVillage]

  it.each(queries)(
    '%s: nobody from the next village, the other county or unsigned',
    async (name) => {
      for (const who of ['guest', 'villager_001', 'director', 'township_official', 'reviewer']) {
        for (const code of villages.slice(who === 'guest' ? 0 : 1)) {
          const outcome = await app.see(who, name, { tenantCode: code, ...about, ...more })
          expect(outcome).toMatchObject({
            code: who === 'guest' ? 'kernel.not_signed_in' : 'kernel.not_permitted',
          })
        }
      }
    },
  )

  it.each(queries.filter((name) => !/my_record|find_/.test(name)))(
    '%s: no villager',
    async (name) => {
      const outcome = await app.see('villager_001', name, { tenantCode, ...about, ...more })
      expect(outcome).toMatchObject({ code: 'kernel.not_permitted' })
    },
  )

  it('the database shows a sibling village nothing, whatever is asked', async () => {
    const seen = await app.app.kernel.database.kysely.transaction().execute(async (tx) => {
      await enterScope(tx as Db, {
        role: 'xiangyue_app',
        actor: guest,
        scope: [place.sibling],
        today,
      })
      const tables =
        'person identity household membership household_division consent kinship'.split(' ')
      const counts = tables.map(
        (table) => sql`(select count(*)::int from ${sql.table(`people.${table}`)})`,
      )
      const { rows } = await sql<{ n: number }>`select ${sql.join(counts, sql` + `)} as n`.execute(
        tx,
      )
      return rows[0]!.n
    })
    expect(seen).toBe(0)
  })
})

describe('what other modules ask', () => {
  const db = () => app.app.kernel.database.kysely

  it('in which household somebody lives', async () => {
    const householdId = ids.household('003')
    expect(
      await householdOf(db(), { tenantCode, today, personId: ids.person('spouse_003') }),
    ).toEqual({
      householdId,
      relation: 'spouse',
    })
    expect(
      await householdOf(db(), { tenantCode, today, personId: ids.person('reviewer') }),
    ).toBeNull()
  })

  it('who is grown up, for one household and for many', async () => {
    const householdId = ids.household('003')
    const adults = await adultsOf(db(), { tenantCode, today, householdId })
    expect(adults.map((adult) => adult.relation)).toEqual(['head', 'spouse'])
    const many = await adultsOfHouseholds(db(), { tenantCode, today, householdIds: [householdId] })
    expect(many.get(householdId)).toEqual(adults.map((adult) => adult.personId))
  })
})
