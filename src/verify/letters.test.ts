import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '#kernel/canonical.ts'
import { altered, verdictOn } from '#test/altered.ts'
import { testSecrets } from '#test/app.ts'
import { type Lettered, openLettered } from '#test/lettered.ts'
import { ids, place } from '#test/village.ts'

let q: Lettered
let letterId: string
let token: string

interface Read {
  draft: { seen: string }
  code: string
  signed: { token: string }
}

async function issued(facts: readonly string[], who: string): Promise<string> {
  const household = facts.includes('stars')
  const cycleIds = household ? [q.cycleId] : []
  const wish = { lenderId: q.lenderId, purpose: '借钱修大棚', facts, cycleIds, days: 10 }
  const { letterId: id } = await q.must<{ letterId: string }>(who, 'begin', wish)
  if (household) {
    for (const agrees of [false, true])
      await q.must('spouse_001', 'answer', { letterId: id, agrees })
  }
  const { draft } = await q.get<Read>(who, 'letter', { letterId: id })
  await q.must(who, 'issue', { letterId: id, seen: draft.seen })
  return id
}

beforeAll(async () => {
  q = await openLettered()
  const all = ['name', 'household', 'since', 'posts', 'stars', 'points', 'deeds']
  letterId = await issued(all, 'villager_001')
  const { code, signed } = await q.get<Read>('villager_001', 'letter', { letterId })
  token = signed.token
  await q.must('guest', 'look_up', { code: code.slice(13), lenderName: '演示农商行' })
  const other = await issued(['name'], 'villager_002')
  await q.must('villager_002', 'revoke', { letterId: other })
})
afterAll(() => q.close())

const database = () => q.app.kernel.database
const where = () => `where id = '${letterId}'`

/** The letter with other facts, signed and sealed anew as only the installation itself could. */
function forged(change: object): string {
  const text = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as {
    facts: object
  }
  const said = canonicalJson({ ...text, facts: { ...text.facts, ...change } })
  const signature = testSecrets.signingKey('letters/2026').sign(said)
  const whole = `XYL1.${Buffer.from(said).toString('base64url')}.${signature}`
  return `update letters.letter set sealed = '${testSecrets.seal(whole)}' ${where()}`
}

const found = async (statement: string) =>
  (await altered(database(), statement)).differences.map(({ area, where: at }) => [area, at])

describe('verify, of letters', () => {
  it('finds nothing in what nobody altered', async () => {
    expect((await verdictOn(database())).differences).toEqual([])
  })

  it.each([
    [{ name: '别人' }],
    [{ household: '002' }],
    [{ since: '2020-01-01' }],
    [{ posts: [{ body: '村民委员会', post: 'director', since: '2024-01-01' }] }],
    [{ cycles: [{ unit: 'quarter', year: 2026, number: 3, stars: 5, points: 3000 }] }],
    [{ income: 1 }],
  ])('finds a fact that was not true: %j', async (change) => {
    expect(await found(forged(change))).toEqual([['letters', `letters.letter ${letterId} facts`]])
  })

  it('finds a text that was not signed', async () => {
    const [head, text, signature] = token.split('.')
    const bytes = Buffer.from(text!, 'base64url').toString().replace('借钱修大棚', '借钱修小棚')
    const other = [head, Buffer.from(bytes).toString('base64url'), signature].join('.')
    const sealed = testSecrets.seal(other)
    const purpose = testSecrets.seal('借钱修小棚')
    const statement = `update letters.letter set sealed = '${sealed}',
      purpose_sealed = '${purpose}' ${where()}`
    expect(await found(statement)).toEqual([['letters', `letters.letter ${letterId} signature`]])
  })

  it.each([
    ['who it went to', () => `update letters.letter set lender_name = '别家' ${where()}`],
    [
      'how long it is good',
      () => `update letters.letter set expires_at = expires_at + interval '1 day' ${where()}`,
    ],
    [
      'that it was taken back',
      () =>
        'update letters.letter set revoked_at = null, revoked_by = null where revoked_at is not null',
    ],
    ['a yes nobody said', () => 'update letters.answer set agrees = true where not agrees'],
    ['a yes taken away', () => 'delete from letters.answer where agrees'],
    ['who looked', () => "update letters.look set lender_name = '别家'"],
    ['a look taken away', () => 'delete from letters.look'],
    [
      'whom it is about',
      () => `update letters.letter set shown_ids = array['${ids.person('villager_001')}',
        '${ids.person('villager_003')}']::uuid[] ${where()}`,
    ],
  ])('finds %s altered', async (_what, statement) => {
    const areas = (await found(statement())).map(([area]) => area)
    expect(new Set(areas)).toEqual(new Set(['letters']))
  })

  it('leaves out what was forgotten with somebody, and still adds up', async () => {
    const gone = { tenantCode: place.village, personId: ids.person('spouse_001') }
    await q.send('director', 'people.close_person', { ...gone, reason: 'moved_away' })
    const ground = '本人书面申请'
    const forgotten = await q.send('director', 'people.forget_person', { ...gone, ground })
    expect(forgotten).toMatchObject({ ok: true })
    const verdict = await verdictOn(database())
    expect(verdict.differences).toEqual([])
    expect(verdict.skipped).toBeGreaterThan(0)
  })
})
