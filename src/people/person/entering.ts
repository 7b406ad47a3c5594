import type { CommandContext } from '#kernel/command.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { NewPerson } from '#people/model.ts'
import { decidePersonFacts, type PersonFault } from './rules.ts'
import { holdersOfNumbers, insertPersons, numbersOf, releaseNumbers, setNumbers } from './store.ts'

export type EnterContext = Pick<
  CommandContext<unknown>,
  'db' | 'today' | 'secrets' | 'concern' | 'continued'
>

export interface ToEnter {
  readonly tenantCode: string
  /** The day they came on the books. */
  readonly since: string
  readonly persons: readonly (NewPerson & { readonly id: string })[]
}

/**
 * Puts people on a village's books, or refuses all of them. Somebody who moved away and comes back
 * gets a new record that points to the old one, and signs in as before.
 */
export async function enterPersons(
  ctx: EnterContext,
  { tenantCode, since, persons }: ToEnter,
): Promise<Result<null, PersonFault | 'people.id_number_taken'>> {
  for (const person of persons) {
    const decision = decidePersonFacts(person, ctx.today)
    if (!decision.ok) return decision
  }
  const digestOf = (text: string) => ctx.secrets.digest(text)
  const digests = persons.flatMap((person) => (person.idNumber ? [digestOf(person.idNumber)] : []))
  if (new Set(digests).size < digests.length) {
    return refuse('people.id_number_taken', { name: persons[0]?.name ?? '' })
  }
  const holders = await holdersOfNumbers(ctx.db, tenantCode, digests)
  const taken = holders.find((holder) => !mayComeBack(holder.closedReason))
  if (taken) return refuse('people.id_number_taken', { name: taken.name })
  await releaseNumbers(
    ctx.db,
    tenantCode,
    holders.map((holder) => holder.personId),
  )
  const earlier = new Map(holders.map((holder) => [holder.digest, holder.personId]))
  const linked = persons.map((person) => {
    const personId = person.idNumber ? earlier.get(digestOf(person.idNumber)) : undefined
    return personId ? { ...person, linked: { tenantCode, personId } } : person
  })
  await insertPersons(ctx.db, { tenantCode, openedOn: since, secrets: ctx.secrets }, linked)
  await ctx.continued(
    linked.flatMap((person) =>
      'linked' in person ? [{ from: person.linked, to: { tenantCode, personId: person.id } }] : [],
    ),
  )
  for (const person of persons) ctx.concern(`person:${person.id}`)
  return ok(null)
}

export interface Bringing {
  readonly from: string
  readonly to: string
  readonly pairs: readonly { readonly from: string; readonly to: string }[]
}

/** Takes the sealed numbers of people along to their records in another village. */
export async function bringNumbers(
  ctx: Pick<CommandContext<unknown>, 'db'>,
  { from, to, pairs }: Bringing,
): Promise<Result<null, 'people.id_number_taken'>> {
  const numbers = await numbersOf(
    ctx.db,
    from,
    pairs.map((pair) => pair.from),
  )
  const digests = numbers.flatMap((row) => row.id_number_digest ?? [])
  const holders = await holdersOfNumbers(ctx.db, to, digests)
  const taken = holders.find((holder) => !mayComeBack(holder.closedReason))
  if (taken) return refuse('people.id_number_taken', { name: taken.name })
  await releaseNumbers(
    ctx.db,
    to,
    holders.map((holder) => holder.personId),
  )
  const there = new Map(pairs.map((pair) => [pair.from, pair.to]))
  await setNumbers(
    ctx.db,
    numbers.map((row) => ({ ...row, tenant_code: to, person_id: there.get(row.person_id)! })),
  )
  return ok(null)
}

function mayComeBack(closedReason: string | null): boolean {
  return closedReason === 'moved_away' || closedReason === 'entered_in_error'
}
