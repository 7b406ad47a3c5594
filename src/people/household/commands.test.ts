import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newEnvelopeId } from '#kernel/id.ts'
import people from '#people/module.ts'
import { checkCharacter } from '#people/sheet/id-number.ts'
import { openTestApp, type TestApp } from '../../../test/support/app.ts'
import { ids, place } from '../../../test/support/village.ts'

const tenantCode = place.village
const head = { name: '演示赵一', sex: 'male', birthDate: '1980-01-01' }
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

async function act(who: string, name: string, input: object, id = newEnvelopeId()) {
  const outcome = await app.send(who, `people.${name}`, input, id)
  touched ||= outcome.ok
  return outcome
}

const person = (name: string) => ids.person(name)
const house = (code: string) => ids.household(code)

async function send(name: string, input: object, who = 'scorekeeper') {
  return act(who, name, { tenantCode, ...input })
}

async function done(name: string, input: object, who = 'scorekeeper'): Promise<never> {
  const outcome = await send(name, input, who)
  if (!outcome.ok) throw new Error(`${outcome.code} ${JSON.stringify(outcome.details)}`)
  return outcome.value as never
}

interface Page {
  household: { code: string; closedOn: string | null }
  members: { personId: string; name: string; relation: string }[]
  former: { name: string }[]
  events: { kind: string; reason: string }[]
  divisions: { kind: string; name: string }[]
}

async function look(householdId: string): Promise<Page> {
  const outcome = await app.see('director', 'people.household', { tenantCode, householdId })
  if (!outcome.ok) throw new Error(outcome.code)
  return outcome.value as Page
}

const relationsIn = (page: Page) =>
  Object.fromEntries(page.members.map((m) => [m.personId, m.relation]))

describe('opening a household', () => {
  it('enters head and members, in their group and grid', async () => {
    const members = [{ ...head, name: '演示赵二', birthDate: '2015-01-01', relation: 'son' }]
    const lies = { groupId: ids.group(1), gridId: ids.grid(2) }
    const { householdId } = await done('open_household', { code: '第20户', head, members, ...lies })
    const page = await look(householdId)
    expect(page.household.code).toBe('020')
    expect(page.members.map((m) => [m.name, m.relation])).toEqual([
      ['演示赵一', 'head'],
      ['演示赵二', 'son'],
    ])
    expect(page.divisions.map((d) => d.name).sort()).toEqual(['第1组', '第2网格'])
  })

  it.each([
    ['a code that is taken', { code: '001', head }, 'people.household_code_taken'],
    ['tomorrow', { code: '020', head, openedOn: '2026-11-23' }, 'people.date_in_future'],
    [
      'an unborn head',
      { code: '020', head: { ...head, birthDate: '2026-11-23' } },
      'people.birth_date_in_future',
    ],
    [
      'a wrong number',
      { code: '020', head: { ...head, idNumber: '231282198001010000' } },
      'people.id_number_wrong',
    ],
    ['no such group', { code: '020', head, groupId: ids.grid(1) }, 'people.unknown_division'],
    ['a code of letters', { code: 'abc', head }, 'kernel.invalid_input'],
  ])('refuses %s', async (_case, input, code) => {
    expect(await send('open_household', input)).toMatchObject({ ok: false, code })
  })

  it('refuses a number that somebody here has, and one that is another’s birthday', async () => {
    const idNumber = `23128219800101001${checkCharacter('23128219800101001')}`
    const taken = { ...head, idNumber }
    await done('open_household', { code: '020', head: taken })
    expect(await send('open_household', { code: '021', head: taken })).toMatchObject({
      code: 'people.id_number_taken',
    })
    const other = { ...taken, birthDate: '1981-01-01' }
    expect(await send('open_household', { code: '021', head: other })).toMatchObject({
      code: 'people.id_number_disagrees',
    })
  })
})

describe('joining and leaving', () => {
  it('a daughter joins another household, dated', async () => {
    const personId = person('spouse_002')
    await done('join_household', { personId, householdId: house('001'), relation: 'sister' })
    expect(relationsIn(await look(house('001')))[personId]).toBe('sister')
    expect((await look(house('002'))).former.map((f) => f.name)).toEqual(['演示配偶002'])
  })

  it('the head leaves only when another is named', async () => {
    const personId = person('villager_002')
    expect(await send('leave_household', { personId })).toMatchObject({
      code: 'people.head_needed',
    })
    await done('leave_household', { personId, newHeadId: person('spouse_002') })
    expect(relationsIn(await look(house('002')))).toEqual({
      [person('spouse_002')]: 'head',
      [person('child_002')]: 'son',
    })
  })

  it('an empty household closes', async () => {
    for (const name of ['child_002', 'spouse_002', 'villager_002']) {
      await done('leave_household', { personId: person(name) })
    }
    expect((await look(house('002'))).household.closedOn).toBe('2026-11-22')
  })

  it.each([
    [
      'join_household',
      { personId: 'spouse_001', householdId: '001', relation: 'sister' },
      'people.already_member',
    ],
    [
      'join_household',
      { personId: 'reviewer', householdId: '001', relation: 'other', since: '2026-11-23' },
      'people.date_in_future',
    ],
    [
      'join_household',
      { personId: 'spouse_002', householdId: '001', relation: 'other', since: '2019-01-01' },
      'people.date_too_early',
    ],
    [
      'join_household',
      { personId: 'nobody', householdId: '001', relation: 'other' },
      'people.unknown_person',
    ],
    [
      'join_household',
      { personId: 'spouse_002', householdId: '999', relation: 'other' },
      'people.unknown_household',
    ],
    ['leave_household', { personId: 'reviewer' }, 'people.not_a_member'],
    ['leave_household', { personId: 'spouse_001', until: '2026-12-01' }, 'people.date_in_future'],
  ])('%s %j: %s', async (name, input, code) => {
    const householdId = 'householdId' in input ? { householdId: house(input.householdId) } : {}
    const refused = await send(name, { ...input, personId: person(input.personId), ...householdId })
    expect(refused).toMatchObject({ ok: false, code })
  })
})

describe('splitting and merging', () => {
  const split = {
    ...{ newCode: '030', happenedOn: '2026-11-20', reason: '分家另过' },
  }

  it('the split household lies where the old one lies, and both keep the history', async () => {
    const { householdId } = await done('split_household', {
      ...{ ...split, householdId: house('003'), headId: person('spouse_003') },
      personIds: [person('spouse_003'), person('child_003')],
    })
    const page = await look(householdId)
    expect(relationsIn(page)).toEqual({
      [person('spouse_003')]: 'head',
      [person('child_003')]: 'son',
    })
    expect(page.divisions).toHaveLength(2)
    expect(page.events).toMatchObject([{ kind: 'split', reason: '分家另过' }])
    expect((await look(house('003'))).events).toHaveLength(1)
    expect(relationsIn(await look(house('003')))).toEqual({ [person('villager_003')]: 'head' })
  })

  it.each([
    [
      'everybody',
      { personIds: ['villager_003', 'spouse_003', 'child_003'], headId: 'spouse_003' },
      'people.nobody_left',
    ],
    [
      'a head who stays',
      { personIds: ['child_003'], headId: 'spouse_003' },
      'people.household_without_head',
    ],
    ['the old head', { personIds: ['villager_003'], headId: 'villager_003' }, 'people.head_needed'],
    ['a stranger', { personIds: ['spouse_004'], headId: 'spouse_004' }, 'people.not_a_member'],
    [
      'a code that is taken',
      { personIds: ['spouse_003'], headId: 'spouse_003', newCode: '004' },
      'people.household_code_taken',
    ],
    [
      'before they came',
      { personIds: ['spouse_003'], headId: 'spouse_003', happenedOn: '2019-01-01' },
      'people.date_too_early',
    ],
  ])('does not split off %s', async (_case, { personIds, headId, ...rest }, code) => {
    const who = { personIds: personIds.map(person), headId: person(headId) }
    const refused = await send('split_household', {
      ...split,
      householdId: house('003'),
      ...who,
      ...rest,
    })
    expect(refused).toMatchObject({ ok: false, code })
  })

  it('merges into one, and the other closes', async () => {
    const merge = { fromHouseholdId: house('004'), intoHouseholdId: house('005') }
    await done('merge_households', { ...merge, happenedOn: '2026-11-20', reason: '合户' })
    const page = await look(house('005'))
    expect(page.members).toHaveLength(6)
    expect(page.members.filter((m) => m.relation === 'head')).toHaveLength(1)
    expect((await look(house('004'))).household.closedOn).toBe('2026-11-20')
    const again = await send('merge_households', {
      ...merge,
      happenedOn: '2026-11-20',
      reason: '合户',
    })
    expect(again).toMatchObject({ code: 'people.household_closed' })
  })

  it('does not merge a household with itself', async () => {
    const merge = { fromHouseholdId: house('004'), intoHouseholdId: house('004') }
    expect(
      await send('merge_households', { ...merge, happenedOn: '2026-11-20', reason: '合户' }),
    ).toMatchObject({
      code: 'people.same_household',
    })
  })
})

describe('moving to another village', () => {
  const move = {
    ...{ householdId: house('006'), toTenantCode: place.sibling, toCode: '050' },
    ...{ happenedOn: '2026-11-21', reason: '迁往邻村' },
  }

  it('closes here, opens linked rows there, and leaves an entry in both sequences', async () => {
    await act('scorekeeper', 'record_kinship', {
      ...{ tenantCode, personId: person('child_006'), relation: 'parent' },
      relativeId: person('villager_006'),
    })
    const id = newEnvelopeId()
    const input = { tenantCode, ...move }
    const outcome = await act('township_administrator', 'move_household', input, id)
    expect(outcome).toMatchObject({ ok: true })
    const db = app.app.kernel.database.kysely
    const { rows: entries } = await sql<{ tenant_code: string }>`
      select tenant_code from audit.entry where command = 'people.move_household'
      order by tenant_code`.execute(db)
    expect(entries.map((entry) => entry.tenant_code)).toEqual([place.village, place.sibling])
    const { rows: there } = await sql<{
      linked: string
      code: string
      relation: string
      kin: number
    }>`
      select p.linked_person_id as linked, h.code, m.relation,
        (select count(*)::int from people.kinship k where k.tenant_code = p.tenant_code) as kin
      from people.person p
      join people.membership m on m.tenant_code = p.tenant_code and m.person_id = p.id
      join people.household h on h.tenant_code = m.tenant_code and h.id = m.household_id
      where p.tenant_code = ${place.sibling} order by p.birth_date`.execute(db)
    expect(there).toEqual([
      { linked: person('villager_006'), code: '050', relation: 'head', kin: 1 },
      { linked: person('spouse_006'), code: '050', relation: 'spouse', kin: 1 },
      { linked: person('child_006'), code: '050', relation: 'son', kin: 1 },
    ])
    const page = await look(house('006'))
    expect(page.members).toEqual([])
    expect(page.former).toHaveLength(3)
    expect(page.events).toMatchObject([{ kind: 'moved_out' }])
    const again = await act('township_administrator', 'move_household', input, id)
    expect(again).toMatchObject({ ok: true, replayed: true })
  })

  it('takes the sealed numbers along', async () => {
    await done('change_person', {
      personId: person('villager_006'),
      idNumber: '231282197005010023',
      sex: 'female',
    })
    await act('township_administrator', 'move_household', { tenantCode, ...move })
    const { rows } = await sql<{ same: boolean; sealed: string }>`
      select a.id_number_digest = b.id_number_digest as same, b.id_number_sealed as sealed
      from people.identity a join people.identity b on b.tenant_code = ${place.sibling}
      where a.tenant_code = ${tenantCode}`.execute(app.app.kernel.database.kysely)
    expect(rows).toHaveLength(1)
    expect(rows[0]!.same).toBe(true)
    expect(app.app.kernel.secrets.open(rows[0]!.sealed)).toBe('231282197005010023')
  })

  it.each([
    ['here', { toTenantCode: tenantCode }, 'people.same_place'],
    ['a township', { toTenantCode: place.township }, 'people.not_a_village'],
    ['a code that is taken', { toCode: '051' }, 'people.household_code_taken'],
    ['nowhere', { toTenantCode: '231282106299' }, 'kernel.unknown_place'],
    ['a group that is not there', { groupId: ids.group(1) }, 'people.unknown_division'],
  ])('refuses %s', async (_case, change, code) => {
    await sql`insert into people.household values (${place.sibling}, ${ids.household('x')}, '051',
      '2020-01-01', null) on conflict do nothing`.execute(app.app.kernel.database.kysely)
    const outcome = await act('county_administrator', 'move_household', {
      tenantCode,
      ...move,
      ...change,
    })
    expect(outcome).toMatchObject({ ok: false, code })
    expect((await look(house('006'))).members).toHaveLength(3)
  })

  it.each(['scorekeeper', 'villager_006', 'township_official', 'reviewer'])(
    '%s may not',
    async (who) => {
      expect(await act(who, 'move_household', { tenantCode, ...move })).toMatchObject({
        code: 'kernel.not_permitted',
      })
    },
  )
})

describe('where a household lies', () => {
  it('changes from a day on', async () => {
    await done('place_household', { householdId: house('001'), groupId: ids.group(3) })
    const page = await look(house('001'))
    expect(page.divisions.map((d) => d.name).sort()).toEqual(['第2网格', '第3组'])
  })

  it('is refused for tomorrow and for a household that is closed', async () => {
    const placing = { householdId: house('001'), groupId: ids.group(3) }
    expect(await send('place_household', { ...placing, since: '2026-11-23' })).toMatchObject({
      code: 'people.date_in_future',
    })
    const merge = { fromHouseholdId: house('001'), intoHouseholdId: house('002') }
    await done('merge_households', { ...merge, happenedOn: '2026-11-20', reason: '合户' })
    expect(await send('place_household', placing)).toMatchObject({
      code: 'people.household_closed',
    })
  })
})

it.each([
  'open_household',
  'place_household',
  'join_household',
  'leave_household',
  'split_household',
  'merge_households',
])('%s is for those who keep the roster', async (name) => {
  const inputs: Record<string, object> = {
    open_household: { code: '020', head },
    place_household: { householdId: house('001') },
    join_household: {
      personId: person('spouse_001'),
      householdId: house('002'),
      relation: 'other',
    },
    leave_household: { personId: person('spouse_001') },
    split_household: {
      ...{ householdId: house('001'), newCode: '030', personIds: [person('spouse_001')] },
      ...{ headId: person('spouse_001'), happenedOn: '2026-11-20', reason: '分家' },
    },
    merge_households: {
      ...{ fromHouseholdId: house('001'), intoHouseholdId: house('002') },
      ...{ happenedOn: '2026-11-20', reason: '合户' },
    },
  }
  for (const who of ['villager_001', 'grid_worker', 'reviewer', 'township_administrator']) {
    expect(await send(name, inputs[name]!, who)).toMatchObject({ code: 'kernel.not_permitted' })
  }
  expect(await send(name, inputs[name]!, 'guest')).toMatchObject({ code: 'kernel.not_signed_in' })
  for (const who of ['village_administrator', 'secretary', 'director']) {
    expect(await send(name, inputs[name]!, who)).not.toMatchObject({ code: 'kernel.not_permitted' })
  }
})
