import { addDays } from '#kernel/clock.ts'
import type { Relation } from '#people/model.ts'
import type { Chance } from './chance.ts'
import { type NameGiver, nameGiver } from './invented-names.ts'
import { type House, isAdultOn, type Villager } from './population.ts'

export interface Settlement {
  readonly households: number
  readonly groups: number
  readonly grids: number
  /** Ages are counted on this day. */
  readonly day: string
}

type Draft = Pick<Villager, 'relation' | 'sex'> & {
  readonly age: number
  readonly surname?: string
}
type Plan = (chance: Chance) => Draft[]

/** Kinds of households and how often they occur; together about 3.3 people each. */
const kinds: readonly (readonly [weight: number, plan: Plan])[] = [
  [42, family],
  [20, threeGenerations],
  [19, elders],
  [10, alone],
  [9, couple],
]

function couple(chance: Chance): Draft[] {
  const age = chance.int(30, 62)
  const man = { relation: 'head', sex: 'male', age } as const
  const woman = { relation: 'spouse', sex: 'female', age: age - chance.int(-2, 4) } as const
  if (chance.happens(0.85)) return [man, woman]
  return [
    { ...woman, relation: 'head' },
    { ...man, relation: 'spouse' },
  ]
}

function family(chance: Chance): Draft[] {
  const parents = couple(chance)
  const younger = Math.min(...parents.map((parent) => parent.age))
  const count = chance.pick([1, 1, 2, 2, 3])
  return [...parents, ...children(chance, { parentAge: younger, count })]
}

function children(chance: Chance, of: { parentAge: number; count: number }): Draft[] {
  return Array.from({ length: of.count }, (): Draft => {
    const sex = chance.pick(['female', 'male'] as const)
    const age = Math.max(0, Math.min(of.parentAge - chance.int(22, 32), 27))
    return { relation: sex === 'male' ? 'son' : 'daughter', sex, age }
  })
}

function threeGenerations(chance: Chance): Draft[] {
  const age = chance.int(30, 50)
  const head: Draft = { relation: 'head', sex: 'male', age }
  const spouse: Draft = { relation: 'spouse', sex: 'female', age: age - chance.int(-1, 4) }
  const father: Draft = { relation: 'father', sex: 'male', age: age + chance.int(22, 29) }
  const mother: Draft = { relation: 'mother', sex: 'female', age: age + chance.int(21, 27) }
  const old = chance.happens(0.6) ? [father, mother] : [chance.pick([father, mother])]
  return [head, spouse, ...old, ...children(chance, { parentAge: age, count: chance.int(1, 2) })]
}

function elders(chance: Chance): Draft[] {
  const age = chance.int(61, 82)
  const pair: Draft[] = [
    { relation: 'head', sex: 'male', age },
    { relation: 'spouse', sex: 'female', age: age - chance.int(0, 4) },
  ]
  if (!chance.happens(0.3)) return pair
  const sex = chance.pick(['female', 'male'] as const)
  return [
    ...pair,
    { relation: sex === 'male' ? 'grandson' : 'granddaughter', sex, age: chance.int(4, 14) },
  ]
}

function alone(chance: Chance): Draft[] {
  return [
    { relation: 'head', sex: chance.pick(['female', 'male'] as const), age: chance.int(62, 88) },
  ]
}

/** One old woman by herself, who is helped by the grid worker. */
function oldWoman(): Draft[] {
  return [{ relation: 'head', sex: 'female', age: 79 }]
}

/**
 * The first households, whom one may pick to be: keen ones with stars, an old woman alone, a family
 * of three generations, a couple. They take part and hold no office.
 */
const firstHouses: readonly { readonly plan: Plan; readonly diligence: number }[] = [
  { plan: family, diligence: 0.97 },
  { plan: oldWoman, diligence: 0.5 },
  { plan: threeGenerations, diligence: 0.72 },
  { plan: couple, diligence: 0.45 },
]

export function isPickable(house: House): boolean {
  return Number(house.code) <= firstHouses.length
}

/** Relations that bear the head's surname. */
const sameName: readonly Relation[] = [
  'head',
  'son',
  'daughter',
  'father',
  'brother',
  'grandson',
  'granddaughter',
]

/** The households of a village: made up, but of plausible ages and kinship. */
export function inventHouseholds(chance: Chance, of: Settlement): House[] {
  const names = nameGiver(chance.fork('names'))
  const phones = phoneBook(chance.fork('phones'))
  return Array.from({ length: of.households }, (_, at) => {
    const first = firstHouses[at]
    const house: House = {
      code: String(at + 1).padStart(3, '0'),
      group: 1 + Math.floor((at * of.groups) / of.households),
      // The grids run across the groups: the two divisions are independent.
      grid: 1 + Math.floor((((at + 7) % of.households) * of.grids) / of.households),
      ...{ members: [], kin: new Set<House>(), id: '', gone: false },
      diligence: first?.diligence ?? diligenceOf(chance),
    }
    const willing = first ? 1 : chance.happens(0.93) ? 0.97 : 0
    for (const draft of (first?.plan ?? weighted(chance))(chance)) {
      house.members.push(memberOf(house, draft, { chance, names, phones, willing, day: of.day }))
    }
    return house
  })
}

function weighted(chance: Chance): Plan {
  let left = chance.int(
    1,
    kinds.reduce((sum, [weight]) => sum + weight, 0),
  )
  for (const [weight, plan] of kinds) {
    left -= weight
    if (left <= 0) return plan
  }
  return family
}

/** A fifth does nearly all of what the rule book offers, a third much of it, the others some. */
function diligenceOf(chance: Chance): number {
  const lot = chance.next()
  if (lot < 0.22) return 0.86 + 0.14 * chance.next()
  return lot < 0.56 ? 0.64 + 0.22 * chance.next() : 0.15 + 0.35 * chance.next()
}

interface Making {
  chance: Chance
  names: NameGiver
  phones: () => string
  /** How likely an adult of this house signs for points: 0 to 1. */
  willing: number
  day: string
}

function memberOf(house: House, draft: Draft, making: Making): Villager {
  const { chance, names, day } = making
  const head = house.members[0]
  const surname =
    head && sameName.includes(draft.relation) ? head.name.slice(0, 1) : names.surname()
  const birthDate = birthDateAt(draft.age, day, chance)
  const adult = isAdultOn({ birthDate }, day)
  return {
    name: names.name({ surname, sex: draft.sex, elder: draft.age >= 40 }),
    ...{
      sex: draft.sex,
      birthDate,
      relation: draft.relation,
      house,
      posts: [],
      id: '',
      accountId: null,
    },
    phone: adult && (!head || chance.happens(0.5)) ? making.phones() : null,
    takesPart: adult && chance.happens(making.willing),
  }
}

function birthDateAt(age: number, day: string, chance: Chance): string {
  const year = Number(day.slice(0, 4)) - age
  return addDays(`${year}${day.slice(4).replace('02-29', '02-28')}`, -chance.int(1, 364))
}

/** Numbers of a range that is not given out to the public (154). */
function phoneBook(chance: Chance): () => string {
  let last = chance.int(10_000_000, 60_000_000)
  return () => {
    last += chance.int(3, 997)
    return `154${last}`
  }
}
