import { addDays } from '#kernel/clock.ts'
import { sha256 } from '#kernel/digest.ts'
import { derivedId } from '#kernel/id.ts'
import type { Db } from '#kernel/tables.ts'
import { type House, headOf, type Villager } from './population.ts'
import { basisOf, gridName, groupName } from './posts.ts'
import { findEntered } from './roll.ts'
import { countAnew } from './statistics.ts'
import { as, holder, type Telling, type Village } from './village-state.ts'

/** A village comes into being: divisions, roster, bodies and posts, kinship, consents. */
export async function settle(telling: Telling, db: Db, day: string): Promise<void> {
  await divide(telling, day)
  await importRoster(telling, day)
  await findEntered(db, telling.village.tenantCode, telling.village.houses)
  await countAnew(db)
  await appointAll(telling, day)
  await recordKin(telling)
  await publishNames(telling, day)
}

async function divide({ door, village }: Telling, day: string): Promise<void> {
  const { tenantCode, administrator, houses } = village
  const since = addDays(day, -30)
  const add = async (kind: 'villagers_group' | 'grid', number: number, name: string) => {
    const input = { tenantCode, kind, code: String(number), name, since }
    return (await door.act(administrator, 'places.add_division', input)).divisionId
  }
  const most = (of: (house: House) => number) => Math.max(...houses.map(of))
  for (let n = 1; n <= most((house) => house.group); n += 1) {
    village.groupIds.push(await add('villagers_group', n, groupName(n)))
  }
  for (let n = 1; n <= most((house) => house.grid); n += 1) {
    village.gridIds.push(await add('grid', n, gridName(n)))
  }
}

/** The whole roster in one command, as it would come from a sheet that the adults signed. */
async function importRoster({ door, village }: Telling, day: string): Promise<void> {
  const members = village.houses.flatMap((house) => house.members)
  const rows = members.map((member, at) => ({
    ...{ row: at + 2, householdCode: member.house.code, name: member.name, sex: member.sex },
    ...{ birthDate: member.birthDate, relation: member.relation, phone: member.phone },
    ...{ idNumber: null, group: groupName(member.house.group), grid: gridName(member.house.grid) },
    ...{ takesPart: member.takesPart, note: null },
  }))
  const { tenantCode, administrator } = village
  const input = {
    tenantCode,
    sheetHash: sha256(derivedId(tenantCode)),
    rows,
    signedOn: addDays(day, -3),
  }
  const report = await door.act(administrator, 'people.import_roster', input)
  if (report.added !== rows.length)
    throw new Error(`${report.refused} rows of the roster were refused.`)
}

async function appointAll({ door, village }: Telling, day: string): Promise<void> {
  const { tenantCode, administrator } = village
  const year = Number(day.slice(0, 4))
  const [since, until] = [`${year - 1}-01-15`, `${year + 2}-01-15`]
  for (const { kind, name, holders } of village.bodies) {
    const body = { tenantCode, kind, name, foundedOn: `${year - 1}-01-10` }
    const { organisationId } = await door.act(administrator, 'organisations.found', body)
    for (const { post, villager, division } of holders) {
      const ids = post === 'group_leader' ? village.groupIds : village.gridIds
      const where = division ? { divisionId: ids[division - 1]! } : {}
      const input = {
        tenantCode,
        organisationId,
        post,
        personId: villager.id,
        since,
        until,
        basis: basisOf(kind, post),
        ...where,
      }
      await door.act(administrator, 'organisations.appoint', input)
    }
    if (kind === 'party_branch') await joinParty({ door, village }, organisationId)
  }
}

/** Party members without an office; which is sensitive, so nothing else in the story uses it. */
async function joinParty(
  { door, village }: Pick<Telling, 'door' | 'village'>,
  organisationId: string,
): Promise<void> {
  const heads = village.houses.map(headOf).filter((head) => head.posts.length === 0)
  const joining = village.chance
    .fork('party')
    .shuffled(heads)
    .slice(0, Math.ceil(heads.length / 15))
  for (const { id: personId } of joining) {
    const input = { tenantCode: village.tenantCode, organisationId, personId, since: '2015-07-01' }
    await door.act(village.administrator, 'organisations.join_party', input)
  }
}

const committee = ['director', 'deputy_director', 'committee_member']
const watching = ['supervision_chair', 'supervision_member']

/** Brothers and sisters, grown children: some households are one family, and keep out of each other's cases. */
async function recordKin({ door, village }: Telling): Promise<void> {
  const chance = village.chance.fork('kin')
  const keeper = await as({ door, village }, holder(village, 'scorekeeper'))
  for (const [one, other] of kinPairs(village)) {
    one.house.kin.add(other.house)
    other.house.kin.add(one.house)
    const relation = chance.pick(['sibling', 'sibling', 'in_law'] as const)
    const input = {
      tenantCode: village.tenantCode,
      personId: one.id,
      relation,
      relativeId: other.id,
    }
    await door.act(keeper, 'people.record_kinship', input)
  }
}

function kinPairs(village: Village): [Villager, Villager][] {
  const chance = village.chance.fork('kin-pairs')
  const heads = chance.shuffled(village.houses.map(headOf))
  const count = Math.floor(village.houses.length / 9)
  const pairs = heads
    .slice(0, count)
    .map((head, at): [Villager, Villager] => [head, heads[count + at]!])
  const plain = heads.filter((head) => head.house.members.every((one) => one.posts.length === 0))
  // Somebody who reviews, and somebody who works in a grid, have kin among the other households.
  const officers = [holder(village, 'reviewer'), holder(village, 'grid_worker')]
  const tied = officers.map((officer, at): [Villager, Villager] => [officer, plain.at(-1 - at)!])
  const known = new Set<string>()
  return [...tied, ...pairs].filter(([one, other]) => {
    const key = [one.house.code, other.house.code].sort().join('/')
    const fresh = one.house !== other.house && mayBeKin(one, other) && !known.has(key)
    known.add(key)
    return fresh
  })
}

/** Near relatives of the committee do not sit on the supervision committee, so none are made up. */
function mayBeKin(one: Villager, other: Villager): boolean {
  const posts = (of: Villager) => of.house.members.flatMap((member) => member.posts)
  const crosses = (a: Villager, b: Villager) =>
    posts(a).some((post) => committee.includes(post)) &&
    posts(b).some((post) => watching.includes(post))
  return !crosses(one, other) && !crosses(other, one)
}

/** About a quarter of the heads agreed on paper that their name stands in the notices. */
async function publishNames({ door, village }: Telling, day: string): Promise<void> {
  const chance = village.chance.fork('names-published')
  const keeper = await as({ door, village }, holder(village, 'scorekeeper'))
  for (const head of village.houses.map(headOf)) {
    if (!head.takesPart || !chance.happens(0.25)) continue
    const paper = { tenantCode: village.tenantCode, personId: head.id, signedOn: addDays(day, -3) }
    await door.act(keeper, 'people.grant_consent', { ...paper, purpose: 'publish_name' })
  }
}
