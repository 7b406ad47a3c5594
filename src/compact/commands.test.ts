import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '#kernel/canonical.ts'
import { sha256 } from '#kernel/digest.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import { adoption, clause, type Drafting, openDrafting } from '#test/drafting.ts'
import { ids, place } from '#test/village.ts'
import { versionInForce } from './queries.ts'
import { starHousehold } from './templates/star-household.ts'

let house: Drafting
const tenantCode: string = place.village
const sound = starHousehold.content
beforeAll(async () => {
  house = await openDrafting()
})
afterAll(() => house.close())

const act: Drafting['act'] = (...sent) => house.act(...sent)
const drafted: Drafting['drafted'] = (input) => house.drafted(input)
const found: Drafting['found'] = (id) => house.found(id)
const { effectiveFrom: _, ...resolution } = adoption
const aspect = { title: { zh: '爱绿', en: '' }, part: 'base', maxPoints: 9 }

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

describe('adopting', () => {
  it('puts a draft into force from its day on, and not a day before', async () => {
    const versionId = await drafted()
    const effectiveFrom = '2027-02-01'
    const done = await act('director', 'adopt', { versionId, ...adoption, effectiveFrom })
    const contentHash = sha256(canonicalJson(sound))
    expect(done).toEqual({ versionId, effectiveFrom, contentHash, villageRulesHash: null })
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
    ['edit_aspect', { aspectKey: 'ecology', ...aspect }],
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
