import { describe, expect, test } from 'vitest'
import { type Aspect, RuleBookTemplate } from '../model.ts'
import { lintContent, validateContent } from '../rules.ts'
import { findTemplate, templates } from './catalogue.ts'

function total(aspects: readonly Aspect[], part: Aspect['part']): number {
  return aspects.filter((a) => a.part === part).reduce((sum, a) => sum + a.maxHundredths, 0)
}

/** What a household gets that does the given share of everything each cap allows. */
function earned({ content }: RuleBookTemplate, share: number): number {
  return content.aspects.reduce((sum, aspect) => {
    const caps = content.items
      .filter((item) => item.aspectKey === aspect.key && !item.negative)
      .reduce((all, item) => all + (item.capHundredths ?? 0), 0)
    return sum + Math.min(aspect.maxHundredths, caps * share)
  }, 0)
}

test('there are four, with different names, in both languages', () => {
  expect(templates.map((template) => template.key)).toEqual([
    'star_household',
    'public_works',
    'red_plum',
    'volunteer_hours',
  ])
  expect(findTemplate('red_plum')?.content.cycle).toBe('quarter')
  expect(findTemplate('nowhere')).toBeNull()
})

test('the star household has ten base aspects of ten points and three of contribution', () => {
  const { aspects } = findTemplate('star_household')!.content
  const base = aspects.filter((aspect) => aspect.part === 'base')
  expect(base.map((aspect) => aspect.maxHundredths)).toEqual(Array(10).fill(1000))
  expect(aspects.filter((aspect) => aspect.part === 'contribution')).toHaveLength(3)
})

describe.each(templates.map((template) => [template.key, template] as const))('%s', (_, one) => {
  const { content } = one

  test('has the shape of a rule book, every sentence also in English', () => {
    expect(RuleBookTemplate.parse(one)).toEqual(one)
    expect(JSON.stringify(one)).not.toContain('"en":""')
  })

  test('hangs together and has nothing the linter objects to', () => {
    expect(validateContent(content).ok).toBe(true)
    expect(lintContent(content)).toEqual([])
  })

  test('base aspects make 100 points, contribution aspects 20', () => {
    expect(total(content.aspects, 'base')).toBe(100_00)
    expect(total(content.aspects, 'contribution')).toBe(20_00)
  })

  test('a household that does everything reaches 120, an active one 60 to 110', () => {
    expect(earned(one, 1)).toBe(120_00)
    expect(earned(one, 0.6)).toBeGreaterThanOrEqual(60_00)
    expect(earned(one, 0.6)).toBeLessThanOrEqual(110_00)
    expect(earned(one, 0.6)).toBeGreaterThanOrEqual(content.minimumHundredths)
  })

  test('every aspect has two to five deeds, and some way in for those who cannot move about', () => {
    for (const aspect of content.aspects) {
      const count = content.items.filter((item) => item.aspectKey === aspect.key).length
      expect(count, aspect.key).toBeGreaterThanOrEqual(2)
      expect(count, aspect.key).toBeLessThanOrEqual(5)
    }
    expect(content.items.filter((item) => item.byAbility).length).toBeGreaterThanOrEqual(5)
  })

  test('deductions are few, written down, entered by officers and never public', () => {
    const negative = content.items.filter((item) => item.negative)
    expect(negative.length).toBeLessThanOrEqual(3)
    for (const item of negative) {
      expect(item.basis).not.toBeNull()
      expect(item.publishable).toBe(false)
      expect(item.declarers).not.toContain('neighbour')
    }
  })
})
