import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compactRefusals, type RuleBookContent, type RuleItem } from './model.ts'
import { decideLawful, validateContent } from './rules.ts'
import { starHousehold } from './templates/star-household.ts'

const sound = starHousehold.content

function withItem(change: Partial<RuleItem>): RuleBookContent {
  const [first, ...rest] = sound.items
  return { ...sound, items: [{ ...first!, ...change }, ...rest] }
}

describe('a rule book hangs together', () => {
  test('the demonstration’s rule book does', () => {
    expect(validateContent(sound)).toEqual({ ok: true, value: sound })
  })

  test.each([
    ['compact.duplicate_key', withItem({ key: sound.items[1]!.key })],
    ['compact.duplicate_key', withItem({ key: sound.aspects[0]!.key })],
    ['compact.duplicate_clause', withItem({ clause: sound.items[1]!.clause })],
    ['compact.unknown_aspect', withItem({ aspectKey: 'elsewhere' })],
    [
      'compact.aspect_without_item',
      { ...sound, items: sound.items.filter((item) => item.aspectKey !== 'ecology') },
    ],
    ['compact.value_range_inverted', withItem({ minHundredths: 500, maxHundredths: 400 })],
    ['compact.value_range_inverted', withItem({ minHundredths: 0, maxHundredths: 0 })],
    [
      'compact.step_does_not_fit',
      withItem({ minHundredths: 100, maxHundredths: 400, stepHundredths: 200 }),
    ],
    ['compact.cap_below_one_deed', withItem({ capHundredths: 100 })],
    ['compact.bands_not_ascending', { ...sound, bands: [...sound.bands].reverse() }],
    ['compact.bands_below_minimum', { ...sound, minimumHundredths: 6100 }],
    ['compact.bands_out_of_reach', { ...sound, bands: [{ stars: 5, fromHundredths: 12_001 }] }],
  ] as [string, RuleBookContent][])('%s', (code, content) => {
    expect(validateContent(content)).toMatchObject({ ok: false, code })
  })
})

describe('a rule book is lawful', () => {
  test('the demonstration’s rule book is', () => {
    expect(decideLawful(sound).ok).toBe(true)
  })

  test('one unlawful line stops the whole, and the answer names it', () => {
    const content = withItem({ description: { zh: '不种地的罚款一百元。', en: '' } })
    expect(decideLawful(content)).toEqual({
      ok: false,
      code: 'compact.unlawful_items',
      details: { count: 1, clause: '1.1', excerpt: '罚款' },
    })
  })
})

test('every refusal has its sentence in both languages', () => {
  for (const language of ['zh-CN', 'en']) {
    const messages = JSON.parse(readFileSync(`messages/${language}.json`, 'utf8'))
    for (const code of Object.keys(compactRefusals))
      expect(messages[`refusal_${code.replaceAll('.', '_')}`], `${language} ${code}`).toBeTruthy()
  }
})
