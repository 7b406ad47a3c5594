import { describe, expect, test } from 'vitest'
import { lintStructures, lintTopics, type RuleBookContent, RuleItem } from '../model.ts'
import { starHousehold } from '../templates/star-household.ts'
import { law } from './law.ts'
import { defaultLintLimits, lintContent, lintItem, lintText, topicRules } from './lint.ts'

const context = { aspects: starHousehold.content.aspects, limits: defaultLintLimits }

function item(change: Partial<RuleItem> = {}): RuleItem {
  return RuleItem.parse({
    key: 'sample',
    aspectKey: 'hygiene',
    clause: '4.9',
    title: { zh: '打扫公共水井', en: 'Cleaning the well' },
    description: { zh: '自愿打扫水井一次。', en: 'Cleans the well once.' },
    minHundredths: 100,
    maxHundredths: 200,
    stepHundredths: 100,
    capHundredths: 400,
    evidence: 'photo',
    verifier: 'grid_worker',
    declarers: ['villager', 'neighbour'],
    negative: false,
    publishable: true,
    ...change,
  })
}

const fair: Partial<RuleItem> = {
  negative: true,
  publishable: false,
  declarers: ['grid_worker'],
  verifier: 'grid_leader',
  basis: { zh: '村规民约第八条', en: 'Village rules, clause 8' },
}

function codes(change: Partial<RuleItem>): string[] {
  return lintItem(item(change), context).map((finding) => finding.code)
}

describe('what a clause says', () => {
  test.each([
    ['占用耕地建房的，除拆除外罚五千元以上。', 'fine'],
    ['积分前五十名的家庭优先纳入低保。', 'social_aid'],
    ['没按时交水费的，村里不办新农合。', 'medical_insurance'],
    ['孤老户没有劳力出工的，要拿钱抵工。', 'compulsory_participation'],
    ['嫁到外村的姑娘，承包地一律收回。', 'land'],
    ['连续三个季度一星的户，建房申请暂缓受理。', 'land'],
    ['给候选人拉票成功的奖励10分。', 'points_for_votes'],
    ['传教、聚会做礼拜的家庭记零分。', 'religion'],
    ['谁家儿子犯法，全家取消文明户资格。', 'family_liability'],
    ['村里的摄像头抓拍到乱扔烟头的，系统直接扣分。', 'surveillance'],
    ['凡是贷款逾期的户列入村黑名单。', 'public_shaming'],
    ['家中有精神病人惹事的扣十分。', 'illness'],
  ])('%s is prohibited', (text, code) => {
    const found = lintText(text).filter((finding) => finding.severity === 'prohibition')
    expect(found.map((finding) => finding.code)).toContain(code)
  })

  test.each([
    '每天早晨打扫门前卫生，路面没有垃圾，每周检查一次，计1分。',
    '教邻居使用手机挂号看病，每次1分。',
    '主动让出自家门前一米地给村里修路，双方签字的，计5分。',
    '诚实守信，按约履行土地流转合同没有纠纷，计2分。',
    '残疾家庭门前坡道由志愿者帮忙维修，每次2分。',
    '生活垃圾随意倾倒河道，经提醒仍不清理的，扣2分，依据村规民约第八条。',
  ])('%s is lawful', (text) => {
    expect(lintText(text)).toEqual([])
  })

  test('a deduction makes the same words unlawful that a good deed leaves innocent', () => {
    const words = { title: { zh: '去镇里信访', en: '' }, description: { zh: '去信访。', en: '' } }
    expect(codes({ ...fair, ...words })).toContain('petition')
    expect(codes(words)).not.toContain('petition')
  })

  test('blanks and full-width digits hide nothing, and the excerpt is as written', () => {
    const [finding] = lintText('第一句好。乱倒垃圾的，罚 款２００元。')
    expect(finding?.code).toBe('fine')
    expect(finding?.excerpt).toBe('罚 款')
    expect(finding?.span).toEqual({ start: 11, end: 14 })
  })

  test('a finding names its message and its law, dated, verified or not', () => {
    const [finding] = lintText('违者罚款五十元。')
    expect(finding?.messageKey).toBe('compact_lint_fine')
    expect(finding?.legalBasis.map((basis) => [basis.textOf, basis.verified])).toEqual([
      ['2021-01-22', true],
      ['2018-12-29', false],
    ])
  })
})

describe('how an item is built', () => {
  test('a plain good deed and a fair deduction have no findings', () => {
    expect(codes({})).toEqual([])
    expect(codes(fair)).toEqual([])
  })

  test.each([
    ['negative_without_basis', { ...fair, basis: null }],
    ['negative_published', { ...fair, publishable: true }],
    ['negative_by_neighbour', { ...fair, declarers: ['neighbour', 'grid_worker'] }],
    ['negative_without_evidence', { ...fair, evidence: 'none' }],
    ['deduction_cap', { ...fair, capHundredths: 600 }],
    ['missing_cap', { capHundredths: null }],
    ['range_inverted', { minHundredths: 300 }],
    ['cap_above_aspect', { capHundredths: 1100 }],
    ['verifier_declares', { declarers: ['grid_worker'] }],
    ['missing_evidence', { evidence: 'none', maxHundredths: 400 }],
    ['donation_redeemable', { donation: true }],
  ] as [string, Partial<RuleItem>][])('%s is found alone', (code, change) => {
    expect(codes(change)).toEqual([code])
  })

  test('donor points that buy nothing pass', () => {
    expect(codes({ donation: true, redeemable: false })).toEqual([])
  })
})

describe('a whole rule book', () => {
  test('findings carry the item or aspect they belong to', () => {
    const [first, ...rest] = starHousehold.content.aspects
    const content: RuleBookContent = {
      ...starHousehold.content,
      aspects: [{ ...first!, title: { zh: '计划生育', en: 'Family planning' } }, ...rest],
      items: [
        ...starHousehold.content.items,
        item({ description: { zh: '积分低的不予盖章。', en: '' } }),
      ],
    }
    const found = lintContent(content).map((f) => [f.code, f.itemKey, f.aspectKey])
    expect(found).toContainEqual(['family_planning', null, first!.key])
    expect(found).toContainEqual(['service_refusal', 'sample', 'hygiene'])
  })

  test('all deductions together stay under their own ceiling', () => {
    const heavy = Array.from({ length: 5 }, (_, i) =>
      item({ ...fair, key: `heavy_${i}`, clause: `20.${i}`, capHundredths: 500 }),
    )
    const content = { ...starHousehold.content, items: [...starHousehold.content.items, ...heavy] }
    const found = lintContent(content).filter((finding) => finding.code === 'deduction_cap')
    expect(found.map((finding) => finding.itemKey)).toEqual([null])
  })
})

describe('the tables', () => {
  test('every topic has exactly one row and every row names a law', () => {
    expect(topicRules.map((rule) => rule.code).sort()).toEqual([...lintTopics].sort())
    for (const rule of topicRules) expect(rule.laws.length).toBeGreaterThan(0)
  })

  test('every finding has its sentence in both languages', async () => {
    const { readFileSync } = await import('node:fs')
    for (const language of ['zh-CN', 'en']) {
      const messages = JSON.parse(readFileSync(`messages/${language}.json`, 'utf8'))
      for (const code of [...lintTopics, ...lintStructures])
        expect(messages[`compact_lint_${code}`], `${language} ${code}`).toBeTruthy()
    }
  })

  test('a law is only called verified with the date of the text that was read', () => {
    for (const basis of Object.values(law)) if (basis.verified) expect(basis.textOf).toBeTruthy()
  })
})
