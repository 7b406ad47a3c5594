import { createPublicKey, verify } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newEnvelopeId } from '#kernel/id.ts'
import type { Letter } from '#letters/model.ts'
import { sessionOf } from '#test/app.ts'
import { type Lettered, openLettered } from '#test/lettered.ts'
import { ids, place } from '#test/village.ts'

let q: Lettered
beforeEach(async () => {
  q = await openLettered()
})
afterEach(() => q.close())

const tenantCode = place.village
const writer = 'villager_001'
const partner = 'spouse_001'

interface Drafted {
  state: string
  code: string | null
  signed: { letter: Letter; token: string } | null
  looks: { lenderName: string; shown: string }[]
  revokedBy: string | null
  draft: {
    facts: Letter['facts'] | null
    seen: string | null
    allAgree: boolean
    asked: number
    answered: number
    myWord: boolean | null
  } | null
}

const wish = (change: object = {}) => ({
  ...{ lenderId: q.lenderId, purpose: '借钱修大棚', facts: ['name', 'household'], days: 10 },
  ...change,
})
const ofHousehold = () => ({ facts: ['name', 'stars', 'points', 'deeds'], cycleIds: [q.cycleId] })
const begin = async (change: object = {}, who = writer) =>
  (await q.must<{ letterId: string }>(who, 'begin', wish(change))).letterId
const read = (letterId: string, who = writer) => q.get<Drafted>(who, 'letter', { letterId })
const messages = async (who: string) => {
  const { rows } = await sql<{ kind: string }>`select kind from notices.message
    where person_id = ${ids.person(who)} and kind like 'letter%'`.execute(
    q.app.kernel.database.kysely,
  )
  return rows.map((row) => row.kind).sort()
}
async function issued(change: object = {}, agrees: boolean | null = null): Promise<string> {
  const letterId = await begin(change)
  if (agrees !== null) await q.must(partner, 'answer', { letterId, agrees })
  const { draft } = await read(letterId)
  await q.must(writer, 'issue', { letterId, seen: draft!.seen })
  return letterId
}

describe('what can be said', () => {
  it('is one’s own and final, and nothing is chosen beforehand', async () => {
    expect(await q.get(writer, 'sayable')).toEqual({
      ...{ adult: true, others: 1, mostDays: 30 },
      own: { name: '演示户主001', household: '001', since: '2026-01-01', posts: [] },
      cycles: [
        {
          ...{ cycleId: q.cycleId, unit: 'quarter', year: 2026, number: 3 },
          ...{ stars: 3, points: 3000 },
          deeds: [
            ['公共劳动', 2],
            ['邻里互助', 1],
          ],
        },
      ],
    })
    expect(await q.act(writer, 'begin', wish({ facts: [] }))).toBe('kernel.invalid_input')
  })

  it('names civil posts, and no party post', async () => {
    const holding = (post: string, kind: string, id: string) =>
      sql`insert into organisations.post_holding values (${tenantCode}, ${id},
        ${ids.organisation(kind)}, ${post}, ${ids.person(writer)}, null, '2025-03-01', null, 'test',
        null)`.execute(q.app.kernel.database.kysely)
    await holding('clerk', 'villagers_committee', newEnvelopeId())
    await holding('deputy_secretary', 'party_branch', newEnvelopeId())
    const letterId = await begin({ facts: ['posts'] })
    expect((await read(letterId)).draft!.facts).toEqual({
      posts: [{ body: '测试 villagers_committee', post: 'clerk', since: '2025-03-01' }],
    })
  })
})

describe('beginning', () => {
  it('previews exactly what would stand in it, and nothing leaves', async () => {
    const letterId = await begin()
    expect(await read(letterId)).toMatchObject({
      ...{ state: 'draft', code: null, signed: null },
      draft: { facts: { name: '演示户主001', household: '001' }, asked: 0, allAgree: true },
    })
    expect(await messages(partner)).toEqual([])
  })

  it('is refused where it cannot be', async () => {
    const unknown = newEnvelopeId()
    const cases: [object, string][] = [
      [{ lenderId: unknown }, 'letters.unknown_lender'],
      [{ days: 31 }, 'letters.too_long'],
      [{ facts: ['stars'] }, 'letters.no_cycle_chosen'],
      [{ cycleIds: [q.cycleId] }, 'letters.no_household_fact'],
      [{ facts: ['stars'], cycleIds: [unknown] }, 'letters.cycle_not_final'],
    ]
    for (const [change, code] of cases) {
      expect(await q.act(writer, 'begin', wish(change))).toBe(code)
    }
    expect(await q.act('child_001', 'begin', wish())).toBe('letters.minor')
    await begin()
    expect(await q.act(writer, 'begin', wish())).toBe('letters.draft_open')
  })

  it('is refused to a lender that has ended, and points to who does not take part', async () => {
    await q.send(writer, 'people.withdraw_consent', { tenantCode, purpose: 'points' })
    expect(await q.act(writer, 'begin', wish({ facts: ['since'] }))).toBe('letters.not_taking_part')
    await q.must('village_administrator', 'end_lender', { lenderId: q.lenderId })
    expect(await q.act(writer, 'begin', wish())).toBe('letters.lender_ended')
  })

  it('is nobody’s but a villager’s own', async () => {
    for (const who of ['director', 'township_administrator', 'system']) {
      expect(await q.act(who, 'begin', wish())).toBe('kernel.not_permitted')
    }
    expect(await q.act('guest', 'begin', wish())).toBe('kernel.not_signed_in')
  })

  it('can be done by a recorded helper, who is named with it', async () => {
    const helped = await q.send('grid_worker', 'people.record_assistance', {
      ...{ tenantCode, personId: ids.person(writer), method: 'spoken_with_witness' },
      witnessPersonId: ids.person('spouse_006'),
    })
    const { assistanceId } = (helped as { value: { assistanceId: string } }).value
    const session = { ...sessionOf('grid_worker'), assistanceId }
    const input = { tenantCode, ...wish() }
    const envelope = { id: newEnvelopeId(), name: 'letters.begin', input }
    expect(await q.app.dispatch(session, envelope)).toMatchObject({ ok: true })
    const { rows } = await sql`select person_id, begun_by from letters.letter`.execute(
      q.app.kernel.database.kysely,
    )
    expect(rows).toEqual([{ person_id: ids.person(writer), begun_by: ids.person('grid_worker') }])
  })
})

describe('the others at home', () => {
  it('are asked, and without their yes nothing about the household stands in it', async () => {
    const letterId = await begin(ofHousehold())
    expect(await messages(partner)).toEqual(['letter_asked'])
    expect((await read(letterId)).draft).toMatchObject({
      ...{ facts: { name: '演示户主001' }, allAgree: false, asked: 1, answered: 0 },
    })
    expect((await read(letterId, partner)).draft).toMatchObject({ facts: null, seen: null })
    await q.must(partner, 'answer', { letterId, agrees: false })
    expect((await read(letterId)).draft).toMatchObject({ allAgree: false, answered: 1 })
    await q.must(partner, 'answer', { letterId, agrees: true })
    expect((await read(letterId, partner)).draft).toMatchObject({ myWord: true })
    expect((await read(letterId)).draft!.facts).toEqual({
      name: '演示户主001',
      cycles: [
        {
          ...{ unit: 'quarter', year: 2026, number: 3, stars: 3, points: 3000 },
          deeds: [
            ['公共劳动', 2],
            ['邻里互助', 1],
          ],
        },
      ],
    })
    expect(await messages(writer)).toEqual(['letter_answered', 'letter_answered'])
  })

  it('are those who take part; nobody else answers', async () => {
    const letterId = await begin(ofHousehold())
    for (const who of [writer, 'villager_002', 'child_001']) {
      expect(await q.act(who, 'answer', { letterId, agrees: true })).toBe('letters.unknown_letter')
    }
  })

  it('see nothing of a letter they kept out of', async () => {
    const letterId = await issued(ofHousehold(), false)
    const seen = await q.see(partner, 'letters.letter', { tenantCode, letterId })
    expect(seen).toMatchObject({ code: 'letters.unknown_letter' })
    expect(await q.get(partner, 'mine')).toEqual({ letters: [] })
    expect(await q.act(partner, 'revoke', { letterId })).toBe('letters.unknown_letter')
    expect((await read(letterId)).signed!.letter.facts).toEqual({ name: '演示户主001' })
  })
})

describe('issuing', () => {
  it('signs what was seen, so that anybody can check it', async () => {
    const letterId = await issued(ofHousehold(), true)
    const { signed, code, state } = await read(letterId, partner)
    expect([state, code]).toEqual([
      'valid',
      expect.stringMatching(/^231282106202(-[0-9A-Z]{4}){6}$/),
    ])
    const [head, text, signature] = signed!.token.split('.')
    expect(head).toBe('XYL1')
    const { keys } = await q.get<{ keys: { id: string; publicKey: string }[] }>('guest', 'keys')
    const key = keys.find(({ id }) => id === signed!.letter.key)!
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.publicKey }
    const bytes = Buffer.from(text!, 'base64url')
    const holds = (content: Buffer) =>
      verify(
        null,
        content,
        createPublicKey({ key: jwk, format: 'jwk' }),
        Buffer.from(signature!, 'base64url'),
      )
    expect(holds(bytes)).toBe(true)
    expect(holds(Buffer.from(bytes.toString().replace('3000', '9000')))).toBe(false)
    expect(signed!.letter).toMatchObject({
      ...{ v: 1, to: '演示农商行', purpose: '借钱修大棚', place: { name: '永丰村' } },
      ...{ expiresAt: '2026-12-02T16:00:00.000Z', note: expect.stringContaining('不是信用评价') },
    })
    expect(await messages(writer)).toContain('letter_issued')
    expect(await messages(partner)).toEqual(['letter_asked', 'letter_issued'])
  })

  it('is refused for what was not seen, twice, and where nothing is left', async () => {
    const letterId = await begin(ofHousehold())
    const before = await read(letterId)
    await q.must(partner, 'answer', { letterId, agrees: true })
    const stale = { letterId, seen: before.draft!.seen }
    expect(await q.act(writer, 'issue', stale)).toBe('letters.changed_since_preview')
    expect(await q.act(partner, 'issue', stale)).toBe('letters.unknown_letter')
    const now = { letterId, seen: (await read(letterId)).draft!.seen }
    expect(await q.act(writer, 'issue', now)).toBe('ok')
    expect(await q.act(writer, 'issue', now)).toBe('letters.already_issued')
    expect(await q.act(partner, 'answer', { letterId, agrees: false })).toBe(
      'letters.already_issued',
    )
    expect(await q.act(writer, 'discard', { letterId })).toBe('letters.already_issued')
    const empty = await begin({ facts: ['posts'] })
    const seen = (await read(empty)).draft!.seen
    expect(await q.act(writer, 'issue', { letterId: empty, seen })).toBe('letters.nothing_left')
    expect(await q.act('villager_002', 'discard', { letterId: empty })).toBe(
      'letters.unknown_letter',
    )
    expect(await q.act(writer, 'discard', { letterId: empty })).toBe('ok')
    expect(await q.act(writer, 'discard', { letterId: empty })).toBe('letters.unknown_letter')
  })
})

describe('taking back', () => {
  it.each([writer, partner])('%s may, whose facts stand in it', async (who) => {
    const letterId = await issued(ofHousehold(), true)
    await q.must(who, 'revoke', { letterId })
    const gone = await read(letterId)
    expect(gone).toMatchObject({ state: 'revoked', signed: null, code: null })
    expect(await q.act(who, 'revoke', { letterId })).toBe('letters.not_valid')
    expect(await messages(partner)).toEqual(['letter_asked', 'letter_issued', 'letter_revoked'])
  })

  it('is not needed once it has run out', async () => {
    const letterId = await issued()
    q.clock.set('2026-12-02T15:59:59Z')
    expect(await read(letterId)).toMatchObject({ state: 'valid' })
    q.clock.set('2026-12-02T16:00:00Z')
    expect(await read(letterId)).toMatchObject({ state: 'expired', signed: null, code: null })
    expect(await q.act(writer, 'revoke', { letterId })).toBe('letters.not_valid')
  })
})

describe('somebody it is about leaves the books', () => {
  it('ends a letter, because they could not take it back any more', async () => {
    const letterId = await issued(ofHousehold(), true)
    const code = (await read(letterId)).code!.slice(13)
    const left = { tenantCode, personId: ids.person(partner), reason: 'moved_away' }
    expect(await q.send('director', 'people.close_person', left)).toMatchObject({ ok: true })
    expect(await read(letterId)).toMatchObject({ state: 'revoked', signed: null, revokedBy: null })
    expect(await q.act(writer, 'revoke', { letterId })).toBe('letters.not_valid')
    const lenderName = '演示农商行'
    const { lookId } = await q.must<{ lookId: string }>('guest', 'look_up', { code, lenderName })
    const shown = await q.get('guest', 'shown', { code, lookId })
    expect(shown).toMatchObject({ shown: 'revoked', signed: null })
    expect(await q.get('director', 'counts')).toMatchObject({ issued: 1, valid: 0 })
  })
})

describe('nobody else', () => {
  it('finds a letter: not by number, not in a list, not in the history of a person', async () => {
    const letterId = await issued(ofHousehold(), true)
    for (const who of ['villager_002', 'child_001']) {
      const seen = await q.see(who, 'letters.letter', { tenantCode, letterId })
      expect(seen).toMatchObject({ code: 'letters.unknown_letter' })
      expect(await q.get(who, 'mine')).toEqual({ letters: [] })
    }
    const history = { tenantCode, subject: `person:${ids.person(writer)}` }
    const commands = async (who: string) => {
      const seen = await q.see(who, 'audit.history', history)
      return JSON.stringify((seen as { value: object }).value)
    }
    expect(await commands(writer)).toContain('letters.issue')
    expect(await commands('director')).not.toContain('letters.')
    expect(await q.get('director', 'counts')).toEqual({ issued: 1, valid: 1, revoked: 0, looks: 0 })
  })

  it('in the database either, without being one of those it is about', async () => {
    await issued(ofHousehold(), true)
    const visible = (persons: string) =>
      q.app.kernel.database.kysely.transaction().execute(async (tx) => {
        await sql`select set_config('xiangyue.scope', ${tenantCode}, true),
          set_config('xiangyue.persons', ${persons}, true),
          set_config('role', 'xiangyue_app', true)`.execute(tx)
        const found = await Promise.all(
          ['letter', 'answer'].map((name) =>
            sql`select 1 from ${sql.table(`letters.${name}`)}`.execute(tx),
          ),
        )
        return found.map(({ rows }) => rows.length)
      })
    expect(await visible(ids.person('director'))).toEqual([0, 0])
    expect(await visible(ids.person(partner))).toEqual([1, 1])
  })

  it('once somebody it is about is forgotten', async () => {
    const letterId = await issued(ofHousehold(), true)
    const { code } = await read(letterId)
    const gone = { tenantCode, personId: ids.person(partner) }
    await q.send('director', 'people.close_person', { ...gone, reason: 'moved_away' })
    const forgotten = await q.send('director', 'people.forget_person', {
      ...{ ...gone, ground: '本人书面申请' },
    })
    expect(forgotten).toMatchObject({ ok: true })
    const { rows } = await sql`select sealed, purpose_sealed from letters.letter`.execute(
      q.app.kernel.database.kysely,
    )
    expect(rows).toEqual([{ sealed: null, purpose_sealed: null }])
    expect(
      await q.act('guest', 'look_up', { code: code!.slice(13), lenderName: '演示农商行' }),
    ).toBe('letters.unknown_letter')
    expect(await q.get(writer, 'mine')).toEqual({ letters: [] })
  })
})
