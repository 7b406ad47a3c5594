import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import audit from '#audit/module.ts'
import places from '#places/module.ts'
import { openTestApp, type TestApp } from '#test/app.ts'
import { ids, place } from '#test/village.ts'
import { kindNames, kindOf } from './model.ts'
import organisations from './module.ts'
import { holdersOf, personNames } from './queries.ts'

let house: TestApp
const tenantCode: string = place.village
beforeAll(async () => {
  house = await openTestApp({ modules: [audit, places, organisations] })
  await house.send('secretary', 'organisations.join_party', {
    ...{ tenantCode, organisationId: ids.organisation('party_branch') },
    ...{ personId: ids.person('villager_001'), since: '2026-11-22' },
  })
})
afterAll(() => house.close())

async function see<T>(who: string, name: string, input: object = {}): Promise<T> {
  const outcome = await house.see(who, `organisations.${name}`, { tenantCode, ...input })
  if (!outcome.ok) throw new Error(outcome.code)
  return outcome.value as T
}
interface Body {
  id: string
  kind: string
  holders: { name: string; post: string }[]
}

describe('organisations.list', () => {
  it('shows everybody the public bodies and who holds their posts', async () => {
    const bodies = await see<Body[]>('guest', 'list')
    const kinds = bodies.map((body) => body.kind)
    expect(kinds).toEqual(kindNames.filter((kind) => kinds.includes(kind)))
    expect(kinds).not.toContain('administration')
    const committee = bodies.find((body) => body.kind === 'villagers_committee')
    expect(committee?.holders.map((holder) => holder.post)).toContain('director')
    expect(JSON.stringify(bodies)).not.toContain(ids.person('director'))
  })

  it('never says who is a party member', async () => {
    expect(JSON.stringify(await see('guest', 'list'))).not.toContain('演示户主001')
    expect(JSON.stringify(await see('director', 'members'))).not.toContain('演示户主001')
  })

  it('hides in the database what the words call not public', async () => {
    const { rows } = await sql<{ definition: string }>`
      select pg_get_viewdef('organisations.public_holder'::regclass) as definition`.execute(
      house.app.kernel.database.kysely,
    )
    const hidden = kindNames.filter((kind) => !kindOf(kind).public)
    const named = kindNames.filter((kind) => rows[0]?.definition.includes(`'${kind}'`))
    expect(named.sort()).toEqual(hidden.sort())
  })

  it('shows a place nothing of another', async () => {
    const bodies = await see<Body[]>('guest', 'list', { tenantCode: place.otherVillage })
    expect(bodies).toEqual([])
  })
})

describe('organisations.members and organisations.body', () => {
  it('show office holders all bodies and whether they may change them', async () => {
    const keeper = await see<{ mayChange: boolean; mayKeepParty: boolean }>('director', 'members')
    expect(keeper).toMatchObject({ mayChange: true, mayKeepParty: false })
    expect(await see('secretary', 'members')).toMatchObject({ mayKeepParty: true })
    expect(await see('reviewer', 'members')).toMatchObject({ mayChange: false })
    expect(await see('county_official', 'members')).toMatchObject({ mayChange: false })
  })

  it('show one body with its terms, past ones apart', async () => {
    const organisationId = ids.organisation('review_group')
    const body = await see<{ current: unknown[]; past: unknown[] }>('reviewer', 'body', {
      organisationId,
    })
    expect([body.current.length, body.past.length]).toEqual([4, 0])
    await expect(see('reviewer', 'body', { organisationId: ids.person('x') })).rejects.toThrow(
      'organisations.unknown_organisation',
    )
  })

  it.each([
    ['guest', 'kernel.not_signed_in'],
    ['villager_001', 'kernel.not_permitted'],
    ['system', 'kernel.not_permitted'],
  ])('are not for %s', async (who, code) => {
    await expect(see(who, 'members')).rejects.toThrow(code)
    const organisationId = ids.organisation('review_group')
    await expect(see(who, 'body', { organisationId })).rejects.toThrow(code)
  })
})

describe('organisations.candidates', () => {
  it('finds grown-ups by name or initials, at most twenty', async () => {
    const found = await see<{ id: string; name: string; birthYear: string }[]>(
      ...(['director', 'candidates', { search: '户主00' }] as const),
    )
    expect(found).toHaveLength(9)
    expect(found[0]).toEqual({ id: expect.any(String), name: '演示户主001', birthYear: '1970' })
    expect(await see('director', 'candidates', { search: '孩子' })).toEqual([])
    expect(await see<unknown[]>('director', 'candidates', { search: 'ys' })).toHaveLength(20)
  })

  it('finds the one who was just entered, and nobody when nobody is asked for', async () => {
    const personId = ids.person('director')
    expect(await see('director', 'candidates', { personId })).toEqual([
      { id: personId, name: '演示director', birthYear: expect.any(String) },
    ])
    expect(await see('director', 'candidates', {})).toEqual([])
  })

  it('is for those who give posts', async () => {
    await expect(see('reviewer', 'candidates', { search: '户' })).rejects.toThrow('not_permitted')
  })
})

describe('organisations.party', () => {
  it('is read by those who keep it, and every look is noted for the member', async () => {
    expect(await see('secretary', 'party')).toMatchObject([{ name: '演示户主001' }])
    const looks = await house.see('villager_001', 'audit.looks', { tenantCode })
    expect(looks).toMatchObject({
      value: { looks: [{ purpose: 'party_list', post: 'secretary', name: '演示secretary' }] },
    })
  })
})

describe('what other modules ask', () => {
  it('is who holds which post on a day', async () => {
    const { kysely } = house.app.kernel.database
    const holders = await holdersOf(kysely, { tenantCode, today: '2026-11-22' }, [
      'reviewer',
      'review_leader',
    ])
    expect(holders).toHaveLength(4)
    expect(holders[0]).toMatchObject({ organisationId: ids.organisation('review_group') })
    expect(await holdersOf(kysely, { tenantCode, today: '2023-12-31' }, ['reviewer'])).toEqual([])
    const names = await personNames(kysely, tenantCode, [ids.person('director')])
    expect(names.get(ids.person('director'))).toBe('演示director')
    expect(await personNames(kysely, tenantCode, [])).toEqual(new Map())
  })
})
