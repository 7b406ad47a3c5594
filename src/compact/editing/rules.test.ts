import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countChanges, differences } from '../difference/rules.ts'
import type { RuleBookContent } from '../model.ts'
import { RuleBookContent as ContentSchema } from '../model.ts'
import { validateContent } from '../rules.ts'
import { starHousehold } from '../templates/star-household.ts'
import { type ItemEdit, ItemEdit as ItemEditSchema } from './model.ts'
import { putAspect, putBook, putItem, putStars, removeAspect, removeItem } from './rules.ts'

const sound = starHousehold.content
const fresh = { itemKey: 'item_0123456789ab', aspectKey: 'aspect_0123456789ab' }
const nobody = {
  ...{ villager: false, neighbour: false, grid_worker: false },
  ...{ grid_leader: false, group_leader: false, scorekeeper: false },
}
const filled: ItemEdit = {
  ...{ aspectKey: 'volunteering', clause: '11.3' },
  title: { zh: '帮扫学校', en: 'Swept the school' },
  description: { zh: '开学前帮忙打扫学校。', en: '' },
  ...{ minPoints: 1, maxPoints: 2.5, stepPoints: 0.5, capPoints: 5 },
  ...{ evidence: 'photo', verifier: 'scorekeeper' },
  declaredBy: { ...nobody, villager: true, neighbour: true },
  ...{ negative: false, publishable: true, donation: false, redeemable: true },
}
const must = (edited: ReturnType<typeof putItem>): RuleBookContent => {
  if (!edited.ok) throw new Error(edited.code)
  return edited.value
}

describe('a clause from a form', () => {
  it('is added with points in hundredths, and nothing else changes', () => {
    const after = must(putItem(sound, filled, fresh))
    expect(after.items.at(-1)).toMatchObject({
      ...{ key: fresh.itemKey, aspectKey: 'volunteering', minHundredths: 100 },
      ...{ maxHundredths: 250, stepHundredths: 50, capHundredths: 500 },
      ...{ declarers: ['villager', 'neighbour'], byAbility: null, basis: null },
    })
    expect(differences(sound, after).items).toHaveLength(1)
    expect(validateContent(after).ok).toBe(true)
    expect(ContentSchema.parse(after)).toEqual(after)
  })

  it('opens a new aspect where it stands in none yet', () => {
    const { aspectKey: _, ...free } = filled
    const newAspect = { title: { zh: '助学', en: '' }, part: 'contribution', maxPoints: 6 } as const
    const after = must(putItem(sound, { ...free, newAspect }, fresh))
    expect(after.aspects.at(-1)).toMatchObject({ key: fresh.aspectKey, maxHundredths: 600 })
    expect(after.items.at(-1)?.aspectKey).toBe(fresh.aspectKey)
    expect(validateContent(after).ok).toBe(true)
  })

  it('is rewritten in its place, keeping the key under which deeds know it', () => {
    const before = sound.items[2]!
    const after = must(putItem(sound, { ...filled, itemKey: before.key, clause: '99' }, fresh))
    expect(after.items[2]).toMatchObject({ key: before.key, title: filled.title, clause: '99' })
    expect(after.items).toHaveLength(sound.items.length)
  })

  it('of one fixed value has no steps', () => {
    const after = must(putItem(sound, { ...filled, minPoints: 2.5 }, fresh))
    expect(after.items.at(-1)?.stepHundredths).toBeNull()
  })

  it('is refused when unknown, declared by nobody, or one too many', () => {
    const unknown = putItem(sound, { ...filled, itemKey: 'elsewhere' }, fresh)
    expect(unknown).toMatchObject({ code: 'compact.unknown_item' })
    const silent = putItem(sound, { ...filled, declaredBy: nobody }, fresh)
    expect(silent).toMatchObject({ code: 'compact.nobody_declares' })
    const full = { ...sound, items: Array.from({ length: 300 }, () => sound.items[0]!) }
    expect(putItem(full, filled, fresh)).toMatchObject({ code: 'compact.rule_book_full' })
  })

  it('without any aspect leads nowhere, and the whole is refused', () => {
    const { aspectKey: _, ...free } = filled
    const lost = must(putItem(sound, free, fresh))
    expect(validateContent(lost)).toMatchObject({ code: 'compact.unknown_aspect' })
  })

  it('reads what a form leaves out: unticked is no, empty is none', () => {
    const { byAbility: _, negative: __, donation: ___, ...rest } = filled
    const read = ItemEditSchema.parse({ ...rest, title: { zh: ' 帮扫学校 ' }, declaredBy: {} })
    expect(read).toMatchObject({
      ...{ title: { zh: '帮扫学校', en: '' }, negative: false, declaredBy: nobody },
    })
    expect(read.byAbility).toBeUndefined()
  })

  const values = fc.integer({ min: 0, max: 100_000 })
  it('keeps any value with two decimals exactly', () => {
    fc.assert(
      fc.property(values, (hundredths) => {
        const typed = ItemEditSchema.parse({ ...filled, maxPoints: Number(`${hundredths}e-2`) })
        const after = must(putItem(sound, typed, fresh))
        expect(after.items.at(-1)?.maxHundredths).toBe(hundredths)
      }),
    )
  })
})

describe('taking out', () => {
  const keys = fc.constantFrom(...sound.items.map((item) => item.key))
  it('a clause removes that clause and nothing else', () => {
    fc.assert(
      fc.property(keys, (key) => {
        const { items, aspects, book } = differences(sound, must(removeItem(sound, key)))
        expect(items.map((part) => [part.key, part.change])).toEqual([[key, 'removed']])
        expect([aspects, book]).toEqual([[], []])
      }),
    )
    expect(removeItem(sound, 'elsewhere')).toMatchObject({ code: 'compact.unknown_item' })
  })

  it('an aspect takes its clauses along, but never the last one', () => {
    const after = must(removeAspect(sound, 'ecology'))
    expect(after.items.some((item) => item.aspectKey === 'ecology')).toBe(false)
    expect(validateContent(after).ok).toBe(true)
    expect(removeAspect(sound, 'elsewhere')).toMatchObject({ code: 'compact.unknown_item' })
    const one = { ...sound, aspects: sound.aspects.slice(0, 1) }
    expect(removeAspect(one, sound.aspects[0]!.key)).toMatchObject({ code: 'compact.last_aspect' })
  })
})

describe('aspects, stars and the book itself', () => {
  it('change what was filled in', () => {
    const facts = { title: { zh: '爱绿', en: 'Green' }, part: 'base', maxPoints: 12 } as const
    const aspect = must(putAspect(sound, { aspectKey: 'ecology', ...facts }))
    expect(differences(sound, aspect).aspects).toMatchObject([
      { key: 'ecology', change: 'changed' },
    ])
    expect(putAspect(sound, { aspectKey: 'elsewhere', ...facts })).toMatchObject({
      code: 'compact.unknown_item',
    })
    const from = { one: 60, three: 80.5 }
    const stars = must(putStars(sound, { minimumPoints: 60, bandsVerified: true, from }))
    expect(stars.bands).toEqual([
      { stars: 1, fromHundredths: 6000 },
      { stars: 3, fromHundredths: 8050 },
    ])
    const { title, about, reckoning } = sound
    const book = must(putBook(sound, { title, about, reckoning, cycle: 'year' }))
    expect(differences(sound, book).book.map((change) => change.field)).toEqual(['cycle'])
    expect(countChanges(differences(sound, book))).toBe(1)
  })
})
