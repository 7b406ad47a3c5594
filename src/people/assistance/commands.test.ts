import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { makeCard } from '#auth/sign-in/handed-over.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import people from '#people/module.ts'
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

/** Lays a printed card into the database and returns its code. */
async function layCard(name: string): Promise<string> {
  const { database, secrets } = app.app.kernel
  const id = newEnvelopeId()
  const card = await makeCard(secrets, id)
  await sql`insert into auth.passbook (tenant_code, id, person_id, locator, hash, issued_at)
    values (${tenantCode}, ${id}, ${person(name)}, ${card.locator}, ${card.codeHash}, now())`.execute(
    database.kysely,
  )
  touched = true
  return card.code
}

/** Acts as the helper within an assistance. */
async function through(who: string, assistanceId: string, name: string, input: object) {
  const session = { accountId: `account-${who}`, assistanceId }
  const envelope = { id: newEnvelopeId(), name: `people.${name}`, input: { tenantCode, ...input } }
  return app.app.dispatch(session, envelope)
}

const spoken = {
  ...{ personId: person('villager_005'), method: 'spoken_with_witness' },
  witnessPersonId: person('spouse_006'),
}

describe('helping somebody', () => {
  it('the person’s own card is enough', async () => {
    const passbookCode = await layCard('villager_005')
    const input = { personId: person('villager_005'), method: 'passbook_code', passbookCode }
    expect(await done('villager_004', 'record_assistance', input)).toMatchObject({
      ...{ expiresAt: '2026-11-22T04:00:00.000Z', name: '演示户主005' },
    })
  })

  it('nobody else’s card, not even from the same household', async () => {
    const passbookCode = await layCard('spouse_005')
    const input = { personId: person('villager_005'), method: 'passbook_code' }
    for (const code of [passbookCode, 'K7QM-3XPD-9RTA-HW2C', 'nonsense', undefined]) {
      expect(
        await act('villager_004', 'record_assistance', { ...input, passbookCode: code }),
      ).toMatchObject({
        code: 'people.passbook_code_wrong',
      })
    }
  })

  it('what is done through a helper carries both names', async () => {
    const { assistanceId } = await done('grid_worker', 'record_assistance', spoken)
    expect(
      await through('grid_worker', assistanceId, 'grant_consent', { purpose: 'publish_name' }),
    ).toMatchObject({
      ok: true,
    })
    const record = await see('villager_005', 'my_record', {})
    expect(record).toMatchObject({
      consents: [
        { purpose: 'publish_name', method: 'spoken_to_helper', grantedByName: '演示grid_worker' },
        {},
      ],
      helped: [
        {
          helperName: '演示grid_worker',
          method: 'spoken_with_witness',
          witnessName: '演示配偶006',
        },
      ],
    })
    const { rows } = await sql<{ entry: string }>`select entry from audit.entry
      where command = 'people.grant_consent'`.execute(app.app.kernel.database.kysely)
    expect(JSON.parse(rows[0]!.entry)).toMatchObject({
      actor: { person: person('grid_worker') },
      behalf: { person: person('villager_005'), assistance: assistanceId },
    })
  })

  it('ends by itself after two hours', async () => {
    const { assistanceId } = await done('villager_004', 'record_assistance', spoken)
    app.clock.set('2026-11-22T04:00:01Z')
    const later = await through('villager_004', assistanceId, 'grant_consent', {
      purpose: 'publish_name',
    })
    expect(later).toMatchObject({ ok: true })
    const record = await see('villager_005', 'my_record', {})
    expect((record as { consents: unknown[] }).consents).toHaveLength(1)
  })

  it.each(['villager_004', 'villager_005', 'scorekeeper'])('%s may end it before', async (who) => {
    const { assistanceId } = await done('villager_004', 'record_assistance', spoken)
    await done(who, 'end_assistance', { assistanceId })
    expect(await act(who, 'end_assistance', { assistanceId })).toMatchObject({
      code: 'people.assistance_ended',
    })
  })

  it('a helper ends it while helping, and helps one person at a time', async () => {
    const { assistanceId } = await done('villager_004', 'record_assistance', spoken)
    const other = { ...spoken, personId: person('villager_007') }
    expect(await through('villager_004', assistanceId, 'record_assistance', other)).toMatchObject({
      code: 'kernel.not_permitted',
    })
    expect(
      await through('villager_004', assistanceId, 'end_assistance', { assistanceId }),
    ).toMatchObject({ ok: true })
  })

  it('nobody else ends it', async () => {
    const { assistanceId } = await done('villager_004', 'record_assistance', spoken)
    expect(await act('villager_008', 'end_assistance', { assistanceId })).toMatchObject({
      code: 'people.not_your_assistance',
    })
    expect(
      await act('villager_008', 'end_assistance', { assistanceId: newEnvelopeId() }),
    ).toMatchObject({
      code: 'people.unknown_assistance',
    })
  })

  it.each([
    ['villager_005', {}, 'people.same_person'],
    ['villager_004', { personId: person('child_005') }, 'people.minor'],
    ['villager_004', { personId: ids.household('001') }, 'people.unknown_person'],
    ['villager_004', { witnessPersonId: undefined }, 'people.witness_needed'],
    ['villager_004', { witnessPersonId: person('spouse_004') }, 'people.witness_unfit'],
    ['villager_004', { witnessPersonId: person('child_006') }, 'people.witness_unfit'],
    ['guest', {}, 'kernel.not_signed_in'],
    ['township_administrator', {}, 'kernel.not_permitted'],
  ])('%s with %j: %s', async (who, change, code) => {
    expect(await act(who, 'record_assistance', { ...spoken, ...change })).toMatchObject({
      ok: false,
      code,
    })
  })
})

describe('finding whom to help', () => {
  it('shows the full name only, and leaves a trace', async () => {
    const found = await see('villager_004', 'find_for_help', { name: '演示户主005' })
    expect(found).toEqual([
      {
        personId: person('villager_005'),
        name: '演示户主005',
        householdCode: '005',
        groupName: '第3组',
      },
    ])
    const { rows } = await sql<{ purpose: string }>`select purpose from audit.look
      where person_id = ${person('villager_005')}`.execute(app.app.kernel.database.kysely)
    expect(rows.length).toBeGreaterThan(0)
  })

  it('names the one person meant, or says why not', async () => {
    const name = '演示户主005'
    expect(await see('villager_004', 'find_person', { name })).toMatchObject({
      personId: person('villager_005'),
    })
    const nobody = { tenantCode, name: '演示' }
    expect(await app.see('villager_004', 'people.find_person', nobody)).toMatchObject({
      code: 'people.nobody_found',
    })
    await done('director', 'change_person', { personId: person('spouse_006'), name })
    expect(await app.see('villager_004', 'people.find_person', { tenantCode, name })).toMatchObject(
      {
        ...{ code: 'people.several_found', details: { name, count: 2 } },
      },
    )
    expect(await see('villager_004', 'find_person', { name, householdCode: '6' })).toMatchObject({
      personId: person('spouse_006'),
    })
  })

  it.each([
    ['part of a name', { name: '演示' }],
    ['a child', { name: '演示孩子005' }],
    ['the wrong household', { name: '演示户主005', householdCode: '6' }],
  ])('finds nobody by %s', async (_case, input) => {
    expect(await see('villager_004', 'find_for_help', input)).toEqual([])
  })

  it('not from the next village', async () => {
    const input = { tenantCode: place.sibling, name: '演示户主005' }
    expect(await app.see('villager_004', 'people.find_for_help', input)).toMatchObject({
      code: 'kernel.not_permitted',
    })
  })
})
