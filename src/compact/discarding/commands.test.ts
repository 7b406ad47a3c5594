import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newEnvelopeId } from '#kernel/id.ts'
import { adoption, clause, type Drafting, openDrafting } from '#test/drafting.ts'
import { openRuleBook } from '#test/rule-book.ts'
import { ids, place } from '#test/village.ts'

let house: Drafting
beforeAll(async () => {
  house = await openDrafting()
})
afterAll(() => house.close())

const tenantCode: string = place.village
const act: Drafting['act'] = (...sent) => house.act(...sent)
const listed = async () => {
  const seen = await house.see('secretary', 'compact.drafts', { tenantCode })
  if (!seen.ok) throw new Error(seen.code)
  return (seen.value as { versions: { id: string; number: number }[] }).versions
}

describe('discarding a draft', () => {
  it('puts it away with who and when, and shows it to nobody any more', async () => {
    const versionId = await house.drafted()
    const done = await act('scorekeeper', 'discard_draft', { versionId })
    expect(done).toMatchObject({ versionId })
    expect((await listed()).map((one) => one.id)).not.toContain(versionId)
    const seen = await house.see('secretary', 'compact.draft_version', { tenantCode, versionId })
    expect(seen).toMatchObject({ ok: false, code: 'compact.discarded' })
    const { rows } = await sql`select discarded_at, discarded_by from compact.version
      where id = ${versionId}`.execute(house.app.kernel.database.kysely)
    expect(rows).toEqual([
      { discarded_at: house.app.kernel.clock.now(), discarded_by: ids.person('scorekeeper') },
    ])
  })

  it('ends every way to change or adopt it', async () => {
    const versionId = await house.drafted()
    await act('director', 'discard_draft', { versionId })
    for (const [verb, input] of [
      ['edit_item', clause],
      ['edit_stars', { minimumPoints: 50 }],
      ['adopt', adoption],
      ['discard_draft', {}],
    ] as const) {
      expect(await act('director', verb, { versionId, ...input })).toBe('compact.discarded')
    }
  })

  it('frees the number for the next draft of the same rule book', async () => {
    const first = await house.drafted({ templateKey: 'red_plum' })
    const { ruleBookId } = await house.found(first)
    await act('director', 'adopt', { versionId: first, ...adoption })
    const second = await house.drafted({ ruleBookId })
    await act('secretary', 'discard_draft', { versionId: second })
    const third = await house.drafted({ ruleBookId })
    expect(await house.found(third)).toMatchObject({ ruleBookId, number: 2, adoptedAt: null })
  })

  it('answers the same when the same is sent again', async () => {
    const versionId = await house.drafted()
    const id = newEnvelopeId()
    const first = await act('secretary', 'discard_draft', { versionId }, id)
    expect(first).toMatchObject({ versionId })
    expect(await act('secretary', 'discard_draft', { versionId }, id)).toEqual(first)
  })

  it('is refused when somebody changed it meanwhile', async () => {
    const versionId = await house.drafted()
    const { contentHash: basedOn } = await house.found(versionId)
    await act('director', 'edit_item', { versionId, ...clause })
    expect(await act('secretary', 'discard_draft', { versionId, basedOn })).toBe(
      'compact.draft_changed',
    )
    expect((await listed()).map((one) => one.id)).toContain(versionId)
  })

  it('is refused for one that is not there', async () => {
    expect(await act('secretary', 'discard_draft', { versionId: ids.person('x') })).toBe(
      'compact.unknown_version',
    )
  })

  it.each([
    ['guest', 'kernel.not_signed_in'],
    ['villager_001', 'kernel.not_permitted'],
    ['supervision_chair', 'kernel.not_permitted'],
    ['township_administrator', 'kernel.not_permitted'],
  ])('is not for %s', async (who, code) => {
    const versionId = await house.drafted()
    expect(await act(who, 'discard_draft', { versionId })).toBe(code)
  })
})

describe('what was adopted, and what a cycle counts by,', () => {
  it('is not discarded', async () => {
    const app = await openRuleBook()
    try {
      const { versionId } = app
      for (const who of ['scorekeeper', 'secretary']) {
        const refused = await app.act(who, 'compact.discard_draft', { versionId })
        expect(refused).toBe('compact.adopted_stays')
      }
      expect(await app.declare('001')).toMatch(/^[0-9a-f-]{36}$/)
    } finally {
      await app.close()
    }
  })

  it('is not put away by the role that commands run as', async () => {
    const versionId = await house.drafted()
    await act('director', 'adopt', { versionId, ...adoption })
    const { kysely } = house.app.kernel.database
    const changed = await kysely.transaction().execute(async (tx) => {
      await sql`select set_config('xiangyue.scope', ${tenantCode}, true),
        set_config('role', 'xiangyue_app', true)`.execute(tx)
      return sql`update compact.version set discarded_at = now() where id = ${versionId}
        returning id`.execute(tx)
    })
    expect(changed.rows).toEqual([])
  })
})
