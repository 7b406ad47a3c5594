import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import type { Household, Member, Person } from './model.ts'
import { findHousehold, findMember, findPerson, type Here } from './store.ts'

/** A person who is on this village's books today. */
export async function openPerson(
  db: Db,
  here: Here,
  personId: string,
): Promise<Result<Person, 'people.unknown_person' | 'people.person_closed'>> {
  const person = await findPerson(db, here.tenantCode, personId)
  if (!person) return refuse('people.unknown_person')
  if (person.closedOn) return refuse('people.person_closed', { name: person.name })
  return ok(person)
}

/** A household that is on this village's books today. */
export async function openHousehold(
  db: Db,
  here: Here,
  householdId: string,
): Promise<Result<Household, 'people.unknown_household' | 'people.household_closed'>> {
  const household = await findHousehold(db, here.tenantCode, householdId)
  if (!household) return refuse('people.unknown_household')
  if (household.closedOn) return refuse('people.household_closed', { code: household.code })
  return ok(household)
}

/** A person together with the household they live in today. */
export async function openMember(
  db: Db,
  here: Here,
  personId: string,
): Promise<
  Result<Member, 'people.unknown_person' | 'people.person_closed' | 'people.not_a_member'>
> {
  const member = await findMember(db, here, personId)
  if (member) return ok(member)
  const person = await openPerson(db, here, personId)
  return person.ok ? refuse('people.not_a_member', { name: person.value.name }) : person
}
