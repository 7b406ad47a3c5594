import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { altered, verdictOn } from '#test/altered.ts'
import { adoption, clause, type Drafting, filedVillageRules, openDrafting } from '#test/drafting.ts'
import { ids, place } from '#test/village.ts'
import { starHousehold } from '../templates/star-household.ts'

const { items } = starHousehold.content
const meeting = { ...adoption, heldOn: '2026-12-01' }
const citations = items.map((item) => ({ itemKey: item.key, clause: 2 }))
let house: Drafting
let rulesId: string
/** The version that was adopted with its clauses. */
let cited: string
beforeAll(async () => {
  house = await openDrafting()
  rulesId = await filedVillageRules(house)
})
afterAll(() => house.close())

const act: Drafting['act'] = (...sent) => house.act(...sent)
const cite = (versionId: string, more: object = {}) =>
  act('scorekeeper', 'cite_clauses', { versionId, rulesId, citations, ...more })

describe('compact.cite_clauses', () => {
  it('binds the items of a draft, and a rewritten item stays bound', async () => {
    const versionId = await house.drafted()
    expect(await cite(versionId)).toMatchObject({ versionId })
    const [first] = items
    const edited = { ...clause, aspectKey: first!.aspectKey, clause: first!.clause }
    await act('scorekeeper', 'edit_item', { versionId, itemKey: first!.key, ...edited })
    const { content } = await house.found(versionId)
    expect(content.items.map((item) => item.cites?.clause)).toEqual(items.map(() => 2))
  })

  it.each([
    ['compact.unknown_rules', { rulesId: ids.person('x') }],
    ['compact.unknown_rules_clause', { citations: [{ itemKey: items[0]!.key, clause: 3 }] }],
    ['compact.unknown_item', { citations: [{ itemKey: 'nowhere', clause: 1 }] }],
    ['compact.draft_changed', { basedOn: 'a'.repeat(64) }],
  ])('is refused as %s', async (code, more) => {
    expect(await cite(await house.drafted(), more)).toBe(code)
  })
})

describe('adopting where village rules hold', () => {
  it('is refused without clauses, fine for a day before they hold, and fine with them', async () => {
    const bare = await house.drafted()
    expect(await act('director', 'adopt', { versionId: bare, ...meeting })).toBe(
      'compact.item_without_clause',
    )
    const before = { ...meeting, effectiveFrom: '2026-12-04' }
    expect(await act('director', 'adopt', { versionId: bare, ...before })).toMatchObject({
      villageRulesHash: null,
    })
    const versionId = await house.drafted()
    await cite(versionId)
    const done = await act('director', 'adopt', { versionId, ...meeting })
    expect(done).toMatchObject({ versionId })
    cited = versionId
    const { content } = await house.found(versionId)
    expect(content.items[0]!.cites?.contentHash).toBe(
      (done as Record<string, string>).villageRulesHash,
    )
  })

  it('is refused with a text that is not the one in force', async () => {
    const versionId = await house.drafted()
    const cites = { rulesId, contentHash: 'c'.repeat(64), clause: 2 }
    const content = {
      ...starHousehold.content,
      items: items.map((item) => ({ ...item, cites })),
    }
    await act('scorekeeper', 'edit_draft', { versionId, content })
    expect(await act('director', 'adopt', { versionId, ...meeting })).toBe(
      'compact.clause_not_in_force',
    )
  })

  it('leads everybody from the item to the clause as it stood', async () => {
    const at = { tenantCode: place.village, versionId: cited }
    const shown = await house.see('guest', 'compact.version', at)
    expect(shown).toMatchObject({ ok: true })
    const { grounds } = (shown.ok ? shown.value : {}) as { grounds: { cited: object[] } }
    expect(grounds.cited).toHaveLength(items.length)
    expect(grounds.cited[0]).toEqual({
      ...{ itemKey: items[0]!.key, rulesId, number: 1, clause: 2, inForce: false },
      text: { zh: '红白事从简，互相帮忙。', en: '' },
    })
  })

  it('is recomputed by verify', async () => {
    expect((await verdictOn(house.app.kernel.database)).differences).toEqual([])
  })

  it.each([
    [
      'an item that lost its clause',
      `update compact.version set content = content #- '{items,0,cites}' where adopted_at is not null`,
    ],
    [
      'an item that cites another text',
      `update compact.version set content = jsonb_set(content, '{items,0,cites,contentHash}',
        '"${'d'.repeat(64)}"') where content->'items'->0 ? 'cites' and adopted_at is not null`,
    ],
  ])('lets verify find %s', async (_, statement) => {
    const { differences } = await altered(house.app.kernel.database, statement)
    const items = differences.filter((one) => one.where.endsWith('village rules of items'))
    expect(items.map((one) => one.found)).toEqual([
      JSON.stringify([starHousehold.content.items[0]!.key]),
    ])
  })
})
