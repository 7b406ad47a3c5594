import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newEnvelopeId } from '#kernel/id.ts'
import people from '#people/module.ts'
import { checkCharacter } from '#people/sheet/id-number.ts'
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

const newcomer = { name: '演示新人', sex: 'female', birthDate: '2000-02-02' }
const numberOf = (first17: string) => first17 + checkCharacter(first17)
const household = (code: string) => ids.household(code)

async function stored(personId: string) {
  const { rows } = await sql<{
    name: string
    pinyin: string
    closed: string | null
    linked: string | null
  }>`
    select name, pinyin, closed_reason as closed, linked_person_id as linked from people.person
    where tenant_code = ${tenantCode} and id = ${personId}`.execute(app.app.kernel.database.kysely)
  return rows[0]!
}

describe('adding somebody', () => {
  it('puts them into a household, found by pinyin', async () => {
    const input = { householdId: household('001'), relation: 'daughter_in_law', person: newcomer }
    const { personId } = await done('director', 'add_person', input)
    expect(await stored(personId)).toMatchObject({ name: '演示新人', pinyin: 'yanshixinren ysxr' })
    const found = await see('director', 'households', { q: 'ysxr' })
    expect(found).toMatchObject({ total: 1, rows: [{ code: '001', members: 4 }] })
  })

  it('a grid worker adds in the own grid and nowhere else', async () => {
    const input = { relation: 'son', person: newcomer }
    // Household 002 lies in grid 1, household 001 in grid 2.
    await done('grid_worker', 'add_person', { ...input, householdId: household('002') })
    expect(
      await act('grid_worker', 'add_person', { ...input, householdId: household('001') }),
    ).toMatchObject({
      code: 'people.not_your_grid',
    })
    await done('grid_leader', 'add_person', { ...input, householdId: household('001') })
  })

  it('somebody who moved away and comes back gets a record that points to the old one', async () => {
    const idNumber = numberOf('23128220000202002')
    const input = {
      householdId: household('001'),
      relation: 'other',
      person: { ...newcomer, idNumber },
    }
    const { personId } = await done('director', 'add_person', input)
    await done('director', 'close_person', { personId, reason: 'moved_away' })
    const back = await done('director', 'add_person', input)
    expect(await stored((back as { personId: string }).personId)).toMatchObject({
      linked: personId,
    })
  })

  it('somebody recorded as dead does not come back', async () => {
    const idNumber = numberOf('23128220000202002')
    const input = {
      householdId: household('001'),
      relation: 'other',
      person: { ...newcomer, idNumber },
    }
    const { personId } = await done('director', 'add_person', input)
    await done('director', 'record_death', { personId, diedOn: '2026-11-01' })
    expect(await act('director', 'add_person', input)).toMatchObject({
      code: 'people.id_number_taken',
    })
  })

  it.each([
    ['tomorrow', { since: '2026-11-23' }, 'people.date_in_future'],
    ['nowhere', { householdId: household('999') }, 'people.unknown_household'],
    ['unborn', { person: { ...newcomer, birthDate: '2027-01-01' } }, 'people.birth_date_in_future'],
    ['as head', { relation: 'head' }, 'kernel.invalid_input'],
  ])('refuses %s', async (_case, change, code) => {
    const input = { householdId: household('001'), relation: 'son', person: newcomer, ...change }
    expect(await act('director', 'add_person', input)).toMatchObject({ ok: false, code })
  })

  it.each(['guest', 'villager_001', 'reviewer', 'township_administrator'])(
    '%s may not',
    async (who) => {
      const input = { householdId: household('001'), relation: 'son', person: newcomer }
      const code = who === 'guest' ? 'kernel.not_signed_in' : 'kernel.not_permitted'
      expect(await act(who, 'add_person', input)).toMatchObject({ code })
    },
  )

  it.each(['village_administrator', 'township_administrator', 'county_administrator', 'system'])(
    '%s enters somebody who only works here',
    async (who) => {
      const { personId } = await done(who, 'add_official', { person: newcomer })
      expect(await stored(personId)).toMatchObject({ name: '演示新人' })
    },
  )

  it.each(['director', 'villager_001'])('%s does not', async (who) => {
    expect(await act(who, 'add_official', { person: newcomer })).toMatchObject({
      code: 'kernel.not_permitted',
    })
  })
})

describe('correcting somebody', () => {
  it('changes name, birthday, number and relation', async () => {
    const personId = person('child_001')
    const change = { name: '演示改名', sex: 'male', birthDate: '2014-03-04', relation: 'grandson' }
    await done('secretary', 'change_person', {
      personId,
      ...change,
      idNumber: numberOf('23128220140304001'),
    })
    const seen = await see('director', 'person', { personId })
    expect(seen).toMatchObject({
      person: { name: '演示改名', birthDate: '2014-03-04', adult: false },
      household: { relation: 'grandson' },
    })
  })

  it.each([
    [
      'a number of another birthday',
      { idNumber: numberOf('23128220140304001') },
      'people.id_number_disagrees',
    ],
    ['a mistyped number', { idNumber: '231282201403030019' }, 'people.id_number_wrong'],
    [
      'a relation for the head',
      { personId: person('villager_001'), relation: 'son' },
      'people.head_needed',
    ],
    [
      'a relation for somebody without household',
      { personId: person('reviewer'), relation: 'son' },
      'people.not_a_member',
    ],
    ['nobody', { personId: household('001'), name: '某' }, 'people.unknown_person'],
  ])('refuses %s', async (_case, change, code) => {
    const input = { personId: person('child_001'), ...change }
    expect(await act('scorekeeper', 'change_person', input)).toMatchObject({ ok: false, code })
  })

  it('a sealed number speaks up when the birthday changes', async () => {
    const personId = person('child_001')
    const idNumber = numberOf('23128220140303002')
    await done('scorekeeper', 'change_person', { personId, idNumber })
    expect(
      await act('scorekeeper', 'change_person', { personId, birthDate: '2014-03-05' }),
    ).toMatchObject({
      code: 'people.id_number_disagrees',
    })
    const twin = { personId: person('child_002'), idNumber }
    expect(await act('scorekeeper', 'change_person', twin)).toMatchObject({
      code: 'people.id_number_taken',
    })
  })

  it.each(['grid_worker', 'villager_001', 'township_administrator'])('%s may not', async (who) => {
    expect(
      await act(who, 'change_person', { personId: person('child_001'), name: '某' }),
    ).toMatchObject({
      code: 'kernel.not_permitted',
    })
  })
})

describe('a telephone number', () => {
  it('is sealed at rest, masked when shown, and whole only for a stated purpose', async () => {
    await done('villager_001', 'change_phone', { phone: '138 0013 8000' })
    const { rows } = await sql<{ sealed: string; digest: string }>`
      select phone_sealed as sealed, phone_digest as digest from people.identity
      where person_id = ${person('villager_001')}`.execute(app.app.kernel.database.kysely)
    expect(JSON.stringify(rows)).not.toContain('13800138000')
    expect(rows[0]!.digest).toBe(app.app.kernel.secrets.digest('13800138000'))
    expect(await see('director', 'person', { personId: person('villager_001') })).toMatchObject({
      person: { phone: '138****8000' },
    })
    const reveal = { personId: person('villager_001'), field: 'phone', purpose: '通知防汛转移' }
    expect(await see('director', 'reveal_identity', reveal)).toMatchObject({ value: '13800138000' })
    const { rows: looks } = await sql<{ query: string; purpose: string; by_post: string }>`
      select query, purpose, by_post from audit.look order by query`.execute(
      app.app.kernel.database.kysely,
    )
    expect(looks).toEqual([
      { query: 'people.person', purpose: 'person_page', by_post: 'director' },
      { query: 'people.reveal_identity', purpose: 'phone: 通知防汛转移', by_post: 'director' },
    ])
    await done('villager_001', 'change_phone', {})
    expect(await see('director', 'person', { personId: person('villager_001') })).toMatchObject({
      person: { phone: null },
    })
  })

  it('a grid worker sets it in the own grid', async () => {
    const phone = '13900139000'
    await done('grid_worker', 'change_phone', { personId: person('villager_002'), phone })
    expect(
      await act('grid_worker', 'change_phone', { personId: person('villager_001'), phone }),
    ).toMatchObject({
      code: 'people.not_your_grid',
    })
  })

  it.each([
    [
      'villager_001',
      { personId: person('villager_002'), phone: '13900139000' },
      'kernel.not_permitted',
    ],
    ['guest', { phone: '13900139000' }, 'kernel.not_signed_in'],
    ['villager_001', { phone: '12345' }, 'kernel.invalid_input'],
    ['director', { personId: household('001'), phone: '13900139000' }, 'people.unknown_person'],
  ])('%s %j: %s', async (who, input, code) => {
    expect(await act(who, 'change_phone', input)).toMatchObject({ ok: false, code })
  })

  it.each(['villager_001', 'grid_worker', 'township_administrator', 'supervision_chair'])(
    '%s sees no whole number',
    async (who) => {
      const reveal = {
        tenantCode,
        personId: person('villager_001'),
        field: 'phone',
        purpose: '好奇想看看',
      }
      expect(await app.see(who, 'people.reveal_identity', reveal)).toMatchObject({
        code: 'kernel.not_permitted',
      })
    },
  )
})

describe('leaving the books', () => {
  it('a death closes the record and the household names another head', async () => {
    const death = { personId: person('villager_003'), diedOn: '2026-11-10' }
    expect(await act('scorekeeper', 'record_death', death)).toMatchObject({
      code: 'people.head_needed',
    })
    await done('scorekeeper', 'record_death', { ...death, newHeadId: person('spouse_003') })
    expect(await stored(person('villager_003'))).toMatchObject({ closed: 'died' })
    const seen = await see('director', 'person', { personId: person('spouse_003') })
    expect(seen).toMatchObject({ household: { relation: 'head' } })
    expect(await act('scorekeeper', 'record_death', death)).toMatchObject({
      code: 'people.person_closed',
    })
  })

  it('a death before somebody was entered can still be recorded', async () => {
    const input = {
      householdId: household('001'),
      relation: 'mother',
      person: { ...newcomer, birthDate: '1940-01-01' },
    }
    const { personId } = await done('director', 'add_person', input)
    await done('director', 'record_death', { personId, diedOn: '2026-11-01' })
    expect(await stored(personId)).toMatchObject({ closed: 'died' })
  })

  it.each([
    ['tomorrow', { diedOn: '2026-11-23' }, 'people.date_in_future'],
    ['before birth', { diedOn: '1960-01-01' }, 'people.date_too_early'],
    [
      'with a stranger as head',
      { diedOn: '2026-11-10', newHeadId: person('reviewer') },
      'people.not_a_member',
    ],
  ])('no death %s', async (_case, change, code) => {
    expect(
      await act('director', 'record_death', { personId: person('villager_003'), ...change }),
    ).toMatchObject({
      ok: false,
      code,
    })
  })

  it.each(['close_person', 'record_death'])('%s is for those who keep the roster', async (name) => {
    const input = { personId: person('child_003'), reason: 'moved_away', diedOn: '2026-11-10' }
    for (const who of ['villager_003', 'grid_worker', 'supervision_chair']) {
      expect(await act(who, name, input)).toMatchObject({ code: 'kernel.not_permitted' })
    }
    expect(await act('village_administrator', name, input)).toMatchObject({ ok: true })
  })
})
