import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { canonicalJson } from '#kernel/canonical.ts'
import { sha256 } from '#kernel/digest.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import { adoption, clause, type Drafting, openDrafting } from '#test/drafting.ts'
import { ids } from '#test/village.ts'
import type { RuleBookContent } from '../model.ts'
import { starHousehold } from '../templates/star-household.ts'

let house: Drafting
const sound = starHousehold.content
beforeAll(async () => {
  house = await openDrafting()
})
afterAll(() => house.close())

const act: Drafting['act'] = (...sent) => house.act(...sent)
const aspect = { title: { zh: '爱绿', en: '' }, part: 'base', maxPoints: 9 }
const repeated: RuleBookContent = { ...sound, items: [...sound.items, sound.items[0]!] }
const named = (zh: string) => {
  const { about, cycle, reckoning } = sound
  return { title: { zh, en: '' }, about, cycle, reckoning }
}

describe('changing a draft', () => {
  let versionId: string
  beforeEach(async () => {
    versionId = await house.drafted()
  })
  const content = async (): Promise<RuleBookContent> => (await house.found(versionId)).content

  it('as a whole keeps the new content and its hash', async () => {
    const whole = { ...sound, minimumHundredths: 5000 }
    const done = await act('secretary', 'edit_draft', { versionId, content: whole })
    expect(done).toMatchObject({ versionId, contentHash: sha256(canonicalJson(whole)) })
    expect(await content()).toEqual(whole)
  })

  it('clause by clause, aspect by aspect, stars and name', async () => {
    const added = await act('scorekeeper', 'edit_item', { versionId, ...clause })
    const itemKey = (added as Record<string, string>).itemKey!
    expect((await content()).items.at(-1)).toMatchObject({ key: itemKey, maxHundredths: 200 })
    await act('scorekeeper', 'edit_item', { versionId, ...clause, itemKey, maxPoints: 3 })
    expect((await content()).items.at(-1)).toMatchObject({ key: itemKey, maxHundredths: 300 })
    await act('scorekeeper', 'remove_item', { versionId, itemKey })
    const green = { title: { zh: '爱绿', en: '' }, part: 'base', maxPoints: 9 }
    await act('director', 'edit_aspect', { versionId, aspectKey: 'ecology', ...green })
    await act('director', 'remove_aspect', { versionId, aspectKey: 'deliberation' })
    const stars = { minimumPoints: 55, from: { one: 55, five: 95 }, bandsVerified: true }
    await act('village_administrator', 'edit_stars', { versionId, ...stars })
    await act('secretary', 'edit_book', { versionId, ...named('新办法') })
    const after = await content()
    expect(after.items.some((item) => item.key === itemKey)).toBe(false)
    expect(after.aspects.map((aspect) => aspect.key)).not.toContain('deliberation')
    expect(after.aspects.find((aspect) => aspect.key === 'ecology')?.maxHundredths).toBe(900)
    expect(after).toMatchObject({ minimumHundredths: 5500, bandsVerified: true })
    expect(after.bands).toHaveLength(2)
    expect(after.title.zh).toBe('新办法')
  })

  it('sent twice adds one clause', async () => {
    const id = newEnvelopeId()
    const first = await act('scorekeeper', 'edit_item', { versionId, ...clause }, id)
    expect(await act('scorekeeper', 'edit_item', { versionId, ...clause }, id)).toEqual(first)
    expect((await content()).items).toHaveLength(sound.items.length + 1)
  })

  it('never writes over what somebody else changed meanwhile', async () => {
    const basedOn = sha256(canonicalJson(sound))
    const mine = { versionId, basedOn, ...clause }
    expect(await act('scorekeeper', 'edit_item', mine)).toMatchObject({ versionId })
    expect(await act('director', 'edit_book', { versionId, basedOn, ...named('晚了') })).toBe(
      'compact.draft_changed',
    )
    expect(await act('director', 'adopt', { versionId, basedOn, ...adoption })).toBe(
      'compact.draft_changed',
    )
    expect((await content()).title).toEqual(sound.title)
  })

  it.each<[string, string, object]>([
    ['compact.unknown_version', 'edit_item', { versionId: ids.person('x'), ...clause }],
    ['compact.unknown_item', 'edit_item', { ...clause, itemKey: 'elsewhere' }],
    ['compact.unknown_item', 'remove_item', { itemKey: 'elsewhere' }],
    ['compact.unknown_item', 'edit_aspect', { aspectKey: 'elsewhere', ...aspect }],
    ['compact.unknown_aspect', 'edit_item', { ...clause, aspectKey: 'elsewhere' }],
    ['compact.nobody_declares', 'edit_item', { ...clause, declaredBy: {} }],
    ['compact.duplicate_clause', 'edit_item', { ...clause, clause: '11.1' }],
    ['compact.value_range_inverted', 'edit_item', { ...clause, minPoints: 3 }],
    ['compact.step_does_not_fit', 'edit_item', { ...clause, stepPoints: 0.6 }],
    ['compact.cap_below_one_deed', 'edit_item', { ...clause, capPoints: 1 }],
    ['compact.bands_below_minimum', 'edit_stars', { minimumPoints: 60, from: { one: 50 } }],
    ['compact.bands_not_ascending', 'edit_stars', { minimumPoints: 1, from: { one: 9, two: 9 } }],
    ['compact.bands_out_of_reach', 'edit_stars', { minimumPoints: 60, from: { five: 121 } }],
    ['compact.duplicate_key', 'edit_draft', { content: repeated }],
    ['kernel.invalid_input', 'edit_item', { ...clause, maxPoints: 2.005 }],
    ['kernel.invalid_input', 'edit_item', { ...clause, verifier: 'neighbour' }],
    ['kernel.invalid_input', 'edit_draft', { content: { ...sound, fine: 100 } }],
  ])('is refused as %s by %s', async (code, verb, input) => {
    expect(await act('scorekeeper', verb, { versionId, ...input })).toBe(code)
    expect(await content()).toEqual(sound)
  })

  it('leaves no aspect without a clause, and not without any aspect', async () => {
    await act('scorekeeper', 'remove_item', { versionId, itemKey: 'volunteered' })
    expect(
      await act('scorekeeper', 'remove_item', { versionId, itemKey: 'emergency_helped' }),
    ).toBe('compact.aspect_without_item')
    const { aspects } = await content()
    const outcomes = []
    await act('scorekeeper', 'edit_stars', { versionId, minimumPoints: 1 })
    for (const { key } of aspects)
      outcomes.push(await act('scorekeeper', 'remove_aspect', { versionId, aspectKey: key }))
    expect(outcomes.at(-1)).toBe('compact.last_aspect')
    expect(outcomes.filter((outcome) => typeof outcome === 'string')).toHaveLength(1)
  })
})
