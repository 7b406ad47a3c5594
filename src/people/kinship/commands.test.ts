import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newEnvelopeId } from '#kernel/id.ts'
import people from '#people/module.ts'
import { recusalOf, relativesOf } from '#people/queries.ts'
import { openTestApp, type TestApp } from '../../../test/support/app.ts'
import { ids, place } from '../../../test/support/village.ts'

let app: TestApp
/** A refused act leaves nothing behind: the same database serves the next test. */
let touched = false

beforeAll(async () => {
  app = await openTestApp({ modules: [people] })
})
afterEach(async () => {
  if (!touched) return
  await app.close()
  app = await openTestApp({ modules: [people] })
  touched = false
})
afterAll(() => app.close())

const tenantCode = place.village
const person = (name: string) => ids.person(name)

async function act(who: string, name: string, input: object, id = newEnvelopeId()) {
  const outcome = await app.send(who, `people.${name}`, { tenantCode, ...input }, id)
  touched ||= outcome.ok
  return outcome
}

async function done(who: string, name: string, input: object): Promise<never> {
  const outcome = await act(who, name, input)
  if (!outcome.ok) throw new Error(`${outcome.code} ${JSON.stringify(outcome.details)}`)
  return outcome.value as never
}

async function see(who: string, name: string, input: object): Promise<never> {
  const outcome = await app.see(who, `people.${name}`, { tenantCode, ...input })
  if (!outcome.ok) throw new Error(`${outcome.code} ${JSON.stringify(outcome.details)}`)
  return outcome.value as never
}

const today = '2026-11-22'
const db = () => app.app.kernel.database.kysely
const tie = {
  personId: person('villager_001'),
  relation: 'child',
  relativeId: person('spouse_002'),
}

describe('looking up kinship', () => {
  it('is noted for the person, and finds nobody who is not on the books', async () => {
    await see('director', 'kinship', { personId: person('villager_001') })
    const { rows } = await sql`select person_id as "personId", by_post as post, purpose
      from audit.look where query = 'people.kinship'`.execute(db())
    expect(rows).toEqual([
      { personId: person('villager_001'), post: 'director', purpose: 'kinship' },
    ])
    expect(
      await app.see('director', 'people.kinship', { tenantCode, personId: newEnvelopeId() }),
    ).toMatchObject({ code: 'people.unknown_person' })
  })
})

describe('kinship', () => {
  it('keeps both households apart, in both directions', async () => {
    await done('scorekeeper', 'record_kinship', tie)
    const near = await relativesOf(db(), { tenantCode, today, personId: person('villager_002') })
    expect([...near].sort()).toEqual(
      ['spouse_002', 'child_002', 'villager_001', 'spouse_001', 'child_001'].map(person).sort(),
    )
    const { households: recused } = await recusalOf(db(), {
      tenantCode,
      today,
      personId: person('spouse_001'),
    })
    expect([...recused].sort()).toEqual([ids.household('001'), ids.household('002')].sort())
  })

  it('is shown from the side of whoever is asked about', async () => {
    await done('scorekeeper', 'record_kinship', tie)
    expect(await see('director', 'kinship', { personId: person('villager_001') })).toMatchObject({
      kin: [{ personId: person('spouse_002'), relation: 'child', householdCode: '002' }],
    })
    expect(await see('director', 'kinship', { personId: person('spouse_002') })).toMatchObject({
      kin: [{ personId: person('villager_001'), relation: 'parent' }],
    })
  })

  it('ends when it was recorded wrongly', async () => {
    const { kinshipId } = await done('scorekeeper', 'record_kinship', tie)
    await done('director', 'end_kinship', { kinshipId })
    const near = await relativesOf(db(), { tenantCode, today, personId: person('villager_001') })
    expect(near.size).toBe(2)
    expect(await act('director', 'end_kinship', { kinshipId })).toMatchObject({
      code: 'people.unknown_kinship',
    })
  })

  it('is recorded once', async () => {
    await done('scorekeeper', 'record_kinship', tie)
    const back = { personId: tie.relativeId, relation: 'parent', relativeId: tie.personId }
    expect(await act('scorekeeper', 'record_kinship', back)).toMatchObject({
      code: 'people.kinship_known',
    })
  })

  it.each([
    ['scorekeeper', { relativeId: tie.personId }, 'people.same_person'],
    ['scorekeeper', { relativeId: ids.household('001') }, 'people.unknown_person'],
    ['scorekeeper', { since: '2026-11-23' }, 'people.date_in_future'],
    ['villager_001', {}, 'kernel.not_permitted'],
    ['reviewer', {}, 'kernel.not_permitted'],
    ['guest', {}, 'kernel.not_signed_in'],
  ])('%s with %j: %s', async (who, change, code) => {
    expect(await act(who, 'record_kinship', { ...tie, ...change })).toMatchObject({
      ok: false,
      code,
    })
  })
})

describe('guardians', () => {
  const wardship = { wardId: person('child_001'), guardianId: person('spouse_001') }

  it('a minor has the guardian named last', async () => {
    await done('director', 'name_guardian', wardship)
    await done('director', 'name_guardian', { ...wardship, guardianId: person('villager_002') })
    expect(await see('director', 'kinship', { personId: person('child_001') })).toMatchObject({
      guardian: { personId: person('villager_002') },
    })
  })

  it('an adult has one only after a court’s decision', async () => {
    const adult = { wardId: person('villager_001'), guardianId: person('spouse_001') }
    expect(await act('director', 'name_guardian', adult)).toMatchObject({
      code: 'people.guardianship_needs_decision',
    })
    await done('director', 'name_guardian', { ...adult, decision: '（2026）黑1282民特1号' })
  })

  it.each([
    ['director', { guardianId: person('child_002') }, 'people.guardian_is_minor'],
    ['director', { guardianId: person('child_001') }, 'people.same_person'],
    ['director', { wardId: ids.household('001') }, 'people.unknown_person'],
    ['villager_001', {}, 'kernel.not_permitted'],
  ])('%s with %j: %s', async (who, change, code) => {
    expect(await act(who, 'name_guardian', { ...wardship, ...change })).toMatchObject({
      ok: false,
      code,
    })
  })
})
