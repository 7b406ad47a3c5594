import { describe, expect, it } from 'vitest'
import { definitionOf, settingKeys } from '#settings/catalogue.ts'
import { settingGroup, settingText, settingTitle, sourceOf, unitWord, valueWords } from './words.ts'

describe('every setting', () => {
  it.each(settingKeys)(
    '%s has a title, an explanation, a group, a source and a unit in words',
    (key) => {
      const { fallback, unit, source } = definitionOf(key)
      const words = [settingTitle(key), settingText(key), settingGroup(key)]
      expect(words.every((word) => word.length > 1)).toBe(true)
      expect(sourceOf({ key, tenantCode: null, source })).toBe(source)
      expect(valueWords(fallback, unit)).toContain(String(fallback))
      if (unit) expect(unitWord(unit)).not.toBe('')
    },
  )

  it('shows the source of a decision as it was written', () => {
    const decided = { key: 'notices.days', tenantCode: '231282106202', source: '第 3 号决议' }
    expect(sourceOf(decided)).toBe('第 3 号决议')
  })

  it('throws for a key without words', () => {
    expect(() => settingTitle('notices.colour')).toThrow('settings_key_notices_colour_title')
  })
})
