import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import audit from '#audit/module.ts'
import settings from '#settings/module.ts'
import { openTestApp, type TestApp } from '#test/app.ts'
import { place } from '#test/village.ts'
import type { Difference } from './difference/rules.ts'
import compact from './module.ts'
import { type Version, versionById, versionInForce } from './queries.ts'
import { starHousehold } from './templates/star-household.ts'

let house: TestApp
const tenantCode: string = place.village
/** Adopted and in force; adopted for January; a draft of the first book; a draft of another. */
const ids = { inForce: '', toCome: '', draft: '', other: '' }

async function must(verb: string, input: object): Promise<Record<string, string>> {
  const done = await house.send('director', `compact.${verb}`, { tenantCode, ...input })
  if (!done.ok) throw new Error(done.code)
  return done.value as Record<string, string>
}
async function see<T>(who: string, name: string, input: object = {}): Promise<T> {
  const seen = await house.see(who, `compact.${name}`, { tenantCode, ...input })
  if (!seen.ok) throw new Error(seen.code)
  return seen.value as T
}
const adopt = (versionId: string, effectiveFrom: string) =>
  must('adopt', {
    ...{ versionId, effectiveFrom, body: 'villagers_assembly', heldOn: '2026-11-20' },
    ...{ reference: '2026-4', entitled: 30, present: 20, agreed: 18 },
  })

beforeAll(async () => {
  house = await openTestApp({ modules: [audit, settings, compact] })
  const first = await must('draft', { templateKey: 'star_household' })
  ids.inForce = first.versionId!
  await adopt(ids.inForce, '2026-11-22')
  ids.toCome = (await must('draft', { ruleBookId: first.ruleBookId })).versionId!
  const stars = { minimumPoints: 65, from: { one: 65, five: 100 }, bandsVerified: true }
  await must('edit_stars', { versionId: ids.toCome, ...stars })
  await adopt(ids.toCome, '2027-01-01')
  ids.draft = (await must('draft', { ruleBookId: first.ruleBookId })).versionId!
  await must('remove_item', { versionId: ids.draft, itemKey: 'volunteered' })
  ids.other = (await must('draft', { templateKey: 'red_plum' })).versionId!
})
afterAll(() => house.close())

describe('compact.rule_books and compact.version', () => {
  it('show everybody what was adopted, and no draft', async () => {
    for (const who of ['guest', 'villager_001', 'director', 'system']) {
      const books = await see<{ versions: Version[]; inForceId: string }>(who, 'rule_books')
      expect(books.versions.map((version) => version.id)).toEqual([ids.toCome, ids.inForce])
      expect(books.inForceId).toBe(ids.inForce)
    }
    const one = await see<Version>('guest', 'version', { versionId: ids.inForce })
    expect(one).toMatchObject({ content: starHousehold.content, inForceId: ids.inForce })
    expect(one).not.toHaveProperty('draftedBy')
    for (const who of ['guest', 'director'])
      await expect(see(who, 'version', { versionId: ids.draft })).rejects.toThrow(
        'compact.unknown_version',
      )
  })

  it('name the next one on its day', async () => {
    const db = house.app.kernel.database.kysely
    expect((await versionInForce(db, tenantCode, '2026-11-21'))?.id).toBeUndefined()
    expect((await versionInForce(db, tenantCode, '2026-12-31'))?.id).toBe(ids.inForce)
    expect((await versionInForce(db, tenantCode, '2027-01-01'))?.id).toBe(ids.toCome)
    expect(await versionById(db, place.sibling, ids.inForce)).toBeNull()
  })

  it('are read by a role from which the database itself hides drafts', async () => {
    const { kysely } = house.app.kernel.database
    const seen = await kysely.transaction().execute(async (tx) => {
      await sql`select set_config('xiangyue.scope', ${tenantCode}, true),
        set_config('role', 'xiangyue_public', true)`.execute(tx)
      return sql<{ id: string }>`select id from compact.version order by number desc`.execute(tx)
    })
    expect(seen.rows.map((row) => row.id)).toEqual([ids.toCome, ids.inForce])
  })

  it('show nothing of another village', async () => {
    const books = await see('guest', 'rule_books', { tenantCode: place.otherVillage })
    expect(books).toEqual({ versions: [], inForceId: null, grounds: null })
  })
})

interface Draft extends Version {
  readonly findings: readonly { code: string; itemKey: string | null }[]
  readonly comparison: { number: number; inForce: boolean; difference: Difference } | null
  readonly replacesOther: boolean
  readonly mayDraft: boolean
  readonly mayAdopt: boolean
  readonly voteNumbers: { quorum: Record<string, string> }
}
const draft = (who: string, versionId: string) => see<Draft>(who, 'draft_version', { versionId })

describe('compact.drafts and compact.draft_version', () => {
  const local = ['scorekeeper', 'deputy_director', 'committee_member', 'supervision_member']
  const above = ['township_official', 'county_official', 'county_administrator']
  it.each([...local, 'leading_head', 'representative', ...above])('are read by %s', async (who) => {
    const list = await see<{ versions: { id: string; title: object }[]; mayDraft: boolean }>(
      ...([who, 'drafts'] as const),
    )
    expect(list.versions.map((version) => version.id)).toContain(ids.draft)
    expect(list.versions).toHaveLength(4)
    expect(list.mayDraft).toBe(who === 'scorekeeper')
    expect((await draft(who, ids.draft)).id).toBe(ids.draft)
  })

  it.each([
    ['guest', 'kernel.not_signed_in'],
    ['villager_001', 'kernel.not_permitted'],
    ['reviewer', 'kernel.not_permitted'],
    ['grid_worker', 'kernel.not_permitted'],
    ['system', 'kernel.not_permitted'],
  ])('are not for %s', async (who, code) => {
    await expect(see(who, 'drafts')).rejects.toThrow(code)
    await expect(draft(who, ids.draft)).rejects.toThrow(code)
  })

  it('show how a draft differs from the version adopted before it', async () => {
    const { comparison } = await draft('scorekeeper', ids.draft)
    expect(comparison).toMatchObject({ number: 2, inForce: false })
    expect(comparison?.difference.items).toMatchObject([
      { key: 'volunteered', change: 'removed', clause: '11.1' },
    ])
    const earlier = await draft('scorekeeper', ids.toCome)
    expect(earlier.comparison).toMatchObject({ number: 1, inForce: true })
    const fields = earlier.comparison?.difference.book.map((change) => change.field)
    expect(fields).toEqual(['minimumHundredths', 'bands', 'bandsVerified'])
  })

  it('say when a draft would replace another book, and who may do what', async () => {
    expect(await draft('director', ids.other)).toMatchObject({
      ...{ comparison: null, replacesOther: true, mayDraft: true, mayAdopt: true },
      voteNumbers: { quorum: { villagers_assembly: '1/2', representative_assembly: '2/3' } },
    })
    expect(await draft('scorekeeper', ids.other)).toMatchObject({ mayDraft: true, mayAdopt: false })
    await expect(draft('director', tenantToId())).rejects.toThrow('compact.unknown_version')
  })

  it('lint by the ceilings that the place decided', async () => {
    const codes = async () => (await draft('director', ids.other)).findings.map((f) => f.code)
    expect(await codes()).toEqual([])
    const rule = { tenantCode, key: 'compact.deduction_per_item', value: 2, source: '决议 2' }
    await house.send('director', 'settings.decide', { ...rule, validFrom: '2026-11-22' })
    expect(await codes()).toContain('deduction_cap')
  })
})

const tenantToId = () => '01920000-0000-7000-8000-000000000001'

describe('compact.templates', () => {
  it('are four, for everybody', async () => {
    const list = await see<{ key: string }[]>('guest', 'templates')
    expect(list.map((template) => template.key)).toHaveLength(4)
  })
})
