import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { altered, verdictOn } from '#test/altered.ts'
import { adoption, clause, type Drafting, openDrafting } from '#test/drafting.ts'
import { place } from '#test/village.ts'

let house: Drafting
beforeAll(async () => {
  house = await openDrafting()
})
afterAll(() => house.close())

const act: Drafting['act'] = (...sent) => house.act(...sent)
const reason = '这件事一年就一回，不用写上限。'
/** A draft with one clause that lacks its most per cycle, of which the check warns. */
async function warned(more: object = {}): Promise<{ versionId: string; part: string }> {
  const versionId = await house.drafted()
  const { capPoints: _, ...uncapped } = clause
  const done = await act('scorekeeper', 'edit_item', { versionId, ...uncapped, ...more })
  if (typeof done === 'string') throw new Error(done)
  return { versionId, part: done.itemKey! }
}
const explain = (of: object) =>
  act('scorekeeper', 'explain_finding', { code: 'missing_cap', reason, ...of })

describe('compact.explain_finding', () => {
  it('lets a draft be adopted that the check warns of, and is public with it', async () => {
    const of = await warned()
    const { versionId, part } = of
    const done = await act('director', 'adopt', { versionId, ...adoption })
    expect(done).toBe('compact.finding_unexplained')
    expect(await explain(of)).toEqual({ versionId, excerpt: '' })
    const hidden = await house.see('guest', 'compact.version', {
      tenantCode: place.village,
      versionId,
    })
    expect(hidden).toMatchObject({ ok: false, code: 'compact.unknown_version' })
    expect(await act('director', 'adopt', { versionId, ...adoption })).toMatchObject({ versionId })
    const shown = await house.see('guest', 'compact.version', {
      tenantCode: place.village,
      versionId,
    })
    expect(shown).toMatchObject({
      value: { grounds: { reasons: [{ part, code: 'missing_cap', excerpt: '', reason }] } },
    })
    expect(JSON.stringify(shown)).not.toContain('given_by')
    expect(await explain(of)).toBe('compact.already_adopted')
  })

  it('does not help against what the law keeps out', async () => {
    const { versionId } = await warned({ description: { zh: '不参加的罚款五十元。', en: '' } })
    const part = (await house.found(versionId)).content.items.at(-1)!.key
    expect(await explain({ versionId, part, code: 'fine' })).toBe('compact.unknown_finding')
    await explain({ versionId, part })
    expect(await act('director', 'adopt', { versionId, ...adoption })).toBe(
      'compact.unlawful_items',
    )
  })

  it('is refused where the check warns of nothing', async () => {
    const { versionId, part } = await warned()
    expect(await explain({ versionId, part, code: 'missing_evidence' })).toBe(
      'compact.unknown_finding',
    )
    expect(await explain({ versionId })).toBe('compact.unknown_finding')
  })

  it('is for the words it was given for', async () => {
    const text = (zh: string) => ({ capPoints: 4, description: { zh, en: '' } })
    const first = await warned(text('彩礼倡议不超过五万元。'))
    const { versionId, part } = first
    const code = 'bride_price_limit'
    expect(await explain({ ...first, code })).toMatchObject({ versionId })
    const { key: itemKey } = (await house.found(versionId)).content.items.at(-1)!
    expect(itemKey).toBe(part)
    const other = { ...clause, ...text('礼金提倡不超过二百元。') }
    await act('scorekeeper', 'edit_item', { versionId, itemKey, ...other })
    expect(await act('director', 'adopt', { versionId, ...adoption })).toBe(
      'compact.finding_unexplained',
    )
  })
})

describe('verify', () => {
  it('knows the reasons, and finds one rewritten or taken away', async () => {
    const database = house.app.kernel.database
    expect((await verdictOn(database)).differences).toEqual([])
    for (const statement of [
      `update compact.version_reason set reason = '没什么'`,
      'delete from compact.version_reason',
    ]) {
      const { differences } = await altered(database, statement)
      expect(differences[0]?.where).toContain('reasons')
    }
  })
})
