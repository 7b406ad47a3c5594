import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newEnvelopeId } from '#kernel/id.ts'
import people from '#people/module.ts'
import {
  agreeingPersons,
  householdStandings,
  participatingHouseholds,
  takesPart,
} from '#people/queries.ts'
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

async function consentsOf(who: string) {
  const record = await see(who, 'my_record', {})
  return (
    record as { consents: { purpose: string; method: string; grantedByName: string | null }[] }
  ).consents
}

describe('saying yes and no', () => {
  it('each adult for themself', async () => {
    await done('villager_001', 'grant_consent', { purpose: 'publish_name' })
    expect(await consentsOf('villager_001')).toMatchObject([
      { purpose: 'publish_name', method: 'online', grantedByName: null },
      { purpose: 'points' },
    ])
    expect(await act('villager_001', 'grant_consent', { purpose: 'publish_name' })).toMatchObject({
      code: 'people.consent_given',
    })
  })

  it('a paper signature, entered by whoever keeps the roster', async () => {
    const paper = {
      personId: person('villager_001'),
      purpose: 'publish_name',
      signedOn: '2026-10-01',
    }
    expect(await done('scorekeeper', 'grant_consent', paper)).toMatchObject({
      grantedOn: '2026-10-01',
    })
    expect((await consentsOf('villager_001'))[0]).toMatchObject({
      ...{ purpose: 'publish_name', method: 'paper', grantedByName: '演示scorekeeper' },
    })
  })

  it('withdrawing counts at once, and can be taken back', async () => {
    await done('villager_001', 'withdraw_consent', { purpose: 'points' })
    await done('spouse_001', 'withdraw_consent', { purpose: 'points' })
    const taking = await participatingHouseholds(db(), tenantCode, today)
    expect(taking.map((household) => household.code)).not.toContain('001')
    expect(taking).toHaveLength(11)
    expect(await takesPart(db(), { tenantCode, today, personId: person('villager_001') })).toBe(
      false,
    )
    expect(await act('villager_001', 'withdraw_consent', { purpose: 'points' })).toMatchObject({
      code: 'people.no_open_consent',
    })
    await done('villager_001', 'grant_consent', { purpose: 'points' })
    expect(await participatingHouseholds(db(), tenantCode, today)).toHaveLength(12)
  })

  it('repeated, it answers the first result', async () => {
    const id = newEnvelopeId()
    const first = await act('villager_002', 'grant_consent', { purpose: 'publish_name' }, id)
    const second = await act('villager_002', 'grant_consent', { purpose: 'publish_name' }, id)
    expect(second).toMatchObject({ ok: true, replayed: true })
    expect(first.ok && second.ok && second.value).toEqual(first.ok && first.value)
  })

  it.each([
    ['scorekeeper', { personId: person('child_001') }, 'people.minor'],
    ['scorekeeper', { personId: ids.household('001') }, 'people.unknown_person'],
    [
      'scorekeeper',
      { personId: person('villager_001'), signedOn: '2026-11-23' },
      'people.date_in_future',
    ],
    ['villager_001', { personId: person('spouse_001') }, 'kernel.not_permitted'],
    ['villager_001', { personId: person('child_001') }, 'kernel.not_permitted'],
    ['grid_worker', { personId: person('villager_001') }, 'kernel.not_permitted'],
    ['reviewer', {}, 'kernel.not_permitted'],
    ['scorekeeper', {}, 'kernel.not_permitted'],
    ['guest', {}, 'kernel.not_signed_in'],
  ])('%s with %j: %s', async (who, input, code) => {
    for (const name of ['grant_consent', 'withdraw_consent']) {
      expect(await act(who, name, { purpose: 'publish_name', ...input })).toMatchObject({
        ok: false,
        code,
      })
    }
  })

  it('nobody who died', async () => {
    await done('director', 'record_death', { personId: person('spouse_001'), diedOn: '2026-11-01' })
    const paper = { personId: person('spouse_001'), purpose: 'points' }
    expect(await act('director', 'withdraw_consent', paper)).toMatchObject({
      code: 'people.person_closed',
    })
  })
})

describe('who takes part', () => {
  it('a name is published only when the head agreed', async () => {
    await done('spouse_002', 'grant_consent', { purpose: 'publish_name' })
    await done('villager_003', 'grant_consent', { purpose: 'publish_name' })
    const taking = await participatingHouseholds(db(), tenantCode, today)
    const named = taking.filter((household) => household.consentedName)
    expect(named).toMatchObject([{ code: '003', consentedName: '演示户主003', groupName: '第1组' }])
  })

  it('says for each household whether it takes part', async () => {
    await done('villager_001', 'withdraw_consent', { purpose: 'points' })
    await done('spouse_001', 'withdraw_consent', { purpose: 'points' })
    const householdIds = ['001', '002', '999'].map((code) => ids.household(code))
    const standings = await householdStandings(db(), { tenantCode, today, householdIds })
    expect(householdIds.map((id) => standings.get(id)?.takesPart)).toEqual([false, true, undefined])
    const agreeing = await agreeingPersons(db(), { tenantCode, today }, 'points')
    expect(agreeing.size).toBe(22)
    expect(agreeing.has(person('villager_001'))).toBe(false)
  })
})
