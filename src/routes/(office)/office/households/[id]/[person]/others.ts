import type { QueryValue } from '#app.ts'

interface Asked {
  readonly tenantCode: string
  readonly view: QueryValue<'people.person'>
}

/** Who could follow a head. Asked for a head only: looking at a household leaves a trace with all. */
export async function othersOf(locals: App.Locals, { tenantCode, view }: Asked) {
  if (view.household?.relation !== 'head') return []
  const which = { tenantCode, householdId: view.household.id }
  const { members } = await locals.ask('people.household', which)
  return members.filter((member) => member.personId !== view.person.id)
}
