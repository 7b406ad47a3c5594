import { sql } from 'kysely'
import { derivedId } from '#kernel/id.ts'
import type { Db } from '#kernel/tables.ts'

/** A small village for tests of single modules, laid in by the owner of the database. */
export const place = {
  county: '231282000000',
  township: '231282106000',
  village: '231282106202',
  sibling: '231282106203',
  otherCounty: '340803000000',
  otherTownship: '340803100000',
  otherVillage: '340803100206',
} as const

const places: readonly [code: string, level: string, name: string, parent: string | null][] = [
  ['230000000000', 'province', '黑龙江省', null],
  ['231200000000', 'prefecture', '绥化市', '230000000000'],
  [place.county, 'county', '肇东市', '231200000000'],
  [place.township, 'township', '测试镇', place.county],
  [place.village, 'village', '永丰村', place.township],
  [place.sibling, 'village', '邻丰村', place.township],
  ['340000000000', 'province', '安徽省', null],
  ['340800000000', 'prefecture', '安庆市', '340000000000'],
  [place.otherCounty, 'county', '大观区', '340800000000'],
  [place.otherTownship, 'township', '海口镇', place.otherCounty],
  [place.otherVillage, 'village', '镇江村', place.otherTownship],
]

/** kind of body, post, and who holds it: every role token of the permission matrix. */
const offices: readonly [place: string, kind: string, post: string][] = [
  [place.village, 'party_branch', 'secretary'],
  [place.village, 'party_branch', 'deputy_secretary'],
  [place.village, 'villagers_committee', 'director'],
  [place.village, 'villagers_committee', 'deputy_director'],
  [place.village, 'villagers_committee', 'committee_member'],
  [place.village, 'villagers_committee', 'scorekeeper'],
  [place.village, 'supervision_committee', 'supervision_chair'],
  [place.village, 'supervision_committee', 'supervision_member'],
  [place.village, 'supervision_committee', 'supervision_member_2'],
  [place.village, 'review_group', 'review_leader'],
  [place.village, 'review_group', 'reviewer'],
  [place.village, 'review_group', 'reviewer_2'],
  [place.village, 'review_group', 'reviewer_3'],
  [place.village, 'leading_group', 'leading_head'],
  [place.village, 'leading_group', 'leading_member'],
  [place.village, 'villagers_group', 'group_leader'],
  [place.village, 'grid_team', 'grid_leader'],
  [place.village, 'grid_team', 'grid_worker'],
  [place.village, 'grid_team', 'grid_worker_2'],
  [place.village, 'collective', 'chair'],
  [place.village, 'collective', 'board_member'],
  [place.village, 'council', 'council_chair'],
  [place.village, 'council', 'council_member'],
  [place.village, 'representative_assembly', 'representative'],
  [place.village, 'shop', 'shop_operator'],
  [place.village, 'shop', 'shop_operator_2'],
  [place.village, 'administration', 'village_administrator'],
  [place.township, 'township_office', 'township_official'],
  [place.township, 'township_office', 'township_administrator'],
  [place.county, 'county_office', 'county_official'],
  [place.county, 'county_office', 'county_administrator'],
]

const id = (text: string) => derivedId(`test/${text}`)

/** Identifiers of the fixture: `person('reviewer')`, `household('001')` … */
export const ids = {
  /** Name of an office (`reviewer`) or of a villager (`villager_001`: head of household 001). */
  person: (name: string) => id(`person/${name}`),
  household: (code: string) => id(`household/${code}`),
  organisation: (kind: string) => id(`organisation/${kind}`),
  holding: (name: string) => id(`holding/${name}`),
  group: (n: number) => id(`group/${n}`),
  grid: (n: number) => id(`grid/${n}`),
} as const

/** Fills an empty migrated database: seven places, 12 households, one holder for every post. */
export async function layVillage(db: Db): Promise<void> {
  for (const [code, level, name, parent] of places)
    await layPlace(db, { code, level, name, parent })
  await layDivisions(db)
  for (let n = 1; n <= 12; n += 1) await layHousehold(db, String(n).padStart(3, '0'), n)
  for (const office of offices) await layOffice(db, office)
}

async function layPlace(
  db: Db,
  p: { code: string; level: string; name: string; parent: string | null },
): Promise<void> {
  await sql`insert into places.place values (${p.code}, ${p.level}, '2020-01-01', null)`.execute(db)
  await sql`insert into places.attribute values (${p.code}, ${id(`place/${p.code}`)}, ${p.code},
    ${p.name}, ${p.parent}, '2020-01-01', null, 'test')`.execute(db)
  await sql`insert into audit.head (tenant_code) values (${p.code})`.execute(db)
}

async function layDivisions(db: Db): Promise<void> {
  for (const n of [1, 2, 3]) {
    await sql`insert into places.division values (${place.village}, ${ids.group(n)},
      'villagers_group', ${String(n)}, ${`第${n}组`}, '2020-01-01', null)`.execute(db)
  }
  for (const n of [1, 2]) {
    await sql`insert into places.division values (${place.village}, ${ids.grid(n)},
      'grid', ${String(n)}, ${`第${n}网格`}, '2020-01-01', null)`.execute(db)
  }
}

/** A household with a head, a spouse and a child of ten; both adults take part in points. */
async function layHousehold(db: Db, code: string, n: number): Promise<void> {
  const t = place.village
  await sql`insert into people.household values (${t}, ${ids.household(code)}, ${code}, '2020-01-01', null)`.execute(
    db,
  )
  await layDivisionOf(db, code, n)
  const members: [string, string, string, string][] = [
    [`villager_${code}`, '户主', 'head', '1970-05-01'],
    [`spouse_${code}`, '配偶', 'spouse', '1972-08-15'],
    [`child_${code}`, '孩子', 'son', '2014-03-03'],
  ]
  for (const [key, name, relation, birthDate] of members) {
    await layPerson(db, { tenantCode: t, key, name: `演示${name}${code}`, birthDate })
    await sql`insert into people.membership values (${t}, ${id(`membership/${key}`)},
      ${ids.person(key)}, ${ids.household(code)}, ${relation}, '2020-01-01', null)`.execute(db)
    if (relation !== 'son') await layConsent(db, key)
  }
}

async function layDivisionOf(db: Db, code: string, n: number): Promise<void> {
  const t = place.village
  await sql`insert into people.household_division values
    (${t}, ${id(`in-group/${code}`)}, ${ids.household(code)}, ${ids.group((n % 3) + 1)}, 'villagers_group', '2020-01-01', null),
    (${t}, ${id(`in-grid/${code}`)}, ${ids.household(code)}, ${ids.grid((n % 2) + 1)}, 'grid', '2020-01-01', null)`.execute(
    db,
  )
}

async function layConsent(db: Db, key: string): Promise<void> {
  await sql`insert into people.consent values (${place.village}, ${id(`consent/${key}`)}, ${ids.person(key)},
    'points', 1, 'roster_signature', '2026-01-01T00:00:00Z', null, null, null,
    '2026-01-01T00:00:00Z')`.execute(db)
}

async function layPerson(
  db: Db,
  p: { tenantCode: string; key: string; name: string; birthDate: string },
): Promise<void> {
  await sql`insert into people.person values (${p.tenantCode}, ${ids.person(p.key)}, ${p.name},
    'yanshi ys', 'female', ${p.birthDate}, '2020-01-01', null, null, null, null)`.execute(db)
  await sql`insert into auth.account_person values (${`account-${p.key}`}, ${p.tenantCode},
    ${ids.person(p.key)}, '2020-01-01T00:00:00Z', null)`.execute(db)
}

/** `reviewer_2` is a second holder of `reviewer`. Office holders live in no household of the fixture. */
async function layOffice(db: Db, [t, kind, key]: readonly [string, string, string]): Promise<void> {
  const post = key.replace(/_\d$/, '')
  await sql`insert into organisations.organisation values (${t}, ${ids.organisation(kind)}, ${kind},
    ${`测试 ${kind}`}, '2020-01-01', null) on conflict do nothing`.execute(db)
  await layPerson(db, { tenantCode: t, key, name: `演示${key}`, birthDate: '1980-01-01' })
  const division = post === 'grid_worker' ? ids.grid(key.endsWith('2') ? 2 : 1) : null
  await sql`insert into organisations.post_holding values (${t}, ${ids.holding(key)},
    ${ids.organisation(kind)}, ${post}, ${ids.person(key)}, ${division}, '2024-01-01', null,
    'test', null)`.execute(db)
}
