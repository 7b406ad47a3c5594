import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newEnvelopeId } from '#kernel/id.ts'
import { readLetterCode } from '#letters/model.ts'
import { type Lettered, openLettered } from '#test/lettered.ts'
import { ids, place } from '#test/village.ts'

let q: Lettered
let letterId: string
let code: string
beforeEach(async () => {
  q = await openLettered()
  const wish = { lenderId: q.lenderId, purpose: '借钱修大棚', facts: ['name'], days: 10 }
  letterId = (await q.must<{ letterId: string }>('villager_001', 'begin', wish)).letterId
  type Read = { draft: { seen: string } | null; code: string }
  const { draft } = await q.get<Read>('villager_001', 'letter', { letterId })
  await q.must('villager_001', 'issue', { letterId, seen: draft!.seen })
  const whole = (await q.get<Read>('villager_001', 'letter', { letterId })).code
  code = readLetterCode(whole)!.code
})
afterEach(() => q.close())

const lenderName = '演示农商行信贷员'
const lookUp = () => q.must<{ lookId: string }>('guest', 'look_up', { code, lenderName })
const shown = (lookId: string) => q.get('guest', 'shown', { code, lookId })

describe('looking a letter up', () => {
  it('shows what it says, and tells its writer who looked and when', async () => {
    const { lookId } = await lookUp()
    expect(await shown(lookId)).toMatchObject({
      shown: 'valid',
      signed: { letter: { facts: { name: '演示户主001' }, to: '演示农商行' } },
    })
    expect(await q.get('villager_001', 'letter', { letterId })).toMatchObject({
      looks: [{ lenderName, lookedAt: '2026-11-22T02:00:00.000Z', shown: 'valid' }],
    })
    const { rows } = await sql`select kind, facts ->> 'lender' as lender from notices.message
      where person_id = ${ids.person('villager_001')} and kind = 'letter_looked'`.execute(
      q.app.kernel.database.kysely,
    )
    expect(rows).toEqual([{ kind: 'letter_looked', lender: lenderName }])
  })

  it('says only that it was taken back, or has run out', async () => {
    await q.must('villager_001', 'revoke', { letterId })
    const revoked = await lookUp()
    expect(await shown(revoked.lookId)).toMatchObject({ shown: 'revoked', signed: null })
    expect(await q.get('villager_001', 'letter', { letterId })).toMatchObject({
      looks: [{ shown: 'revoked' }],
    })
  })

  it('says that it has run out', async () => {
    q.clock.set('2026-12-03T02:00:00Z')
    const { lookId } = await lookUp()
    expect(await shown(lookId)).toMatchObject({ shown: 'expired', signed: null })
  })

  it('shows nothing without saying who one is, nor long after', async () => {
    const { lookId } = await lookUp()
    const ask = (input: object) =>
      q.see('guest', 'letters.shown', { tenantCode: place.village, code, ...input })
    expect(await ask({ lookId: newEnvelopeId() })).toMatchObject({
      code: 'letters.unknown_letter',
    })
    q.clock.set('2026-11-22T02:11:00Z')
    expect(await ask({ lookId })).toMatchObject({ code: 'letters.unknown_letter' })
  })

  it('shows a page already open nothing more once it is taken back', async () => {
    const { lookId } = await lookUp()
    await q.must('villager_001', 'revoke', { letterId })
    expect(await shown(lookId)).toMatchObject({ shown: 'revoked', signed: null })
  })

  it('knows no other code, and leaves no trace of one', async () => {
    const other = code.replace(/^./, code.startsWith('0') ? '1' : '0')
    expect(await q.act('guest', 'look_up', { code: other, lenderName })).toBe(
      'letters.unknown_letter',
    )
    const sibling = { tenantCode: place.sibling, code, lenderName }
    expect(await q.send('guest', 'letters.look_up', sibling)).toMatchObject({
      code: 'letters.unknown_letter',
    })
    expect(await q.act('guest', 'look_up', { code: '1', lenderName })).toBe('kernel.invalid_input')
    const { rows } = await sql`select 1 from letters.look`.execute(q.app.kernel.database.kysely)
    expect(rows).toEqual([])
  })

  it('ends after so many times a day, and begins again the next', async () => {
    const decided = await q.send('director', 'settings.decide', {
      ...{ tenantCode: place.village, key: 'letters.looks_per_day', value: 2 },
      ...{ validFrom: '2026-11-22', source: '村民会议决议', verified: false },
    })
    expect(decided).toMatchObject({ ok: true })
    await lookUp()
    await lookUp()
    const again = () => q.act('guest', 'look_up', { code, lenderName })
    expect(await again()).toBe('letters.looked_too_often')
    q.clock.set('2026-11-22T16:00:01Z')
    expect(await again()).toBe('ok')
  })

  it('is counted for the office, and nothing more', async () => {
    await lookUp()
    expect(await q.get('supervision_chair', 'counts')).toEqual({
      ...{ issued: 1, valid: 1, revoked: 0, looks: 1 },
    })
    const seen = await q.see('scorekeeper', 'letters.counts', { tenantCode: place.village })
    expect(seen).toMatchObject({ code: 'kernel.not_permitted' })
  })
})
