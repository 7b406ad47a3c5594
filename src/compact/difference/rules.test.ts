import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RuleBookContent } from '../model.ts'
import { templates } from '../templates/catalogue.ts'
import { starHousehold } from '../templates/star-household.ts'
import { countChanges, differences } from './rules.ts'

const sound = starHousehold.content
const copy = (content: RuleBookContent): RuleBookContent => JSON.parse(JSON.stringify(content))
const contents = fc.constantFrom(...templates.map((template) => template.content))

describe('what differs between two versions', () => {
  it('is nothing between a version and its own copy', () => {
    fc.assert(
      fc.property(contents, (content) => {
        expect(countChanges(differences(content, copy(content)))).toBe(0)
      }),
    )
  })

  it('is the same seen from the other side, with added and removed exchanged', () => {
    fc.assert(
      fc.property(contents, contents, (a, b) => {
        const [there, back] = [differences(a, b), differences(b, a)]
        const count = (of: typeof there, change: string) =>
          of.items.filter((part) => part.change === change).length
        expect(count(there, 'added')).toBe(count(back, 'removed'))
        expect(count(there, 'changed')).toBe(count(back, 'changed'))
        expect(there.book.map((change) => change.after)).toEqual(
          back.book.map((change) => change.before),
        )
      }),
    )
  })

  it('names the clause, the field, and both readings', () => {
    const after = copy(sound)
    after.items[0]!.capHundredths = 700
    expect(differences(sound, after)).toEqual({
      book: [],
      aspects: [],
      items: [
        {
          ...{ key: sound.items[0]!.key, change: 'changed', clause: sound.items[0]!.clause },
          title: sound.items[0]!.title,
          fields: [{ field: 'capHundredths', before: sound.items[0]!.capHundredths, after: 700 }],
        },
      ],
    })
  })

  it('tells new and removed clauses, aspects and boundaries', () => {
    const after = copy(sound)
    after.items = after.items.filter((item) => item.aspectKey !== 'deliberation')
    after.aspects = after.aspects.filter((aspect) => aspect.key !== 'deliberation')
    after.items.push({ ...sound.items[0]!, key: 'brand_new', clause: '2.10' })
    after.bands[0]!.fromHundredths = 6100
    const { book, aspects, items } = differences(sound, after)
    expect(book.map((change) => change.field)).toEqual(['bands'])
    expect(aspects.map((part) => [part.key, part.change])).toEqual([['deliberation', 'removed']])
    expect(items.map((part) => [part.clause, part.change])).toEqual([
      ['2.10', 'added'],
      ['13.1', 'removed'],
      ['13.2', 'removed'],
    ])
  })
})
