import { describe, expect, it } from 'vitest'
import { overwriteGetLocale } from '#paraglide/runtime.js'
import { differences } from '../difference/rules.ts'
import type { RuleBookContent, RuleItem } from '../model.ts'
import {
  Declarer,
  EvidenceKind,
  lintStructures,
  lintTopics,
  ResolvingBody,
  Verifier,
} from '../model.ts'
import { templates } from '../templates/catalogue.ts'
import { starHousehold } from '../templates/star-household.ts'
import { fieldName, readings } from './change-words.ts'
import * as words from './words.ts'

const sound = starHousehold.content
const languages = ['zh-CN', 'en'] as const

function inLanguage<T>(locale: (typeof languages)[number], work: () => T): T {
  overwriteGetLocale(() => locale)
  return work()
}

describe.each(languages)('in %s', (locale) => {
  it('every choice and finding has its words', () => {
    const all = inLanguage(locale, () => [
      ...EvidenceKind.options.map(words.evidenceWord),
      ...[...Declarer.options, ...Verifier.options].map(words.personWord),
      ...ResolvingBody.options.map(words.bodyWord),
      ...(['draft', 'in_force', 'to_come', 'past'] as const).map(words.stateWord),
      ...['month', 'quarter', 'year'].map(words.cycleWord),
      ...['household_total', 'per_participant'].map(words.reckoningWord),
      ...(['1/2', '2/3', '3/4'] as const).map(words.shareWord),
      ...[...lintTopics, ...lintStructures].map((code) => words.lintWord(`compact_lint_${code}`)),
    ])
    expect(all.every((word) => word.length > 1)).toBe(true)
  })

  it('every clause of every template can be said, and every change between any two', () => {
    inLanguage(locale, () => {
      for (const { content } of templates) {
        for (const item of content.items)
          expect(words.valueSentence(item, content.cycle)).toMatch(/\d/)
        const { book, aspects, items } = differences(sound, content)
        const fields = [...book, ...[...aspects, ...items].flatMap((part) => part.fields)]
        for (const change of fields) {
          expect(fieldName(change.field, 'item').length).toBeGreaterThan(1)
          expect(readings(change, content).every((text) => text.length > 0)).toBe(true)
        }
      }
    })
  })
})

describe('a change', () => {
  it('of the Chinese alone is seen in English too', () => {
    const after: RuleBookContent = JSON.parse(JSON.stringify(sound))
    after.items[0]!.title = { ...sound.items[0]!.title, zh: '新的名称' }
    const [change] = differences(sound, after).items[0]!.fields
    inLanguage('en', () =>
      expect(readings(change!, after)).toEqual([sound.items[0]!.title.zh, '新的名称']),
    )
  })

  it('of a part that nobody named is a fault', () => {
    expect(() => fieldName('fine', 'item')).toThrow('fine')
  })
})

describe('the value of a clause', () => {
  const [fixed] = sound.items.filter((item) => item.minHundredths === item.maxHundredths)
  const range = { ...fixed!, minHundredths: 100, maxHundredths: 250, stepHundredths: 50 }
  it('is said in plain sentences', () => {
    const say = (item: RuleItem, locale: 'zh-CN' | 'en') =>
      inLanguage(locale, () => words.valueSentence(item, 'quarter').replaceAll('\u00a0', ' '))
    const capped = { ...range, capHundredths: 600 }
    expect(say(capped, 'zh-CN')).toBe('做一次得 1 到 2.5 分。按 0.5 分一档。一个季度最多得 6 分。')
    expect(say(capped, 'en')).toBe(
      '1 to 2.5 points each time. In steps of 0.5 points. At most 6 points a quarter.',
    )
    const loss = { ...range, negative: true, capHundredths: null, minHundredths: 250 }
    expect(say({ ...loss, stepHundredths: null }, 'zh-CN')).toBe('一次扣 2.5 分。')
  })
})
