import type { Relation, Sex } from '#people/model.ts'

/** Somebody of the invented village, with what the story needs to know about them. */
export interface Villager {
  readonly name: string
  readonly sex: Sex
  /** Plain date. */
  readonly birthDate: string
  readonly relation: Relation
  readonly house: House
  readonly phone: string | null
  /** Signed for points on the roster. */
  readonly takesPart: boolean
  /** Posts they were given, by role token. */
  readonly posts: string[]
  /** Known once the roster is entered. */
  id: string
  /** Made when they first do something by themselves. */
  accountId: string | null
}

export interface House {
  readonly code: string
  /** Villagers' group and grid, counted from 1. */
  readonly group: number
  readonly grid: number
  readonly members: Villager[]
  /** How much of what the rule book offers they do: 0 to 1. */
  readonly diligence: number
  /** Houses in which recorded kin live, in both directions. */
  readonly kin: Set<House>
  id: string
  /** They left the village, or the house was divided: nothing new is entered for them. */
  gone: boolean
}

export function isAdultOn(villager: Pick<Villager, 'birthDate'>, day: string): boolean {
  return ageOn(villager, day) >= 18
}

export function ageOn(villager: Pick<Villager, 'birthDate'>, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(villager.birthDate.slice(0, 4))
  return villager.birthDate.slice(5) > day.slice(5) ? years - 1 : years
}

export function headOf(house: House): Villager {
  return house.members.find((member) => member.relation === 'head')!
}

export function takesPart(house: House): boolean {
  return !house.gone && house.members.some((member) => member.takesPart)
}

export function holdsAnyPost(house: House): boolean {
  return house.members.some((member) => member.posts.length > 0)
}

/** Whether somebody must keep out of what concerns this house: their own or their kin's. */
export function isNear(villager: Villager, house: House): boolean {
  return villager.house === house || villager.house.kin.has(house)
}
