import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import audit from '#audit/module.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import { sha256 } from '#kernel/digest.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import settings from '#settings/module.ts'
import { openTestApp, type TestApp } from '#test/app.ts'
import { ids, place } from '#test/village.ts'
import type { RuleBookContent } from './model.ts'
import compact from './module.ts'
import { type Version, versionById, versionInForce } from './queries.ts'
import { starHousehold } from './templates/star-household.ts'

let house: TestApp
const tenantCode: string = place.village
const sound = starHousehold.content
beforeAll(async () => {
  house = await openTestApp({ modules: [audit, settings, compact] })
})
afterAll(() => house.close())

/** Answers the value, or the code of the refusal. */
async function act(who: string, verb: string, input: object, id?: string) {
  const done = await house.send(who, `compact.${verb}`, { tenantCode, ...input }, id)
  return done.ok ? (done.value as Record<string, string>) : done.code
}
async function drafted(input: object = { templateKey: 'star_household' }): Promise<string> {
  const done = await act('scorekeeper', 'draft', input)
  if (typeof done === 'string') throw new Error(done)
  return done.versionId!
}
const found = (id: string) =>
  versionById(house.app.kernel.database.kysely, tenantCode, id) as Promise<Version>

const resolution = {
  ...{ body: 'villagers_assembly', heldOn: '2026-11-20', reference: '2026-4' },
  ...{ entitled: 30, present: 20, agreed: 18 },
}
const adoption = { effectiveFrom: '2027-01-01', ...resolution }
const clause = {
  ...{ aspectKey: 'volunteering', clause: '11.3', minPoints: 1, maxPoints: 2, capPoints: 4 },
  ...{ title: { zh: '帮扫学校', en: '' }, description: { zh: '开学前帮忙打扫学校。', en: '' } },
  ...{ evidence: 'photo', verifier: 'scorekeeper', declaredBy: { villager: true } },
}

describe('drafting', () => {
  it('begins with a template, word for word, under its canonical hash', async () => {
    const version = await found(await drafted())
    expect(version).toMatchObject({ number: 1, adoptedAt: null, resolution: null })
    expect(version.content).toEqual(sound)
    expect(version.contentHash).toBe(sha256(canonicalJson(sound)))
  })

  it('of the next version begins with the last adopted one, one draft at a time', async () => {
    const versionId = await drafted({ templateKey: 'red_plum' })
    const { ruleBookId } = await found(versionId)
    expect(await act('director', 'draft', { ruleBookId })).toBe('compact.draft_exists')
    await act('director', 'edit_book', { versionId, ...named('改过的办法') })
    expect(await act('director', 'adopt', { versionId, ...adoption })).toMatchObject({ versionId })
    const next = await found(await drafted({ ruleBookId }))
    expect(next).toMatchObject({ ruleBookId, number: 2, adoptedAt: null })
    expect(next.content.title.zh).toBe('改过的办法')
  })

  it('is refused without a known beginning', async () => {
    expect(await act('scorekeeper', 'draft', {})).toBe('compact.unknown_template')
    expect(await act('scorekeeper', 'draft', { templateKey: 'credit' })).toBe(
      'compact.unknown_template',
    )
    expect(await act('scorekeeper', 'draft', { ruleBookId: ids.person('x') })).toBe(
      'compact.unknown_rule_book',
    )
  })
})

const named = (zh: string) => {
  const { about, cycle, reckoning } = sound
  return { title: { zh, en: '' }, about, cycle, reckoning }
}

describe('changing a draft', () => {
  let versionId: string
  beforeEach(async () => {
    versionId = await drafted()
  })
  const content = async (): Promise<RuleBookContent> => (await found(versionId)).content

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
    ['compact.unknown_item', 'edit_aspect', { aspectKey: 'elsewhere', ...aspect() }],
    ['compact.unknown_aspect', 'edit_item', { ...clause, aspectKey: 'elsewhere' }],
    ['compact.nobody_declares', 'edit_item', { ...clause, declaredBy: {} }],
    ['compact.duplicate_clause', 'edit_item', { ...clause, clause: '11.1' }],
    ['compact.value_range_inverted', 'edit_item', { ...clause, minPoints: 3 }],
    ['compact.step_does_not_fit', 'edit_item', { ...clause, stepPoints: 0.6 }],
    ['compact.cap_below_one_deed', 'edit_item', { ...clause, capPoints: 1 }],
    ['compact.bands_below_minimum', 'edit_stars', { minimumPoints: 60, from: { one: 50 } }],
    ['compact.bands_not_ascending', 'edit_stars', { minimumPoints: 1, from: { one: 9, two: 9 } }],
    ['compact.bands_out_of_reach', 'edit_stars', { minimumPoints: 60, from: { five: 121 } }],
    ['compact.duplicate_key', 'edit_draft', { content: repeated() }],
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

function aspect() {
  return { title: { zh: '爱绿', en: '' }, part: 'base', maxPoints: 9 }
}
function repeated(): RuleBookContent {
  return { ...sound, items: [...sound.items, sound.items[0]!] }
}

describe('adopting', () => {
  it('puts a draft into force from its day on, and not a day before', async () => {
    const versionId = await drafted()
    const effectiveFrom = '2027-02-01'
    const done = await act('director', 'adopt', { versionId, ...adoption, effectiveFrom })
    const contentHash = sha256(canonicalJson(sound))
    expect(done).toEqual({ versionId, effectiveFrom, contentHash })
    expect(await found(versionId)).toMatchObject({ resolution, effectiveFrom })
    const db = house.app.kernel.database.kysely
    expect((await versionInForce(db, tenantCode, '2027-01-31'))?.id).not.toBe(versionId)
    expect((await versionInForce(db, tenantCode, '2027-02-01'))?.id).toBe(versionId)
  })

  it('answers the same when the same is sent again', async () => {
    const versionId = await drafted()
    const id = newEnvelopeId()
    const first = await act('secretary', 'adopt', { versionId, ...adoption }, id)
    expect(first).toMatchObject({ versionId })
    expect(await act('secretary', 'adopt', { versionId, ...adoption }, id)).toEqual(first)
    expect(await act('secretary', 'adopt', { versionId, ...adoption })).toBe(
      'compact.already_adopted',
    )
    const other = { versionId, ...adoption, agreed: 19 }
    expect(await act('secretary', 'adopt', other, id)).toBe('kernel.envelope_reused')
  })

  it.each<[string, object]>([
    ['compact.unknown_version', { versionId: ids.person('x') }],
    ['compact.resolution_in_future', { heldOn: '2026-11-23' }],
    ['compact.retroactive', { effectiveFrom: '2026-11-21' }],
    ['compact.vote_impossible', { present: 31 }],
    ['compact.not_quorate', { present: 15, agreed: 15 }],
    ['compact.not_quorate', { body: 'representative_assembly', present: 19, agreed: 19 }],
    ['compact.not_carried', { agreed: 10 }],
    ['kernel.invalid_input', { body: 'villagers_committee' }],
    ['kernel.invalid_input', { heldOn: '2026-02-30' }],
    ['kernel.invalid_input', { reference: ' ' }],
  ])('is refused as %s for %o', async (code, facts) => {
    const versionId = await drafted()
    expect(await act('director', 'adopt', { versionId, ...adoption, ...facts })).toBe(code)
    expect(await found(versionId)).toMatchObject({ adoptedAt: null, resolution: null })
  })

  it('is refused while one line is unlawful, though it may be drafted', async () => {
    const versionId = await drafted()
    const fine = { ...clause, description: { zh: '不参加的罚款五十元。', en: '' } }
    expect(await act('scorekeeper', 'edit_item', { versionId, ...fine })).toMatchObject({
      versionId,
    })
    expect(await act('director', 'adopt', { versionId, ...adoption })).toBe(
      'compact.unlawful_items',
    )
  })

  it('follows the quorum that the village decided for the day of the meeting', async () => {
    const rule = { tenantCode, key: 'compact.assembly_quorum', value: '3/4', source: '决议 1' }
    const set = await house.send('director', 'settings.decide', {
      ...rule,
      validFrom: '2026-11-22',
    })
    expect(set.ok).toBe(true)
    const versionId = await drafted()
    const today = { versionId, ...adoption, heldOn: '2026-11-22' }
    expect(await act('director', 'adopt', today)).toBe('compact.not_quorate')
    expect(await act('director', 'adopt', { versionId, ...adoption })).toMatchObject({ versionId })
  })
})

describe('what was adopted', () => {
  let versionId: string
  beforeAll(async () => {
    versionId = await drafted()
    await act('director', 'adopt', { versionId, ...adoption })
  })

  it.each<[string, object]>([
    ['edit_draft', { content: sound }],
    ['edit_item', clause],
    ['remove_item', { itemKey: 'volunteered' }],
    ['edit_aspect', { aspectKey: 'ecology', ...aspect() }],
    ['remove_aspect', { aspectKey: 'ecology' }],
    ['edit_stars', { minimumPoints: 50 }],
    ['edit_book', named('改名')],
    ['adopt', { ...adoption, agreed: 20 }],
  ])('is not changed by %s', async (verb, input) => {
    expect(await act('director', verb, { versionId, ...input })).toBe('compact.already_adopted')
  })

  /** Runs a statement with the rights that every command has. */
  const asApp = (statement: ReturnType<typeof sql>) =>
    house.app.kernel.database.kysely.transaction().execute(async (tx) => {
      await sql`select set_config('xiangyue.scope', ${tenantCode}, true),
        set_config('role', 'xiangyue_app', true)`.execute(tx)
      return statement.execute(tx)
    })

  it('cannot be changed in the database by the role that commands run as', async () => {
    const changed = await asApp(
      sql`update compact.version set content = '{}'::jsonb where id = ${versionId} returning id`,
    )
    expect(changed.rows).toEqual([])
    const gone = asApp(sql`delete from compact.version where id = ${versionId}`)
    await expect(gone).rejects.toThrow('permission denied')
    expect((await found(versionId)).content).toEqual(sound)
  })

  it('cannot come in behind the resolution, nor reach back', async () => {
    const copied = asApp(sql`insert into compact.version
      select tenant_code, gen_random_uuid(), rule_book_id, 99, content, content_hash, drafted_at,
        drafted_by, resolution, adopted_at, adopted_by, effective_from
      from compact.version where id = ${versionId}`)
    await expect(copied).rejects.toThrow('row-level security')
    const draftId = await drafted()
    const backdated = asApp(sql`update compact.version set resolution = '{}'::jsonb,
      adopted_at = '2026-11-22T02:00:00Z', effective_from = '2026-11-21' where id = ${draftId}`)
    await expect(backdated).rejects.toThrow('row-level security')
  })
})

describe('those who may', () => {
  const drafting = ['scorekeeper', 'director', 'secretary', 'village_administrator']
  it.each(drafting)('%s drafts', async (who) => {
    expect(await act(who, 'draft', { templateKey: 'public_works' })).toHaveProperty('versionId')
  })

  it.each([
    ['guest', 'kernel.not_signed_in'],
    ...['villager_001', 'reviewer', 'supervision_chair', 'township_administrator'].map((who) => [
      ...[who, 'kernel.not_permitted'],
    ]),
  ] as [string, string][])('%s does not', async (who, code) => {
    expect(await act(who, 'draft', { templateKey: 'public_works' })).toBe(code)
    const versionId = await drafted()
    expect(await act(who, 'edit_item', { versionId, ...clause })).toBe(code)
    expect(await act(who, 'adopt', { versionId, ...adoption })).toBe(code)
  })

  it.each(['scorekeeper', 'village_administrator', 'deputy_director'])(
    '%s does not record the resolution',
    async (who) => {
      const versionId = await drafted()
      expect(await act(who, 'adopt', { versionId, ...adoption })).toBe('kernel.not_permitted')
    },
  )

  it('reach only their own place', async () => {
    const versionId = await drafted()
    const elsewhere = { tenantCode: place.sibling, versionId }
    expect(await act('director', 'remove_item', { ...elsewhere, itemKey: 'volunteered' })).toBe(
      'kernel.not_permitted',
    )
  })
})
