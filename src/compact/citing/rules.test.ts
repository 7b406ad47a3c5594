import { describe, expect, it } from 'vitest'
import type { RuleBookContent } from '../model.ts'
import { starHousehold } from '../templates/star-household.ts'
import type { FiledRules } from './model.ts'
import { decideCited, offeredClause, putCitations, restsOn } from './rules.ts'

const rules: FiledRules = {
  ...{ id: '01980000-0000-7000-8000-000000000001', number: 2, contentHash: 'a'.repeat(64) },
  effectiveFrom: '2026-12-05',
  content: {
    title: { zh: '村规民约', en: '' },
    clauses: [
      { number: 1, text: { zh: '爱护村道。', en: '' } },
      { number: 2, text: { zh: '互相帮忙。', en: '' } },
    ],
  },
}
const book = starHousehold.content
const all = (clause: number | undefined, of: FiledRules = rules) => ({
  rulesId: of.id,
  citations: book.items.map((item) =>
    clause === undefined ? { itemKey: item.key } : { itemKey: item.key, clause },
  ),
})
function cited(clause: number | undefined, of: FiledRules = rules): RuleBookContent {
  const put = putCitations(book, all(clause, of), of)
  if (!put.ok) throw new Error(put.code)
  return put.value
}

describe('binding items to clauses', () => {
  it('writes clause and text into every item and leaves the rest word for word', () => {
    const { id: rulesId, contentHash } = rules
    expect(cited(2).items.map((item) => item.cites)).toEqual(
      book.items.map(() => ({ rulesId, contentHash, clause: 2 })),
    )
    const bare = cited(2).items.map(({ cites: _, ...item }) => item)
    expect(bare).toEqual(book.items)
  })

  it('lets an item go again so that nothing of it remains', () => {
    const put = putCitations(cited(2), all(undefined), rules)
    expect(put).toEqual({ ok: true, value: book })
  })

  it.each([
    ['compact.unknown_item', { itemKey: 'nowhere', clause: 1 }],
    ['compact.unknown_rules_clause', { itemKey: book.items[0]!.key, clause: 3 }],
  ])('is refused as %s', (code, one) => {
    const put = putCitations(book, { rulesId: rules.id, citations: [one] }, rules)
    expect(put).toMatchObject({ ok: false, code })
  })
})

describe('a rule book to be adopted', () => {
  it('needs no clause while the village has no rules', () => {
    expect(decideCited(book, null).ok).toBe(true)
    expect(decideCited(cited(1), null).ok).toBe(true)
  })

  it('needs one for every item once it has', () => {
    expect(decideCited(cited(1), rules).ok).toBe(true)
    const [first, ...rest] = cited(1).items
    const { cites: _, ...without } = first!
    const lacking = { ...book, items: [without, ...rest] }
    expect(decideCited(lacking, rules)).toMatchObject({
      ...{ code: 'compact.item_without_clause', details: { clause: first!.clause, count: 1 } },
    })
  })

  it.each<[string, FiledRules]>([
    ['other rules', { ...rules, id: '01980000-0000-7000-8000-000000000002' }],
    ['another text', { ...rules, contentHash: 'b'.repeat(64) }],
    [
      'fewer clauses',
      { ...rules, content: { ...rules.content, clauses: rules.content.clauses.slice(0, 1) } },
    ],
  ])('is not carried by clauses of %s', (_, inForce) => {
    expect(decideCited(cited(2), inForce)).toMatchObject({
      ...{ code: 'compact.clause_not_in_force', details: { cited: 2, number: 2 } },
    })
  })
})

describe('the clause that is offered', () => {
  const [item] = cited(2).items
  it('is the one cited, or the one that still reads the same', () => {
    expect(restsOn(item!, rules)).toBe(true)
    expect(offeredClause(item!, rules, '互相帮忙。')).toBe(2)
    const next = { ...rules, id: '01980000-0000-7000-8000-000000000003' }
    const turned = {
      ...next,
      content: {
        ...rules.content,
        clauses: [{ number: 1, text: { zh: '互相帮忙。', en: '' } }],
      },
    }
    expect(offeredClause(item!, turned, '互相帮忙。')).toBe(1)
    expect(offeredClause(item!, turned, '爱护村道。')).toBeNull()
    expect(offeredClause(book.items[0]!, turned, null)).toBeNull()
  })
})
