import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import audit from '#audit/module.ts'
import places from '#places/module.ts'
import settings from '#settings/module.ts'
import { openTestApp, type TestApp } from '#test/app.ts'
import { ids, place } from '#test/village.ts'
import organisations from './module.ts'

let house: TestApp
beforeAll(async () => {
  house = await openTestApp({ modules: [audit, settings, places, organisations] })
})
afterAll(() => house.close())

const tenantCode: string = place.village
const send = (who: string, verb: string, input: object) =>
  house.send(who, `organisations.${verb}`, { tenantCode, ...input })
const outcomeOf = async <T>(sent: Promise<unknown>): Promise<T> => {
  const outcome = (await sent) as { ok: boolean; code?: string; value: T }
  if (!outcome.ok) throw new Error(outcome.code)
  return outcome.value
}
const appointment = (key: string, more: object = {}) => ({
  ...{ organisationId: ids.organisation('review_group'), post: 'reviewer' },
  ...{ personId: ids.person(key), since: '2026-11-22', basis: '村民代表会议 2026 年第 5 号决议' },
  ...more,
})
const nowhere = '019a0000-0000-7000-8000-0000000000cc'

describe('organisations.found and organisations.dissolve', () => {
  const body = { kind: 'enterprise', name: '演示合作社', foundedOn: '2026-11-22' }

  it('open a body, give posts in it, and end all of them with it', async () => {
    const { organisationId } = await outcomeOf<{ organisationId: string }>(
      send('village_administrator', 'found', body),
    )
    const wish = appointment('villager_007', { organisationId, post: 'enterprise_manager' })
    const { holdingId } = await outcomeOf<{ holdingId: string }>(send('director', 'appoint', wish))
    const end = { organisationId, dissolvedOn: '2026-12-31', reason: '经营结束' }
    expect(await send('secretary', 'dissolve', end)).toMatchObject({ value: { ended: 1 } })
    expect(await send('secretary', 'dissolve', end)).toMatchObject({
      code: 'organisations.dissolved',
    })
    const { rows } = await sql<{ until: string; ended_reason: string }>`
      select until, ended_reason from organisations.post_holding where id = ${holdingId}`.execute(
      house.app.kernel.database.kysely,
    )
    expect(rows[0]).toEqual({ until: '2026-12-31', ended_reason: '经营结束' })
  })

  it.each([
    [{ kind: 'council' }, 'organisations.already_exists'],
    [{ kind: 'county_office' }, 'organisations.kind_not_here'],
    [{ name: '测试 council' }, 'organisations.name_taken'],
    [{ foundedOn: '2029-01-01' }, 'organisations.date_too_far'],
    [{ kind: 'guild' }, 'kernel.invalid_input'],
  ])('refuse %o with %s', async (more, code) => {
    const name = '演示新组织'
    expect(await send('director', 'found', { ...body, name, ...more })).toMatchObject({ code })
  })

  it('let the program open the first office of a county, and nothing where there is no place', async () => {
    const office = { kind: 'county_office', name: '大观区乡村治理办公室', foundedOn: '2026-11-22' }
    const at = { ...office, tenantCode: place.otherCounty }
    expect(await send('system', 'found', at)).toMatchObject({ ok: true })
    expect(await send('system', 'found', { ...office, tenantCode: '000000000000' })).toMatchObject({
      code: 'organisations.kind_not_here',
    })
  })

  it('do not know a body that does not exist', async () => {
    const end = { organisationId: nowhere, dissolvedOn: '2026-12-31', reason: '误设' }
    expect(await send('director', 'dissolve', end)).toMatchObject({
      code: 'organisations.unknown_organisation',
    })
  })
})

describe('organisations.appoint', () => {
  it('gives the powers of the post from its first day and takes them at its end', async () => {
    const wish = appointment('villager_003', {
      ...{ organisationId: ids.organisation('villagers_committee'), post: 'deputy_director' },
      ...{ since: '2026-11-25', until: '2026-12-10' },
    })
    expect(await send('township_administrator', 'appoint', wish)).toMatchObject({ ok: true })
    const reads = async (day: string) => {
      house.clock.set(`${day}T02:00:00Z`)
      return (await house.see('villager_003', 'organisations.members', { tenantCode })).ok
    }
    expect([await reads('2026-11-24'), await reads('2026-11-25')]).toEqual([false, true])
    expect([await reads('2026-12-09'), await reads('2026-12-10')]).toEqual([true, false])
    house.clock.set('2026-11-22T02:00:00Z')
  })

  it('keeps near relatives of the director off the supervision committee', async () => {
    const director = appointment('villager_005', {
      ...{ organisationId: ids.organisation('villagers_committee'), post: 'committee_member' },
    })
    expect(await send('director', 'appoint', director)).toMatchObject({ ok: true })
    const post = {
      organisationId: ids.organisation('supervision_committee'),
      post: 'supervision_member',
    }
    expect(await send('director', 'appoint', appointment('spouse_005', post))).toMatchObject({
      code: 'organisations.supervision_relative',
    })
    expect(await send('director', 'appoint', appointment('villager_005', post))).toMatchObject({
      code: 'organisations.supervision_conflict',
    })
    expect(await send('director', 'appoint', appointment('villager_006', post))).toMatchObject({
      ok: true,
    })
  })

  it('binds a grid worker to a grid', async () => {
    const post = { organisationId: ids.organisation('grid_team'), post: 'grid_worker' }
    const wish = appointment('villager_008', post)
    expect(await send('director', 'appoint', wish)).toMatchObject({
      code: 'organisations.division_needed',
    })
    expect(await send('director', 'appoint', { ...wish, divisionId: nowhere })).toMatchObject({
      code: 'organisations.unknown_division',
    })
    expect(await send('director', 'appoint', { ...wish, divisionId: ids.group(1) })).toMatchObject({
      code: 'organisations.division_needed',
    })
    expect(await send('director', 'appoint', { ...wish, divisionId: ids.grid(1) })).toMatchObject({
      ok: true,
    })
  })

  it.each([
    ['villager_001', { organisationId: nowhere }, 'organisations.unknown_organisation'],
    ['villager_001', { personId: nowhere }, 'organisations.unknown_person'],
    ['villager_001', { post: 'director' }, 'organisations.post_not_here'],
    ['villager_001', { until: '2026-11-01' }, 'organisations.term_inverted'],
    ['villager_001', { since: '2019-01-01' }, 'organisations.before_founding'],
    ['villager_001', { since: '2028-01-01' }, 'organisations.date_too_far'],
    ['villager_001', { divisionId: ids.grid(1) }, 'organisations.division_not_for_post'],
    ['villager_001', { post: 'review_leader' }, 'organisations.post_taken'],
    ['child_001', {}, 'organisations.minor'],
    ['reviewer', {}, 'organisations.already_holds'],
    ['villager_001', { post: 'mayor' }, 'kernel.invalid_input'],
    ['township_official', {}, 'organisations.unknown_person'],
  ])('refuses %s with %o: %s', async (key, more, code) => {
    expect(await send('director', 'appoint', appointment(key, more))).toMatchObject({ code })
  })

  it('refuses somebody whose record is closed, and a body that is dissolved', async () => {
    const { kysely } = house.app.kernel.database
    await sql`update people.person set closed_on = '2026-11-01', closed_reason = 'moved_away'
      where id = ${ids.person('villager_012')}`.execute(kysely)
    expect(await send('director', 'appoint', appointment('villager_012'))).toMatchObject({
      code: 'organisations.person_closed',
    })
    const end = { dissolvedOn: '2026-11-22', reason: '合并' }
    const organisationId = ids.organisation('council')
    await send('director', 'dissolve', { ...end, organisationId })
    const wish = appointment('villager_001', { organisationId, post: 'council_member' })
    expect(await send('director', 'appoint', wish)).toMatchObject({
      code: 'organisations.dissolved',
    })
  })

  it.each([
    ['guest', 'kernel.not_signed_in'],
    ...['villager_001', 'scorekeeper', 'deputy_secretary', 'supervision_chair'].map((who) => [
      ...[who, 'kernel.not_permitted'],
    ]),
    ['township_official', 'kernel.not_permitted'],
    ['county_official', 'kernel.not_permitted'],
  ] as [string, string][])('is not for %s', async (who, code) => {
    expect(await send(who, 'appoint', appointment('villager_002'))).toMatchObject({ code })
    expect(
      await send(who, 'found', { kind: 'enterprise', name: '厂子', foundedOn: '2026-11-22' }),
    ).toMatchObject({ code })
  })

  it('is not for the director in another village, nor for another county', async () => {
    const elsewhere = { ...appointment('villager_002'), tenantCode: place.sibling }
    expect(await send('director', 'appoint', elsewhere)).toMatchObject({
      code: 'kernel.not_permitted',
    })
    const other = { ...elsewhere, tenantCode: place.otherVillage }
    expect(await send('county_administrator', 'appoint', other)).toMatchObject({
      code: 'kernel.not_permitted',
    })
  })
})

describe('organisations.end_term', () => {
  it('ends a term once, with its reason', async () => {
    const { holdingId } = await outcomeOf<{ holdingId: string }>(
      send('director', 'appoint', appointment('villager_010')),
    )
    const end = { holdingId, until: '2026-12-01', reason: '本人辞职' }
    expect(await send('director', 'end_term', { ...end, until: '2026-11-01' })).toMatchObject({
      code: 'organisations.term_inverted',
    })
    expect(await send('director', 'end_term', { ...end, until: '2029-11-01' })).toMatchObject({
      code: 'organisations.date_too_far',
    })
    expect(await send('director', 'end_term', end)).toMatchObject({ ok: true })
    expect(await send('director', 'end_term', end)).toMatchObject({
      code: 'organisations.term_ended',
    })
    expect(await send('director', 'end_term', { ...end, holdingId: nowhere })).toMatchObject({
      code: 'organisations.unknown_holding',
    })
    expect(await send('reviewer', 'end_term', end)).toMatchObject({ code: 'kernel.not_permitted' })
  })
})

describe('the last administrator of a county', () => {
  const county = { tenantCode: place.county, reason: '换届' }
  const office = { organisationId: ids.organisation('county_office') }
  const own = () => ({ holdingId: ids.holding('county_administrator'), until: '2026-12-01' })
  const refused = expect.objectContaining({ code: 'organisations.last_administrator' })

  it('is neither ended nor dissolved away, until another who can sign in is in office', async () => {
    const by = (verb: string, input: object) =>
      send('county_administrator', verb, { ...county, ...input })
    expect(await by('end_term', own())).toEqual(refused)
    const dissolve = { ...office, dissolvedOn: '2026-12-01' }
    expect(await by('dissolve', dissolve)).toEqual(refused)
    const official = ids.person('county_official')
    const wish = { post: 'county_administrator', personId: official, since: '2026-11-22' }
    const account = (until: string | null) =>
      sql`update auth.account_person set until = ${until} where person_id = ${official}`.execute(
        house.app.kernel.database.kysely,
      )
    await account('2026-11-01T00:00:00Z')
    expect(await by('appoint', { ...office, ...wish, basis: '任命' })).toMatchObject({ ok: true })
    expect(await by('end_term', own())).toEqual(refused)
    await account(null)
    expect(await by('dissolve', dissolve)).toEqual(refused)
    expect(await by('end_term', own())).toMatchObject({ ok: true })
  })
})

describe('party members without office', () => {
  const join = (who: string, key: string, more: object = {}) =>
    send(who, 'join_party', {
      ...{ organisationId: ids.organisation('party_branch'), personId: ids.person(key) },
      ...{ since: '2026-11-22', ...more },
    })

  it('are entered and taken off by those who keep the list', async () => {
    const { membershipId } = await outcomeOf<{ membershipId: string }>(
      join('secretary', 'villager_001'),
    )
    expect(await join('deputy_secretary', 'villager_001')).toMatchObject({
      code: 'organisations.already_member',
    })
    const leave = { membershipId, until: '2026-12-01' }
    expect(await send('village_administrator', 'leave_party', leave)).toMatchObject({ ok: true })
    expect(await send('secretary', 'leave_party', leave)).toMatchObject({
      code: 'organisations.membership_ended',
    })
    expect(
      await send('secretary', 'leave_party', { ...leave, membershipId: nowhere }),
    ).toMatchObject({
      code: 'organisations.unknown_membership',
    })
  })

  it.each([
    [
      'villager_002',
      { organisationId: ids.organisation('collective') },
      'organisations.not_a_party_branch',
    ],
    ['villager_002', { organisationId: nowhere }, 'organisations.unknown_organisation'],
    ['child_002', {}, 'organisations.minor'],
    ['villager_002', { personId: nowhere }, 'organisations.unknown_person'],
  ])('refuse %s with %o: %s', async (key, more, code) => {
    expect(await join('secretary', key, more)).toMatchObject({ code })
  })

  it.each(['villager_001', 'director', 'supervision_chair', 'county_administrator', 'system'])(
    'are no business of %s',
    async (who) => {
      expect(await join(who, 'villager_002')).toMatchObject({ code: 'kernel.not_permitted' })
      expect(await house.see(who, 'organisations.party', { tenantCode })).toMatchObject({
        code: 'kernel.not_permitted',
      })
    },
  )

  it('leave a record that names the membership, not the person', async () => {
    const { rows } = await sql<{ subjects: string[] }>`select subjects from audit.entry
      where command = 'organisations.join_party'`.execute(house.app.kernel.database.kysely)
    expect(
      rows.flatMap((row) => row.subjects).every((s) => s.startsWith('party_membership:')),
    ).toBe(true)
  })
})
