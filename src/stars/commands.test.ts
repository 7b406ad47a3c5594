import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newEnvelopeId } from '#kernel/id.ts'
import { openQuarter, place, type Quarter } from '#test/quarter.ts'

const tenantCode = place.village
let q: Quarter
beforeEach(async () => {
  q = await openQuarter()
})
afterEach(() => q.close())

const start = (more: object = {}, who = 'scorekeeper') =>
  q.send(who, 'stars.start_close', { tenantCode, cycleId: q.cycleId, ...more })
const slice = (closeId: string, households = 5) =>
  q.send('system', 'stars.draft_slice', { tenantCode, closeId, households })
const publish = (closeId: string, who = 'leading_head') =>
  q.send(who, 'stars.publish', { tenantCode, closeId })
const refused = (code: string) => expect.objectContaining({ ok: false, code })

async function started(): Promise<string> {
  q.clock.set('2026-10-09T02:00:00Z')
  const done = await q.must<{ closeId: string }>('scorekeeper', 'stars.start_close', {
    cycleId: q.cycleId,
  })
  return done.closeId
}

describe('the close of a cycle', () => {
  it('begins when the cycle is over, once, and freezes its deeds', async () => {
    await q.deed('001', 'ditch')
    q.clock.set('2026-09-30T02:00:00Z')
    expect(await start()).toEqual(refused('stars.cycle_running'))
    q.clock.set('2026-10-01T02:00:00Z')
    const id = newEnvelopeId()
    const input = { tenantCode, cycleId: q.cycleId }
    const first = await q.send('scorekeeper', 'stars.start_close', input, id)
    expect(first).toMatchObject({ ok: true, value: { households: 12, leftOut: 0 } })
    const again = await q.send('scorekeeper', 'stars.start_close', input, id)
    expect(again).toMatchObject({ ok: true, replayed: true, value: { households: 12 } })
    expect(await start()).toEqual(refused('stars.already_closing'))
    expect(await start({ cycleId: newEnvelopeId() })).toEqual(refused('stars.unknown_cycle'))
    const late = { itemKey: 'road', happenedOn: '2026-09-29', tenantCode }
    expect(await q.send('villager_002', 'points.declare', late)).toEqual(
      refused('points.cycle_closed'),
    )
  })

  it('waits for deeds that are being decided, unless it is said why they are left out', async () => {
    const { deedId } = await q.must<{ deedId: string }>('villager_003', 'points.declare', {
      ...{ itemKey: 'ditch', happenedOn: '2026-08-08' },
    })
    q.clock.set('2026-10-09T02:00:00Z')
    expect(await start()).toEqual({ ...refusal('stars.deeds_waiting'), details: { count: 1 } })
    expect(await start({ leaveOutReason: '' })).toMatchObject({ code: 'kernel.invalid_input' })
    const begun = await start({ leaveOutReason: '核实人请了长假' })
    expect(begun).toMatchObject({ ok: true, value: { leftOut: 1 } })
    const told = await q.get<{ messages: object[] }>('spouse_003', 'notices.mine', {})
    expect(told.messages[0]).toMatchObject({
      kind: 'deed_left_out',
      subject: `deed:${deedId}`,
      facts: { reason: '核实人请了长假' },
    })
  })

  it('waits for the answer to an objection against a refused deed', async () => {
    const { deedId } = await q.must<{ deedId: string }>('villager_003', 'points.declare', {
      ...{ itemKey: 'ditch', happenedOn: '2026-08-08' },
    })
    await q.must('scorekeeper', 'points.verify', { deedIds: [deedId], decision: 'confirm' })
    for (const who of ['reviewer', 'reviewer_2']) {
      const votes = [{ deedId, agrees: false, reason: '没有看到沟渠清理' }]
      await q.must(who, 'points.review', { votes })
    }
    const subject = { subjectKind: 'points.deed', subjectId: deedId }
    await q.must('villager_003', 'appeals.file', { ...subject, grounds: '那天我们三个人都在' })
    q.clock.set('2026-10-09T02:00:00Z')
    expect(await start()).toEqual({ ...refusal('stars.appeals_open'), details: { count: 1 } })
  })

  it('needs somebody who takes part', async () => {
    for (let n = 1; n <= 12; n += 1) await withdraw(String(n).padStart(3, '0'))
    q.clock.set('2026-10-09T02:00:00Z')
    expect(await start()).toEqual(refused('stars.nobody_takes_part'))
  })

  it('is begun by the scorekeeper, the director or the secretary, and by nobody else', async () => {
    q.clock.set('2026-10-09T02:00:00Z')
    for (const who of ['villager_001', 'leading_head', 'reviewer', 'township_official', 'system']) {
      expect(await start({}, who), who).toEqual(refused('kernel.not_permitted'))
    }
    expect(await start({}, 'guest')).toEqual(refused('kernel.not_signed_in'))
    expect(await start({}, 'secretary')).toMatchObject({ ok: true })
  })
})

describe('the draft', () => {
  it('is computed in slices and goes on after a restart', async () => {
    await q.deed('001', 'ditch')
    const closeId = await started()
    expect(await slice(closeId)).toMatchObject({ ok: true, value: { drafted: 5, left: 7 } })
    expect(await publish(closeId)).toEqual(refused('stars.not_drafted'))
    await q.job('stars.draft')
    const progress = await q.get('scorekeeper', 'stars.close_progress', { closeId })
    expect(progress).toMatchObject({ households: 12, drafted: 12, announced: 0, noticeId: null })
    expect(await slice(closeId)).toEqual(refused('stars.already_drafted'))
    expect(await q.get('system', 'stars.due_work', { work: 'draft' })).toEqual([])
    expect(await slice(newEnvelopeId())).toEqual(refused('stars.unknown_close'))
  })

  it('is computed by the program alone', async () => {
    const closeId = await started()
    const input = { tenantCode, closeId, households: 5 }
    for (const who of ['scorekeeper', 'leading_head', 'county_administrator']) {
      expect(await q.send(who, 'stars.draft_slice', input)).toEqual(refused('kernel.not_permitted'))
    }
  })

  it('is seen by nobody', async () => {
    await q.deed('001', 'ditch')
    const closeId = await started()
    await q.job('stars.draft')
    const own = await q.get<{ scores: unknown[] }>('villager_001', 'stars.household', {})
    expect(own.scores).toEqual([])
    const board = await q.get<{ notices: unknown[] }>('guest', 'notices.list', {})
    expect(board.notices).toEqual([])
    const { rows } = await rowsOf<{ id: string; notice_id: string }>(
      'select id, notice_id from stars.score',
    )
    expect(rows).toHaveLength(12)
    for (const { id, notice_id } of rows) {
      const why = await q.see('reviewer', 'stars.why', { tenantCode, scoreId: id })
      expect(why).toEqual(refused('stars.unknown_score'))
      const notice = await q.see('director', 'notices.notice', { tenantCode, noticeId: notice_id })
      expect(notice).toEqual(refused('notices.unknown_notice'))
      const objecting = { tenantCode, noticeId: notice_id, line: 1 }
      const prepared = await q.see('villager_001', 'appeals.prepare', objecting)
      expect(prepared).toEqual(refused('appeals.unknown_subject'))
    }
    const seen = [
      await q.get('leading_head', 'stars.close_progress', { closeId }),
      await q.get('leading_head', 'stars.closes', {}),
    ]
    expect(JSON.stringify(seen)).not.toContain('undredths')
  })

  it('is made again when somebody has withdrawn', async () => {
    const closeId = await started()
    await q.job('stars.draft')
    await withdraw('004')
    expect(await publish(closeId)).toEqual({
      ...refusal('stars.draft_outdated'),
      details: { count: 1 },
    })
    const again = { tenantCode, closeId }
    expect(await q.send('leading_head', 'stars.draft_again', again)).toEqual(
      refused('kernel.not_permitted'),
    )
    const done = await q.send('director', 'stars.draft_again', again)
    expect(done).toMatchObject({ ok: true, value: { households: 11 } })
    await q.job('stars.draft')
    expect(await publish(closeId)).toMatchObject({ ok: true, value: { announced: 11 } })
    expect(await q.send('director', 'stars.draft_again', again)).toEqual(
      refused('stars.already_announced'),
    )
    const unknown = { tenantCode, closeId: newEnvelopeId() }
    expect(await q.send('director', 'stars.draft_again', unknown)).toEqual(
      refused('stars.unknown_close'),
    )
  })

  it('leaves out whoever withdraws while it is made', async () => {
    const closeId = await started()
    await slice(closeId)
    await withdraw('010')
    await q.job('stars.draft')
    expect(await publish(closeId)).toMatchObject({ ok: true, value: { announced: 11 } })
  })
})

describe('publishing', () => {
  it('announces every line by one act, which only the head of the leading group may do', async () => {
    await q.deed('002', 'ditch')
    const closeId = await started()
    await q.job('stars.draft')
    for (const who of ['leading_member', 'scorekeeper', 'director', 'system', 'villager_001']) {
      expect(await publish(closeId, who), who).toEqual(refused('kernel.not_permitted'))
    }
    const id = newEnvelopeId()
    const done = await q.send('leading_head', 'stars.publish', { tenantCode, closeId }, id)
    expect(done).toMatchObject({
      ok: true,
      value: { announced: 12, serial: '永公示〔2026〕第 1 号', endsAt: '2026-10-16T16:00:00.000Z' },
    })
    const replay = await q.send('leading_head', 'stars.publish', { tenantCode, closeId }, id)
    expect(replay).toMatchObject({ ok: true, replayed: true })
    expect(await publish(closeId)).toEqual(refused('stars.already_announced'))
    expect(await publish(newEnvelopeId())).toEqual(refused('stars.unknown_close'))
    const told = await q.get<{ messages: object[] }>('villager_002', 'notices.mine', {})
    expect(told.messages[0]).toMatchObject({
      kind: 'score_announced',
      facts: { stars: 1, hundredths: 1000, until: '2026-10-16' },
    })
  })

  it('shows each household by its number, its points and its stars, and no name', async () => {
    await q.deed('002', 'ditch')
    await q.deed('002', 'elder')
    const closeId = await started()
    await q.job('stars.draft')
    const { noticeId } = await q.must<{ noticeId: string }>('leading_head', 'stars.publish', {
      closeId,
    })
    const seen = await q.get<{ lines: { line: number; content: unknown; name: unknown }[] }>(
      ...(['guest', 'notices.notice', { noticeId }] as const),
    )
    expect(seen.lines.map((line) => line.line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(seen.lines[1]).toMatchObject({
      content: { household: '002', values: { points: 2000, stars: 2 } },
      name: null,
    })
  })
})

function refusal(code: string) {
  return { ok: false, code }
}

async function withdraw(code: string): Promise<void> {
  for (const who of [`villager_${code}`, `spouse_${code}`]) {
    await q.must(who, 'people.withdraw_consent', { purpose: 'points' })
  }
}

function rowsOf<R>(query: string) {
  return q.app.kernel.database.ownerTransaction(async (owner) => ({
    rows: await owner.query<R>(query),
  }))
}
