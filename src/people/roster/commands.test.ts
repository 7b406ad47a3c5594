import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newEnvelopeId } from '#kernel/id.ts'
import people from '#people/module.ts'
import { participatingHouseholds } from '#people/queries.ts'
import { checkCharacter } from '#people/sheet/id-number.ts'
import { openTestApp, type TestApp } from '../../../test/support/app.ts'
import { ids, place } from '../../../test/support/village.ts'
import type { ImportRow, RosterReport } from './model.ts'

const sheetHash = 'a'.repeat(64)
let app: TestApp
/** A refused act leaves nothing behind: the same database serves the next test. */
let touched = false

beforeAll(async () => {
  app = await openTestApp({ modules: [people] })
})
afterEach(async () => {
  if (!touched) return
  await app.close()
  app = await openTestApp({ modules: [people] })
  touched = false
})
afterAll(() => app.close())

async function act(who: string, name: string, input: object, id = newEnvelopeId()) {
  const outcome = await app.send(who, `people.${name}`, input, id)
  touched ||= outcome.ok
  return outcome
}

function idNumber(n: number, birthDate: string): string {
  const first17 = `231282${birthDate.replaceAll('-', '')}${String(n % 1000).padStart(3, '0')}`
  return first17 + checkCharacter(first17)
}

const shape = [
  ['head', '1960-01-01'],
  ['spouse', '1962-01-01'],
  ['son', '2015-01-01'],
] as const

/** Invented households of three: two adults who sign and a child. */
function sheet(householdCount: number): ImportRow[] {
  return Array.from({ length: householdCount }, (_, house) =>
    shape.map(([relation, from], member) => {
      const row = house * 3 + member + 1
      const birthDate = new Date(Date.parse(from) + house * 86_400_000).toISOString().slice(0, 10)
      const sex = row % 2 === 1 ? ('male' as const) : ('female' as const)
      const rest = { grid: null, takesPart: member < 2, note: null }
      return {
        ...{
          row,
          householdCode: String(house + 101),
          name: `演示人${row}`,
          relation,
          birthDate,
          sex,
        },
        ...{ idNumber: idNumber(row, birthDate), phone: `139${String(10_000_000 + row)}` },
        ...{ group: `第${(house % 3) + 1}组`, ...rest },
      }
    }),
  ).flat()
}

async function bring(rows: ImportRow[], more: object = {}): Promise<RosterReport> {
  const input = { tenantCode: place.village, sheetHash, rows, ...more }
  const outcome = await act('scorekeeper', 'import_roster', input)
  if (!outcome.ok) throw new Error(`${outcome.code} ${JSON.stringify(outcome.details)}`)
  return outcome.value as RosterReport
}

async function fingerprint(): Promise<unknown> {
  const { rows } = await sql`
    select (select md5(string_agg(p::text, '' order by id)) from people.person p) as persons,
      (select md5(string_agg(i::text, '' order by person_id)) from people.identity i) as numbers,
      (select md5(string_agg(m::text, '' order by id)) from people.membership m) as memberships,
      (select md5(string_agg(h::text, '' order by id)) from people.household h) as households,
      (select md5(string_agg(d::text, '' order by id)) from people.household_division d) as divisions,
      (select md5(string_agg(c::text, '' order by id)) from people.consent c) as consents
  `.execute(app.app.kernel.database.kysely)
  return rows[0]
}

describe('importing a roster', () => {
  it('brings 1,050 people in, and the same sheet again changes nothing', async () => {
    const rows = sheet(350)
    const report = await bring(rows)
    expect(report).toMatchObject({ added: 1050, changed: 0, unchanged: 0, refused: 0 })
    expect(report).toMatchObject({ householdsAdded: 350, consents: 700, troubles: [] })
    const before = await fingerprint()
    const again = await bring(rows)
    expect(again).toMatchObject({ added: 0, changed: 0, unchanged: 1050, householdsUnchanged: 350 })
    expect(again.consents).toBe(0)
    expect(await fingerprint()).toEqual(before)
    const taking = await participatingHouseholds(
      app.app.kernel.database.kysely,
      place.village,
      '2026-11-22',
    )
    expect(taking).toHaveLength(362)
  })

  it('answers a repeated envelope with the first result', async () => {
    const id = newEnvelopeId()
    const input = { tenantCode: place.village, sheetHash, rows: sheet(2) }
    const first = await act('director', 'import_roster', input, id)
    const second = await act('director', 'import_roster', input, id)
    expect(second).toMatchObject({ ok: true, replayed: true })
    expect(second.ok && first.ok && second.value).toEqual(first.ok && first.value)
  })

  it('removes nobody who is missing, and corrects who is known', async () => {
    const rows = sheet(3)
    await bring(rows)
    const changed = [{ ...rows[0]!, name: '演示新名', phone: '13700000000' }, rows[1]!, rows[2]!]
    expect(await bring(changed)).toMatchObject({ added: 0, changed: 1, unchanged: 2 })
    const found = await app.see('director', 'people.households', {
      tenantCode: place.village,
      q: '演示新名',
    })
    expect(found).toMatchObject({
      ok: true,
      value: { total: 1, rows: [{ code: '101', members: 3 }] },
    })
    const all = await app.see('director', 'people.households', { tenantCode: place.village })
    expect(all).toMatchObject({ ok: true, value: { total: 15 } })
  })

  it('knows people without number by household, name and birthday', async () => {
    const rows = sheet(2).map((row) => ({ ...row, idNumber: null }))
    await bring(rows)
    expect(await bring(sheet(2))).toMatchObject({ added: 0, changed: 6, unchanged: 0 })
  })

  it('a roster signature does not bring back who has withdrawn, unless signed later', async () => {
    const rows = sheet(1)
    await bring(rows)
    const { rows: found } = await sql<{ person_id: string }>`
      select person_id from people.consent where method = 'roster_signature' and granted_by is not null
      order by person_id limit 1`.execute(app.app.kernel.database.kysely)
    const personId = found[0]!.person_id
    const withdrawal = { tenantCode: place.village, personId, purpose: 'points' }
    expect(await act('scorekeeper', 'withdraw_consent', withdrawal)).toMatchObject({ ok: true })
    expect((await bring(rows)).consents).toBe(0)
    app.clock.set('2026-12-22T02:00:00Z')
    expect((await bring(rows, { signedOn: '2026-11-22' })).consents).toBe(0)
    expect((await bring(rows, { signedOn: '2026-12-01' })).consents).toBe(1)
  })

  it('does not bring back who was closed', async () => {
    await bring(sheet(1))
    const { rows } = await sql<{ id: string }>`
      select id from people.person where name = '演示人3'`.execute(app.app.kernel.database.kysely)
    const closing = { tenantCode: place.village, personId: rows[0]!.id, reason: 'moved_away' }
    expect(await act('secretary', 'close_person', closing)).toMatchObject({ ok: true })
    expect(await bring(sheet(1))).toMatchObject({ added: 0, unchanged: 2, gone: 1 })
  })

  it('keeps a faulty household out and brings the others', async () => {
    const rows = sheet(3)
    rows[4] = { ...rows[4]!, group: '第九组' }
    const report = await bring(rows)
    expect(report).toMatchObject({ added: 6, refused: 3 })
    expect(report.troubles).toEqual([{ row: 5, householdCode: '102', fault: 'group_unknown' }])
  })

  it.each([
    ['no rows', { rows: [] }, 'people.roster_empty'],
    [
      'only faulty rows',
      { rows: [{ ...sheet(1)[0]!, group: '第九组' }] },
      'people.roster_rows_wrong',
    ],
    [
      'a signature of tomorrow',
      { rows: sheet(1), signedOn: '2026-11-23' },
      'people.date_in_future',
    ],
    ['a sheet nobody kept', { sheetId: ids.person('reviewer') }, 'people.unknown_sheet'],
  ])('refuses %s', async (_case, change, code) => {
    const input = { tenantCode: place.village, sheetHash, ...change }
    const before = await fingerprint()
    expect(await act('scorekeeper', 'import_roster', input)).toMatchObject({ ok: false, code })
    expect(await fingerprint()).toEqual(before)
  })

  it('asks for rows or a kept sheet, not both and not neither', async () => {
    const input = { tenantCode: place.village, sheetHash }
    expect(await act('scorekeeper', 'import_roster', input)).toMatchObject({
      code: 'kernel.invalid_input',
    })
  })

  it.each(['scorekeeper', 'village_administrator', 'secretary', 'director'])(
    '%s may',
    async (who) => {
      const input = { tenantCode: place.village, sheetHash, rows: sheet(1) }
      expect(await act(who, 'import_roster', input)).toMatchObject({ ok: true })
    },
  )

  it.each(['guest', 'villager_001', 'grid_worker', 'reviewer', 'township_administrator'])(
    '%s may not',
    async (who) => {
      const input = { tenantCode: place.village, sheetHash, rows: sheet(1) }
      expect(await act(who, 'import_roster', input)).toMatchObject({
        code: who === 'guest' ? 'kernel.not_signed_in' : 'kernel.not_permitted',
      })
    },
  )
})
