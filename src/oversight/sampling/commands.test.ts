import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ids, openRuleBook, place, type RuleBookApp } from '#test/rule-book.ts'
import { finishSampling, openSampling } from '#test/sampled.ts'
import type { PublicSampling } from './model.ts'
import type { CheckedDeed } from './queries.ts'

const sha = (text: string) => createHash('sha256').update(text).digest('hex')

let app: RuleBookApp
let opened: Awaited<ReturnType<typeof openSampling>>
beforeAll(async () => {
  app = await openRuleBook()
  opened = await openSampling(app)
  const { deeds } = await app.get<{ deeds: CheckedDeed[] }>(
    ...(['supervision_chair', 'oversight.sampling', of()] as const),
  )
  const [first] = deeds
  await app.must('scorekeeper', 'people.record_kinship', {
    ...{ personId: ids.person('supervision_member_2'), relation: 'sibling' },
    relativeId: ids.person(`villager_${first!.deed!.householdCode}`),
  })
})
afterAll(() => app.close())

const of = () => ({ samplingId: opened.samplingId })
const act = (who: string, name: string, input: object) => app.act(who, `oversight.${name}`, input)
const find = (who: string, finding = 'holds', deedId = opened.drawn[0]) =>
  act(who, 'record_finding', { ...of(), deedId, finding, reason: '到现场看过，属实。' })
type Told = { kind: string; facts: object }[]
const toldTo = async (who: string) => {
  const told = await app.get<{ messages: Told; waiting: Told }>(who, 'notices.mine', {})
  return [...told.messages, ...told.waiting].filter(({ kind }) => kind.startsWith('sample_'))
}
const published = async () => {
  const seen = await app.see('guest', 'oversight.public_samplings', { tenantCode: place.village })
  return (seen.ok ? seen.value : []) as PublicSampling[]
}

describe('the draw', () => {
  test('is among the approved deeds of the period, with what was in the drum kept', async () => {
    expect(opened.drawn).toHaveLength(2)
    expect(await published()).toMatchObject([
      {
        ...{ commitment: opened.commitment, listHash: opened.listHash, listCount: 3, wanted: 2 },
        ...{ seed: null, publishedAt: null, holds: 0, entry: expect.any(Number) },
      },
    ])
  })

  test('is made once, and a second one waits for the first to end', async () => {
    expect(await act('supervision_chair', 'draw_sample', of())).toBe('oversight.already_drawn')
    expect(await act('supervision_member', 'commit_seed', { wanted: 1 })).toBe(
      'oversight.sampling_open',
    )
    const unknown = { samplingId: app.cycleId }
    expect(await act('supervision_chair', 'draw_sample', unknown)).toBe(
      'oversight.unknown_sampling',
    )
    expect(await act('supervision_chair', 'publish_seed', unknown)).toBe(
      'oversight.unknown_sampling',
    )
  })

  test('is seen by those who supervise only, the seed by nobody, and nobody is told', async () => {
    for (const who of [
      'villager_001',
      'scorekeeper',
      'director',
      'leading_head',
      'county_official',
    ]) {
      const asked = { tenantCode: place.village, ...of() }
      expect(await app.see(who, 'oversight.sampling', asked)).toMatchObject({
        code: 'kernel.not_permitted',
      })
    }
    const [shown] = await app.get<object[]>('township_official', 'oversight.samplings', {})
    expect(shown).toMatchObject({ seed: null })
    expect(Object.keys(shown!)).not.toContain('seedSealed')
    const heads = ['villager_001', 'villager_002', 'villager_003', 'scorekeeper']
    for (const who of heads) expect(await toldTo(who)).toEqual([])
  })
})

describe('the finding', () => {
  test('is given once, by somebody with no hand in the deed and no kin of the household', async () => {
    expect(await find('supervision_member_2')).toBe('oversight.recused')
    expect(await find('supervision_chair', 'holds', app.cycleId)).toBe('oversight.unknown_check')
    expect(await act('supervision_chair', 'publish_seed', of())).toBe('oversight.checks_open')
    expect(await find('supervision_chair', 'wrong')).toMatchObject({ finding: 'wrong' })
    expect(await find('supervision_member')).toBe('oversight.already_checked')
    expect(await find('scorekeeper')).toBe('kernel.not_permitted')
  })

  test('only now the household and whoever confirmed it learn of it, and the leading group of a wrong one', async () => {
    const { deeds } = await app.get<{ deeds: CheckedDeed[] }>(
      ...(['supervision_chair', 'oversight.sampling', of()] as const),
    )
    const [checked, other] = deeds.map((one) => one.deed!.householdCode)
    expect(await toldTo(`villager_${checked}`)).toMatchObject([{ kind: 'sample_wrong' }])
    expect(await toldTo(`spouse_${checked}`)).toMatchObject([{ kind: 'sample_wrong' }])
    expect(await toldTo(`villager_${other}`)).toEqual([])
    expect(await toldTo('scorekeeper')).toMatchObject([{ kind: 'sample_wrong' }])
    expect(await toldTo('leading_head')).toMatchObject([{ kind: 'sample_to_consider' }])
  })

  test('deducts nothing: a deed found wrong is approved as before', async () => {
    const deedId = opened.drawn[0]!
    expect(await app.get('supervision_chair', 'points.deed', { deedId })).toMatchObject({
      state: 'approved',
    })
  })
})

test('the published seed fits what was committed to, and repeats the draw', async () => {
  const seed = await finishSampling(app, opened.samplingId)
  expect(sha(seed)).toBe(opened.commitment)
  const [row] = await published()
  expect(row).toMatchObject({ seed, holds: 1, unconfirmed: 0, wrong: 1 })
  const lots = opened.drawn.map((id) => sha(`${seed}/${id}`))
  expect(lots).toEqual(lots.toSorted())
  expect(await act('supervision_chair', 'publish_seed', of())).toBe('oversight.already_published')
})

test('without a running period or an approved deed there is no draw, before it no seed', async () => {
  const bare = await openRuleBook()
  try {
    const begun = await bare.must<{ samplingId: string }>(
      ...(['supervision_chair', 'oversight.commit_seed', { wanted: 2 }] as const),
    )
    const { samplingId } = begun
    const say = (name: string) => bare.act('supervision_chair', `oversight.${name}`, { samplingId })
    expect(await say('publish_seed')).toBe('oversight.not_drawn')
    expect(await say('draw_sample')).toBe('oversight.nothing_to_draw')
    const deedId = await bare.declare('005')
    await bare.must('supervision_member', 'points.verify', {
      ...{ deedIds: [deedId], decision: 'confirm', evidence: 'seen_on_site' },
    })
    const votes = [{ deedId, agrees: true }]
    await bare.must('reviewer', 'points.review', { votes })
    await bare.must('reviewer_2', 'points.review', { votes })
    await bare.must('leading_head', 'points.approve', { deedIds: [deedId], decision: 'approve' })
    await bare.must('supervision_chair', 'oversight.draw_sample', { samplingId })
    const found = { samplingId, deedId, finding: 'holds', reason: '看过记录，属实。' }
    expect(await bare.act('supervision_member', 'oversight.record_finding', found)).toBe(
      'oversight.same_hand',
    )
    await finishSampling(bare, samplingId)
    const db = bare.app.kernel.database.kysely
    await sql`update points.cycle set closing_at = '2026-11-22T02:00:00Z'`.execute(db)
    expect(await bare.act('supervision_chair', 'oversight.commit_seed', { wanted: 1 })).toBe(
      'oversight.no_running_cycle',
    )
  } finally {
    await bare.close()
  }
})
