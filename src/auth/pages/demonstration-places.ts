import type { DemonstrationPerson } from '../model.ts'

export interface PlaceOfPeople {
  readonly tenantCode: string
  readonly name: string
  readonly people: readonly DemonstrationPerson[]
}

export interface PickablePerson {
  readonly tenantCode: string
  readonly personId: string
  readonly name: string
  readonly posts: readonly string[]
  readonly householdCode: string | null
}

const levels = ['village', 'township', 'county']

/** Villages first, because that is where things happen. */
export function byPlace(people: readonly DemonstrationPerson[]): PlaceOfPeople[] {
  const groups = Map.groupBy(people, (person) => person.tenantCode)
  const places = [...groups].map(([tenantCode, here]) => ({
    ...{ tenantCode, people: here, name: here[0]!.place, level: here[0]!.level },
  }))
  return places.sort(
    (a, b) =>
      levels.indexOf(a.level) - levels.indexOf(b.level) || b.people.length - a.people.length,
  )
}

/** Each person once, with all the posts they hold; villagers after the office holders. */
export function peopleOf(place: PlaceOfPeople): PickablePerson[] {
  const people = peopleIn(place.people)
  const isVillager = (person: PickablePerson) => (person.householdCode ? 1 : 0)
  return people.sort((a, b) => isVillager(a) - isVillager(b))
}

/** The people of some lines, each once, in the order of the lines. */
export function peopleIn(lines: readonly DemonstrationPerson[]): PickablePerson[] {
  const rows = Map.groupBy(lines, (person) => person.personId)
  return [...rows.values()].map((same) => ({
    tenantCode: same[0]!.tenantCode,
    personId: same[0]!.personId,
    name: same[0]!.name,
    posts: same.map((row) => row.post),
    householdCode: same.find((row) => row.householdCode)?.householdCode ?? null,
  }))
}
