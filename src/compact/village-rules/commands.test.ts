import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canonicalJson } from '#kernel/canonical.ts'
import { sha256 } from '#kernel/digest.ts'
import { adoption, type Drafting, openDrafting } from '#test/drafting.ts'
import { ids, place } from '#test/village.ts'

const tenantCode = place.village
const nobody = ids.person('nobody')
const lawful = '爱护村道，门前不堆杂物。\n红白事从简，互相帮忙。'
const warned = `${lawful}\n彩礼倡议不超过五万元。`
const title = { zh: '永丰村村规民约' }
const { effectiveFrom: _, ...meeting } = adoption

let house: Drafting
beforeEach(async () => {
  house = await openDrafting()
})
afterEach(() => house.close())

const act: Drafting['act'] = (...sent) => house.act(...sent)
const see = async (who: string, query: string) => {
  const seen = await house.see(who, `compact.${query}`, { tenantCode })
  // biome-ignore lint/suspicious/noExplicitAny: each query answers a shape of its own.
  return (seen.ok ? seen.value : seen.code) as any
}
/** Begins village rules, or writes the next text of those already begun. */
async function begun(textZh = lawful): Promise<string> {
  const rulesId = (await see('secretary', 'rules_desk')).rules?.id
  const done = await act('scorekeeper', 'write_village_rules', { rulesId, title, textZh })
  if (typeof done === 'string') throw new Error(done)
  return done.rulesId!
}
const fine = { basis: '《村民委员会组织法》第二十七条' }
async function consulted(textZh = lawful): Promise<string> {
  const rulesId = await begun(textZh)
  await act('director', 'consult_on_rules', { rulesId, endsOn: '2026-11-29' })
  house.clock.set('2026-11-30T02:00:00Z')
  return rulesId
}
async function passed(): Promise<string> {
  const rulesId = await consulted()
  await act('director', 'ask_rules_review', { rulesId })
  await act('township_official', 'review_rules', { rulesId, verdict: 'passed', ...fine })
  return rulesId
}
const resolution = { ...meeting, heldOn: '2026-11-30', effectiveFrom: '2026-12-05' }
async function adopted(): Promise<string> {
  const rulesId = await passed()
  await act('director', 'adopt_village_rules', { rulesId, ...resolution })
  return rulesId
}

describe('the whole way of village rules', () => {
  it('ends in a text anybody can read, with all that led to it', async () => {
    const rulesId = await adopted()
    expect((await see('guest', 'village_rules')).rules[0]).toMatchObject({ effectiveFrom: null })
    house.clock.set('2026-12-02T02:00:00Z')
    const filing = { filingNumber: '昌五镇备〔2026〕3 号', filedOn: '2026-12-01' }
    await act('township_official', 'file_rules', { rulesId, ...filing })
    const content = {
      title: { ...title, en: '' },
      clauses: lawful.split('\n').map((zh, at) => ({ number: at + 1, text: { zh, en: '' } })),
    }
    const shown = await see('guest', 'village_rules')
    expect(shown).toMatchObject({ inForceId: null })
    expect(shown.rules[0]).toMatchObject({ content, effectiveFrom: '2026-12-05' })
    expect(shown.rules[0].contentHash).toBe(sha256(canonicalJson(content)))
    const way = shown.rules[0].steps.map((step: { kind: string }) => step.kind)
    expect(way).toEqual(['consultation', 'review_asked', 'passed', 'adopted', 'filed'])
    house.clock.set('2026-12-05T02:00:00Z')
    expect((await see('guest', 'village_rules')).inForceId).toBe(rulesId)
  })

  it('tells every grown-up that they may comment, until when', async () => {
    const rulesId = await begun()
    await act('director', 'consult_on_rules', { rulesId, endsOn: '2026-11-29' })
    const { rows } = await sql<{ facts: object; young: boolean }>`
      select m.facts, p.birth_date > date '2026-11-29' - interval '18 years' as young
      from notices.message m
      join people.person p on p.tenant_code = m.tenant_code and p.id = m.person_id
      where m.kind = 'rules_consultation'`.execute(house.app.kernel.database.kysely)
    expect(rows.length).toBeGreaterThan(5)
    const words = { 'zh-CN': title.zh, en: title.zh }
    for (const { facts, young } of rows) {
      expect(facts).toEqual({ title: words, until: '2026-11-29', href: '/village-rules' })
      expect(young).toBe(false)
    }
  })

  it('waits for those whose turn it is, and counts what they have to answer', async () => {
    const waiting = async (who: string) => (await see(who, 'rules_waiting')).total
    expect(await waiting('director')).toBe(0)
    const rulesId = await begun()
    expect([await waiting('scorekeeper'), await waiting('township_official')]).toEqual([1, 0])
    await act('director', 'consult_on_rules', { rulesId, endsOn: '2026-11-29' })
    await act('villager_001', 'comment_on_rules', { rulesId, clause: 1, body: '柴堆算不算杂物？' })
    expect(await waiting('director')).toBe(1)
    house.clock.set('2026-11-30T02:00:00Z')
    expect(await waiting('director')).toBe(2)
    expect(await waiting('supervision_chair')).toBe(0)
  })

  it('hides a draft from the public', async () => {
    await begun()
    expect(await see('guest', 'village_rules')).toEqual({ rules: [], inForceId: null })
  })
})

describe('writing', () => {
  it('numbers clauses by their place and leaves typed numbers out', async () => {
    await begun('第一条 爱护村道。\n\n2、互相帮忙。')
    const { rules } = await see('director', 'rules_desk')
    expect(rules.content.clauses.map((c: { text: { zh: string } }) => c.text.zh)).toEqual([
      '爱护村道。',
      '互相帮忙。',
    ])
  })

  it.each<[string, object]>([
    ['compact.english_does_not_match', { textEn: 'Keep the road clear.' }],
    ['compact.clause_too_long', { textZh: '爱'.repeat(601) }],
    ['compact.draft_changed', { basedOn: 'a'.repeat(64) }],
    ['compact.unknown_rules', { rulesId: nobody }],
    ['compact.rules_begun', { rulesId: undefined }],
  ])('is refused as %s', async (code, facts) => {
    const rulesId = await begun()
    const input = { rulesId, title, textZh: lawful, ...facts }
    expect(await act('scorekeeper', 'write_village_rules', input)).toBe(code)
  })

  it('rests while villagers are asked', async () => {
    const rulesId = await begun()
    await act('director', 'consult_on_rules', { rulesId, endsOn: '2026-12-01' })
    const again = { rulesId, title, textZh: lawful }
    expect(await act('director', 'write_village_rules', again)).toBe('compact.rules_other_stage')
    house.clock.set('2026-12-02T02:00:00Z')
    expect(await act('director', 'write_village_rules', again)).toMatchObject({ rulesId })
  })
})

describe('consulting', () => {
  it('needs enough days and no unlawful clause', async () => {
    const rulesId = await begun()
    const short = { rulesId, endsOn: '2026-11-28' }
    expect(await act('director', 'consult_on_rules', short)).toBe('compact.consultation_too_short')
    await begun(`${lawful}\n乱倒垃圾的罚款一百元。`)
    const input = { rulesId, endsOn: '2026-11-29' }
    expect(await act('director', 'consult_on_rules', input)).toBe('compact.unlawful_clauses')
  })

  it('lets grown-up villagers speak, shows it without names, and answers each', async () => {
    const rulesId = await begun()
    await act('director', 'consult_on_rules', { rulesId, endsOn: '2026-11-29' })
    const said = { rulesId, clause: 1, body: '农忙时怎么办？', proposed: '农忙以外不堆杂物。' }
    const done = await act('villager_001', 'comment_on_rules', said)
    expect(await act('child_001', 'comment_on_rules', said)).toBe('compact.adults_only')
    expect(await act('villager_001', 'comment_on_rules', { ...said, clause: 9 })).toBe(
      'compact.unknown_rules_clause',
    )
    const { commentId } = done as Record<string, string>
    const seen = (await see('villager_002', 'rules_consultation')).comments.at(-1)
    expect(seen).toMatchObject({ id: commentId, clause: 1, own: false, answer: null })
    expect(seen.difference).toContainEqual({ text: '农忙以外', change: 'added' })
    expect(JSON.stringify(seen)).not.toContain(ids.person('villager_001'))
    house.clock.set('2026-11-30T02:00:00Z')
    expect(await act('villager_001', 'comment_on_rules', said)).toBe('compact.rules_other_stage')
    expect(await act('director', 'ask_rules_review', { rulesId })).toBe(
      'compact.comments_unanswered',
    )
    const answer = { rulesId, commentId, takenUp: 'yes', reason: '写进去了。' }
    expect(await act('director', 'answer_comment', { ...answer, commentId: nobody })).toBe(
      'compact.unknown_comment',
    )
    expect(await act('director', 'answer_comment', answer)).toEqual({ commentId })
    expect(await act('director', 'answer_comment', answer)).toBe('compact.already_answered')
    const own = (await see('villager_001', 'rules_consultation')).comments.at(-1)
    expect(own).toMatchObject({ own: true, answer: { takenUp: true, reason: '写进去了。' } })
    expect(await act('director', 'ask_rules_review', { rulesId })).toMatchObject({ rulesId })
    await act('township_official', 'review_rules', { rulesId, verdict: 'returned', ...fine })
  })
})

describe('the review by the township', () => {
  it('needs a reason for every warning, and keeps it', async () => {
    const rulesId = await consulted(warned)
    expect(await act('director', 'ask_rules_review', { rulesId })).toBe(
      'compact.warning_unexplained',
    )
    const reasons = [{ clause: 3, code: 'bride_price_limit', reason: '只是倡议，不查不罚。' }]
    expect(await act('director', 'ask_rules_review', { rulesId, reasons })).toMatchObject({
      rulesId,
    })
    const { rules } = await see('township_official', 'rules_desk')
    expect(rules.steps.at(-1).details.reasons).toEqual(reasons)
    const list = await house.see('township_official', 'compact.rules_reviews', {
      tenantCode: place.township,
    })
    expect(list).toMatchObject({ ok: true, value: [{ tenantCode, waitsFor: 'review' }] })
    const far = { rulesId, verdict: 'returned', ...fine, clause: 4 }
    expect(await act('township_official', 'review_rules', far)).toBe('compact.unknown_rules_clause')
    const returned = { ...far, clause: 3 }
    expect(await act('township_official', 'review_rules', returned)).toMatchObject({ rulesId })
    expect((await see('director', 'rules_desk')).rules.stage).toBe('returned')
  })

  it('is lost when the text is changed afterwards', async () => {
    const rulesId = await passed()
    await act('director', 'write_village_rules', { rulesId, title, textZh: '爱护村道。' })
    expect((await see('director', 'rules_desk')).rules.stage).toBe('revised')
    expect(await act('director', 'adopt_village_rules', { rulesId, ...resolution })).toBe(
      'compact.rules_other_stage',
    )
  })
})

describe('adopting and filing', () => {
  it.each<[string, object]>([
    ['compact.meeting_before_review', { heldOn: '2026-11-29' }],
    ['compact.resolution_in_future', { heldOn: '2026-12-01' }],
    ['compact.retroactive', { effectiveFrom: '2026-11-29' }],
    ['compact.not_quorate', { present: 12, agreed: 12 }],
    ['compact.not_carried', { agreed: 5 }],
  ])('is refused as %s', async (code, facts) => {
    const rulesId = await passed()
    const input = { rulesId, ...resolution, ...facts }
    expect(await act('director', 'adopt_village_rules', input)).toBe(code)
  })

  it('takes effect with the filing at the earliest', async () => {
    const rulesId = await adopted()
    house.clock.set('2026-12-09T02:00:00Z')
    const filing = { rulesId, filingNumber: '备 4', filedOn: '2026-12-08' }
    const early = { ...filing, filedOn: '2026-11-29' }
    expect(await act('township_official', 'file_rules', early)).toBe('compact.filing_day')
    await act('township_official', 'file_rules', filing)
    const shown = await see('guest', 'village_rules')
    expect(shown).toMatchObject({ inForceId: rulesId })
    expect(shown.rules[0]).toMatchObject({ effectiveFrom: '2026-12-09' })
    expect(shown.rules[0].changes).toBe(null)
  })
})
