import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openQuarter, place, type Quarter } from '#test/quarter.ts'

const tenantCode = place.village
let q: Quarter

interface Mine {
  takesPart: boolean
  code: string | null
  plate: { household: string; cycles: { stars: number }[] } | null
}

const refused = (code: string) => expect.objectContaining({ ok: false, code })
const hang = (who: string) => q.send(who, 'stars.hang_plate', { tenantCode })
const takeDown = (who: string) => q.send(who, 'stars.take_down_plate', { tenantCode })
const mine = (who: string) => q.get<Mine>(who, 'stars.my_plate', {})
const scan = (code: string, at: string = tenantCode) =>
  q.see('guest', 'stars.plate', { tenantCode: at, code })
const levels = async () => {
  const seen = await q.see('guest', 'stars.levels', { tenantCode })
  if (!seen.ok) throw new Error(seen.code)
  return seen.value as {
    cycle: { number: number } | null
    levels: { stars: number; names: { household: string; name: string }[]; unnamed: number }[]
  }
}

async function consent(who: string, verb: 'grant' | 'withdraw', purpose: string) {
  const done = await q.send(who, `people.${verb}_consent`, { tenantCode, purpose })
  if (!done.ok) throw new Error(done.code)
}

beforeAll(async () => {
  q = await openQuarter()
  await q.deed('001', 'ditch')
  await q.deed('001', 'road', { happenedOn: '2026-08-09' })
  await q.deed('001', 'elder')
  await q.deed('002', 'elder')
})
afterAll(() => q.close())

async function closeTheQuarter() {
  q.clock.set('2026-10-09T02:00:00Z')
  const { closeId } = await q.must<{ closeId: string }>('scorekeeper', 'stars.start_close', {
    cycleId: q.cycleId,
  })
  await q.job('stars.draft')
  await q.must('leading_head', 'stars.publish', { closeId })
  q.clock.set('2026-10-20T02:00:00Z')
  await q.job('stars.finalise')
}

describe('a plate at the door', () => {
  let code: string

  it('shows no stars before a result is final, and nobody’s level', async () => {
    expect(await hang('villager_001')).toMatchObject({ ok: true })
    const shown = await mine('spouse_001')
    expect(shown).toMatchObject({ takesPart: true, plate: { household: '001', cycles: [] } })
    code = shown.code!
    expect(await levels()).toEqual({ cycle: null, levels: [] })
  })

  it('is hung once', async () => {
    expect(await hang('spouse_001')).toEqual(refused('stars.plate_hangs'))
  })

  it('opens the stars of every final cycle to whoever scans it, and nothing else', async () => {
    await closeTheQuarter()
    const seen = await scan(code)
    expect(seen).toMatchObject({ ok: true })
    if (!seen.ok) return
    expect(Object.keys(seen.value as object).sort()).toEqual(['cycles', 'household', 'hungAt'])
    const { cycles } = seen.value as { cycles: object[] }
    expect(cycles).toHaveLength(1)
    expect(Object.keys(cycles[0]!).sort()).toEqual(['awardedAt', 'number', 'stars', 'unit', 'year'])
    expect(cycles[0]).toMatchObject({ unit: 'quarter', year: 2026, number: 3 })
  })

  it('leads nowhere in another village, or with another code', async () => {
    expect(await scan(code, place.sibling)).toEqual(refused('stars.no_plate'))
    expect(await scan('0'.repeat(20))).toEqual(refused('stars.no_plate'))
  })

  it('leads nowhere while nobody of the household takes part', async () => {
    for (const who of ['villager_001', 'spouse_001']) await consent(who, 'withdraw', 'points')
    expect(await scan(code)).toEqual(refused('stars.no_plate'))
    expect(await mine('villager_001')).toEqual({ takesPart: false, code: null, plate: null })
    expect((await hang('villager_001')).ok).toBe(false)
    expect(await hang('villager_001')).toEqual(refused('stars.takes_no_part'))
    await consent('villager_001', 'grant', 'points')
    expect(await scan(code)).toMatchObject({ ok: true })
  })

  it('comes down for good: a new one has another code', async () => {
    expect(await takeDown('spouse_001')).toMatchObject({ ok: true })
    expect(await scan(code)).toEqual(refused('stars.no_plate'))
    expect(await takeDown('villager_001')).toEqual(refused('stars.no_plate'))
    await hang('villager_001')
    const anew = (await mine('villager_001')).code
    expect(anew).toMatch(/^[0-9a-f]{20}$/)
    expect(anew).not.toBe(code)
  })
})

describe('the levels of a final result', () => {
  it('count who takes part, and name only whose head agreed', async () => {
    const before = await levels()
    expect(before.cycle).toMatchObject({ number: 3 })
    expect(before.levels.flatMap((level) => level.names)).toEqual([])
    const all = before.levels.reduce((sum, level) => sum + level.unnamed, 0)
    expect(all).toBe(12)
    await consent('villager_002', 'grant', 'publish_name')
    await consent('spouse_003', 'grant', 'publish_name')
    await consent('villager_004', 'grant', 'publish_name')
    const { levels: after } = await levels()
    const named = after.flatMap((level) => level.names)
    expect(named).toEqual([{ household: '002', name: '演示户主002' }])
    // Household 004 has no star: it is counted there, and named nowhere.
    expect(after.find((level) => level.stars === 0)).toMatchObject({ names: [], unnamed: 10 })
  })

  it('stand from many stars to none, and forget the name of who withdrew', async () => {
    for (const who of ['villager_002', 'spouse_002']) await consent(who, 'withdraw', 'points')
    const { levels: after } = await levels()
    const stars = after.map((level) => level.stars)
    expect(stars).toEqual([...stars].sort((a, b) => b - a))
    const all = after.reduce((sum, level) => sum + level.names.length + level.unnamed, 0)
    expect(all).toBe(12)
    expect(after.flatMap((level) => level.names)).toEqual([])
  })
})
