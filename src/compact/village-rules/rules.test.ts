import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clauseChanges, differenceOf } from './difference.ts'
import type { RulesClause, RulesStep, StepKind, VillageRulesContent } from './model.ts'
import {
  contentOf,
  decideExplained,
  decideUnopposed,
  inForceOn,
  lintRules,
  stageOf,
} from './rules.ts'

const clauses = (...texts: string[]): RulesClause[] =>
  texts.map((zh, at) => ({ number: at + 1, text: { zh, en: '' } }))
const rules = (...texts: string[]): VillageRulesContent => ({
  title: { zh: '村规民约', en: '' },
  clauses: clauses(...texts),
})
const typed = (textZh: string, textEn = '') => ({
  ...{ tenantCode: '231282106202', title: { zh: '村规民约', en: '' }, textZh, textEn },
})

describe('village rules as they are typed', () => {
  it.each([
    ['第一条 爱护村道。', '爱护村道。'],
    ['第 12 条：爱护村道。', '爱护村道。'],
    ['3、爱护村道。', '爱护村道。'],
    ['第一书记也要遵守。', '第一书记也要遵守。'],
  ])('%s becomes %s', (text, zh) => {
    expect(contentOf(typed(text))).toMatchObject({
      value: { clauses: [{ number: 1, text: { zh } }] },
    })
  })
  it('take the English clause by clause', () => {
    const content = contentOf(typed('甲。\n乙。', 'A.\n\nB.'))
    expect(content).toMatchObject({
      value: { clauses: [{ text: { en: 'A.' } }, { text: { en: 'B.' } }] },
    })
  })
})

describe('the check of village rules', () => {
  it.each([
    ['fine', '乱倒垃圾的罚款二百元。'],
    ['subsidy', '上访的取消三年粮食补贴。'],
    ['women', '外嫁女不得参加集体分配。'],
    ['public_shaming', '不赡养老人的上黑榜，在村口曝光。'],
  ])('finds %s and lets nobody pass it, with the law it rests on', (code, text) => {
    const content = rules('爱护村道。', text)
    const found = lintRules(content).find((one) => one.code === code)
    expect(found).toMatchObject({ clause: 2, severity: 'prohibition' })
    expect(found?.legalBasis[0]?.law.zh).toMatch(/法|约/)
    expect(decideUnopposed(content)).toMatchObject({
      ...{ ok: false, code: 'compact.unlawful_clauses', details: { clause: 2 } },
    })
  })
  it('wants a reason for a warning, for that very clause', () => {
    const content = rules('彩礼倡议不超过五万元。')
    const given = { clause: 1, code: 'bride_price_limit', reason: '只是倡议。' }
    expect(decideExplained(content, [{ ...given, clause: 2 }])).toMatchObject({
      ...{ ok: false, code: 'compact.warning_unexplained' },
    })
    expect(decideExplained(content, [given])).toMatchObject({ ok: true })
  })
})

describe('how far village rules have come', () => {
  const step = (kind: StepKind, textId = 'a'): RulesStep => ({
    ...{ id: kind, kind, textId, at: '2026-11-22T02:00:00Z', details: { endsOn: '2026-11-29' } },
  })
  it.each<[string, StepKind | null, string, string]>([
    ['draft', null, 'a', '2026-11-22'],
    ['consultation', 'consultation', 'a', '2026-11-29'],
    ['consulted', 'consultation', 'b', '2026-11-30'],
    ['review', 'review_asked', 'a', '2026-11-30'],
    ['passed', 'passed', 'a', '2026-11-30'],
    ['revised', 'passed', 'b', '2026-11-30'],
    ['adopted', 'adopted', 'a', '2026-11-30'],
  ])('is %s', (stage, kind, textId, today) => {
    expect(stageOf({ steps: kind ? [step(kind)] : [], textId, today })).toBe(stage)
  })
  it('has the rules in force that took effect last', () => {
    const all = [
      { number: 1, effectiveFrom: '2026-01-01' },
      { number: 2, effectiveFrom: '2026-06-01' },
      { number: 3, effectiveFrom: '2027-01-01' },
      { number: 4, effectiveFrom: null },
    ]
    expect(inForceOn(all, '2026-12-31')?.number).toBe(2)
    expect(inForceOn(all, '2025-12-31')).toBe(null)
  })
})

describe('what reads differently', () => {
  it('is shown word by word, and a clause that only moved is left out', () => {
    const before = clauses('爱护村道。', '红白事从简。', '邻里互助。')
    const after = clauses('爱护村道和水渠。', '邻里互助。', '孝敬老人。')
    const changes = clauseChanges(before, after)
    expect(changes.map(({ before: old, after: now }) => [old, now])).toEqual([
      [1, 1],
      [2, null],
      [null, 3],
    ])
    expect(changes[0]?.pieces).toContainEqual({ text: '和水渠', change: 'added' })
  })
  it('holds both texts entirely', () => {
    const words = fc.string({ unit: fc.constantFrom(...'村规民约修路孝老') })
    fc.assert(
      fc.property(words, words, (before, after) => {
        const pieces = differenceOf(before, after)
        const without = (change: string) =>
          pieces
            .filter((one) => one.change !== change)
            .map((one) => one.text)
            .join('')
        expect([without('added'), without('removed')]).toEqual([before, after])
      }),
    )
  })
})
