import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newEnvelopeId } from '#kernel/id.ts'
import { forgottenName } from '#people/model.ts'
import { checkCharacter } from '#people/sheet/id-number.ts'
import { openTestApp, type TestApp } from '#test/app.ts'
import { ids, place } from '#test/village.ts'

let house: TestApp
beforeAll(async () => {
  house = await openTestApp()
})
afterAll(() => house.close())

const tenantCode = place.village
const ground = '子女书面申请，附死亡证明'
const at = '2026-11-22T02:00:00.000Z'
const scrypt = `scrypt$1$1$1$${'a'.repeat(22)}$${'a'.repeat(43)}`

async function act(who: string, name: string, input: object, id = newEnvelopeId()) {
  return house.send(who, name, { tenantCode, ...input }, id)
}

async function must<V>(who: string, name: string, input: object, id?: string): Promise<V> {
  const outcome = await act(who, name, input, id)
  if (!outcome.ok) throw new Error(`${name}: ${outcome.code} ${JSON.stringify(outcome.details)}`)
  return outcome.value as V
}

async function see<V>(who: string, name: string, input: object): Promise<V> {
  const outcome = await house.see(who, name, { tenantCode, ...input })
  if (!outcome.ok) throw new Error(`${name}: ${outcome.code}`)
  return outcome.value as V
}

async function rows<R>(query: RawBuilder<R>): Promise<readonly R[]> {
  return (await query.execute(house.app.kernel.database.kysely)).rows
}

const forget = (who: string, personId: string, id?: string) =>
  act(who, 'people.forget_person', { personId, ground }, id)

let entered = 0

/** One more woman of the same birthday, for household 001. */
function entering() {
  entered += 1
  const first = `23128219400705${100 + 2 * entered}`
  const idNumber = first + checkCharacter(first)
  const numbers = { idNumber, phone: `137000001${entered + 10}` }
  const person = { name: '演示老人', sex: 'female', birthDate: '1940-07-05', ...numbers }
  return { householdId: ids.household('001'), relation: 'mother', person }
}

const enter = (input: object, id?: string) =>
  must<{ personId: string }>('director', 'people.add_person', input, id)

/** Somebody who lived in household 001 and has died, with an account, a card and a message. */
async function deceased(): Promise<string> {
  const { personId } = await enter(entering())
  await must('director', 'people.record_kinship', {
    ...{ personId, relation: 'parent', relativeId: ids.person('villager_002') },
  })
  const accountId = `elder-${personId}`
  await must('system', 'auth.link_account', { personId, accountId, way: 'phone' })
  await must('village_administrator', 'auth.issue_passbook', {
    ...{ personId, locator: 'a'.repeat(64), codeHash: scrypt },
  })
  await must('director', 'people.record_death', { personId, diedOn: '2026-11-20' })
  return personId
}

const kept = (personId: string) => sql<{ content: boolean; digest: string; command: string }>`
  select c.sequence is not null as content, v.input_digest as digest, e.command
  from audit.entry e
  left join audit.content c on c.tenant_code = e.tenant_code and c.sequence = e.sequence
  join kernel.envelope v on v.tenant_code = e.tenant_code and v.sequence = e.sequence
  where e.tenant_code = ${tenantCode} and ${`person:${personId}`} = any (e.subjects)
  order by e.sequence`

describe('forgetting somebody', () => {
  it('takes away who they were', async () => {
    const personId = await deceased()
    expect(await forget('director', personId)).toMatchObject({
      ...{ ok: true, value: { personId, contents: 5 } },
    })
    const [person] = await rows(sql`select name, pinyin, birth_date, forgotten_at
      from people.person where tenant_code = ${tenantCode} and id = ${personId}`)
    expect(person).toEqual({
      ...{ name: forgottenName, pinyin: '', birth_date: '1940-01-01', forgotten_at: at },
    })
    for (const left of [
      sql`select 1 from people.identity where person_id = ${personId}`,
      sql`select 1 from auth.passbook where person_id = ${personId}`,
      sql`select 1 from notices.message where person_id = ${personId}`,
      sql`select 1 from auth.account_person where person_id = ${personId} and until is null`,
      sql`select 1 from people.kinship where person_id = ${personId} and until is null`,
    ]) {
      expect(await rows(left)).toEqual([])
    }
  })

  it('destroys what was said in every act about them, and keeps the acts and its own ground', async () => {
    const personId = await deceased()
    const others = sql`select sequence from audit.content where tenant_code = ${tenantCode}`
    await must('director', 'people.change_phone', {
      ...{ personId: ids.person('villager_003'), phone: '13700000088' },
    })
    const before = (await rows(others)).length
    await must('village_administrator', 'people.forget_person', { personId, ground })
    const told = await rows(kept(personId))
    expect(told.map(({ command, content }) => [command, content])).toEqual([
      ['people.add_person', false],
      ['people.record_kinship', false],
      ['auth.link_account', false],
      ['auth.issue_passbook', false],
      ['people.record_death', false],
      ['people.forget_person', true],
    ])
    expect(told.map(({ digest }) => digest.length)).toEqual([0, 0, 0, 0, 0, 64])
    expect((await rows(others)).length).toBe(before - 5 + 1)
  })

  it('shows the marker wherever a name stood, and what was decided stays', async () => {
    const personId = await deceased()
    await must('director', 'people.forget_person', { personId, ground })
    const household = await see<{ former: unknown[] }>('director', 'people.household', {
      ...{ householdId: ids.household('001') },
    })
    expect(household.former).toContainEqual(
      expect.objectContaining({ personId, name: forgottenName }),
    )
    expect(await see('director', 'people.person', { personId })).toMatchObject({
      person: { name: forgottenName, forgottenAt: at, idNumber: null, phone: null },
      kin: [],
    })
    const history = await see<{ total: number }>('director', 'audit.history', {
      ...{ subject: `person:${personId}` },
    })
    expect(history.total).toBe(6)
  })

  it('begins at a household that nobody lives in any more, found by its number', async () => {
    for (const who of ['child', 'spouse', 'villager']) {
      const input = { personId: ids.person(`${who}_009`), reason: 'moved_away' }
      await must('director', 'people.close_person', input)
    }
    type Found = { rows: { code: string }[] }
    const codes = async (q: string) =>
      (await see<Found>('director', 'people.households', { q })).rows.map(({ code }) => code)
    expect([await codes('9'), await codes('户主009'), (await codes('')).length]).toEqual([
      ...[['009'], [], 11],
    ])
  })

  it('leaves an account alone that is still somebody elsewhere, and shuts any other', async () => {
    for (const elsewhere of [true, false]) {
      const personId = await deceased()
      const account = `elder-${personId}`
      const username = elsewhere ? 'laoren' : 'laoren2'
      await rows(sql`update auth."user" set username = ${username} where id = ${account}`)
      await rows(sql`insert into auth.session (id, token, user_id, expires_at, created_at, updated_at)
        values (${account}, ${account}, ${account}, '2030-01-01', now(), now())`)
      if (elsewhere) {
        await rows(sql`insert into auth.account_person values (${account}, ${place.sibling},
          ${newEnvelopeId()}, '2026-01-01T00:00:00Z', null)`)
      }
      await must('director', 'people.forget_person', { personId, ground })
      const left = sql`select u.username, s.id is not null as open from auth."user" u
        left join auth.session s on s.user_id = u.id where u.id = ${account}`
      const expected = elsewhere ? { username, open: true } : { username: null, open: false }
      expect(await rows(left)).toEqual([expected])
    }
  })

  it('forgets what a court decided about a ward', async () => {
    const personId = ids.person('spouse_001')
    await must('director', 'people.name_guardian', {
      ...{ wardId: personId, guardianId: ids.person('villager_001'), decision: '2025 民特 12 号' },
    })
    await must('director', 'people.close_person', { personId, reason: 'moved_away' })
    await must('director', 'people.forget_person', { personId, ground })
    const left = sql`select decision from people.guardianship where ward_id = ${personId}`
    expect(await rows(left)).toEqual([{ decision: null }])
  })

  it('answers an act of theirs that is sent again with a refusal, because what it was is gone', async () => {
    const id = newEnvelopeId()
    const input = entering()
    const { personId } = await enter(input, id)
    await must('director', 'people.close_person', { personId, reason: 'entered_in_error' })
    await must('director', 'people.forget_person', { personId, ground })
    expect(await act('director', 'people.add_person', input, id)).toMatchObject({
      code: 'kernel.envelope_reused',
    })
  })

  it('sent twice is carried out once', async () => {
    const personId = await deceased()
    const id = newEnvelopeId()
    const first = await forget('director', personId, id)
    expect(await forget('director', personId, id)).toMatchObject({
      ...{ ok: true, replayed: true, value: (first as { value: unknown }).value },
    })
  })
})

describe('forgetting somebody is refused', () => {
  it('for whoever is on the books, or came back to them', async () => {
    const input = entering()
    const { personId } = await enter(input)
    expect(await forget('director', personId)).toMatchObject({ code: 'people.still_on_books' })
    await must('director', 'people.close_person', { personId, reason: 'moved_away' })
    await enter(input)
    expect(await forget('director', personId)).toMatchObject({ code: 'people.still_on_books' })
  })

  it('a second time, and for nobody', async () => {
    const personId = await deceased()
    await must('director', 'people.forget_person', { personId, ground })
    expect(await forget('director', personId)).toMatchObject({ code: 'people.already_forgotten' })
    expect(await forget('director', newEnvelopeId())).toMatchObject({
      code: 'people.unknown_person',
    })
  })

  it('without a ground', async () => {
    const input = { personId: await deceased(), ground: ' ' }
    expect(await act('director', 'people.forget_person', input)).toMatchObject({
      code: 'kernel.invalid_input',
    })
  })

  it.each(['scorekeeper', 'secretary', 'grid_worker', 'villager_001', 'township_administrator'])(
    'to %s',
    async (who) => {
      expect(await forget(who, await deceased())).toMatchObject({ code: 'kernel.not_permitted' })
    },
  )
})

describe('the database', () => {
  const asApplication = (statement: RawBuilder<unknown>, scope: string = tenantCode) =>
    house.app.kernel.database.kysely.transaction().execute(async (tx) => {
      await sql`select set_config('xiangyue.scope', ${scope}, true),
        set_config('role', 'xiangyue_app', true)`.execute(tx)
      return statement.execute(tx)
    })

  const functions = (code: string, personId: string) => [
    sql`select audit.forget_contents(${code}, ${personId})`,
    sql`select notices.forget_messages(${code}, ${personId})`,
    sql`select auth.forget_person(${code}, ${personId}, ${at}::timestamptz)`,
  ]

  it('destroys nothing of anybody who is not marked as forgotten', async () => {
    for (const statement of functions(tenantCode, await deceased())) {
      await expect(asApplication(statement)).rejects.toMatchObject({ code: '42501' })
    }
  })

  it('destroys nothing of another place', async () => {
    const personId = await deceased()
    await must('director', 'people.forget_person', { personId, ground })
    for (const statement of functions(tenantCode, personId)) {
      await expect(asApplication(statement, place.sibling)).rejects.toMatchObject({ code: '42501' })
    }
  })

  it('keeps the ground of forgetting, however often it is asked', async () => {
    const personId = await deceased()
    await must('director', 'people.forget_person', { personId, ground })
    await asApplication(functions(tenantCode, personId)[0]!)
    expect((await rows(kept(personId))).at(-1)).toMatchObject({ content: true })
  })

  it('marks nobody who is on the books, and nobody whose name still stands', async () => {
    const mark = (personId: string) =>
      asApplication(sql`update people.person set forgotten_at = ${at} where id = ${personId}`)
    const refused = { constraint: 'person_forgotten' }
    await expect(mark(ids.person('villager_001'))).rejects.toMatchObject(refused)
    await expect(mark(await deceased())).rejects.toMatchObject(refused)
  })

  it('lets nobody be remembered again', async () => {
    const personId = await deceased()
    await must('director', 'people.forget_person', { personId, ground })
    const back = await asApplication(
      sql`update people.person set forgotten_at = null, name = '演示老人' where id = ${personId}`,
    )
    expect(back.numAffectedRows).toBe(0n)
  })
})
