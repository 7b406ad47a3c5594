import type { Actor, Capacity } from '#kernel/actor.ts'
import { anyone, holds, oversees } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { listHeld } from './keeping/store.ts'
import { Candidates, kindOf, OfPlace, OneBody, postNames } from './model.ts'
import { partyMembersOf } from './party.ts'
import { byRank, inOrder, isOpen, latestBirthOfAdult } from './rules.ts'
import * as store from './store.ts'

/**
 * Who holds one of these posts today: `[{ personId, name, post, organisationId }]`.
 * For scoped queries and commands; the public role reads `organisations.list` instead.
 */
export const holdersOf = store.holdersOf

/** Places of the scope where somebody already keeps the posts of a village. */
export function keptPlaces(db: Db, day: string): Promise<string[]> {
  return listHeld(db, keeperPosts, day)
}

/** Names of people of one place by id; unknown ids are left out. */
export const personNames = store.namesOf

/** Posts somebody holds on a day in bodies everybody may know of; never in the party. */
export async function civilPostsOf(
  db: Db,
  of: { tenantCode: string; today: string; personId: string },
): Promise<{ body: string; post: string; since: string }[]> {
  const bodies = await store.organisationsOf(db, of.tenantCode)
  const open = new Map(
    bodies
      .filter((body) => kindOf(body.kind).public && isOpen(body, of.today))
      .filter((body) => body.kind !== 'party_branch')
      .map((body) => [body.id, body.name]),
  )
  return (await store.holdingsFrom(db, of.tenantCode, of.today))
    .filter((held) => held.personId === of.personId && held.since <= of.today)
    .flatMap(({ organisationId, post, since }) => {
      const body = open.get(organisationId)
      return body === undefined ? [] : [{ body, post, since }]
    })
}

const keeperPosts = ['village_administrator', 'secretary', 'director'] as const
const abovePosts = ['township_administrator', 'county_administrator'] as const
const partyKeepers = ['secretary', 'deputy_secretary', 'village_administrator'] as const

/** Who gives and ends posts: the village's own keepers, and the administrators above. */
export function keepsPosts(actor: Actor, tenantCode: string): Capacity | null {
  return (
    holds(actor, tenantCode, [...keeperPosts, ...abovePosts]) ??
    oversees(actor, tenantCode, abovePosts)
  )
}

/** Who keeps the list of party members, which is sensitive. */
export function keepsParty(actor: Actor, tenantCode: string): Capacity | null {
  return (
    holds(actor, tenantCode, partyKeepers) ??
    oversees(actor, tenantCode, ['township_administrator'])
  )
}

function readsPosts(actor: Actor, tenantCode: string): Capacity | null {
  const above = ['township_official', 'county_official', ...abovePosts]
  return holds(actor, tenantCode, postNames) ?? oversees(actor, tenantCode, above)
}

/** The public bodies of a place and who holds their posts today; never who is a party member. */
export const list = defineQuery({
  name: 'organisations.list',
  input: OfPlace,
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input, today }) {
    const holders = await store.publicHolders(db, input.tenantCode, today)
    const bodies = (await store.organisationsOf(db, input.tenantCode))
      .filter((body) => kindOf(body.kind).public && isOpen(body, today) && body.foundedOn <= today)
      .map(({ id, kind, name, foundedOn }) => ({
        ...{ id, kind, name, foundedOn },
        holders: holders.filter((holder) => holder.organisationId === id).sort(byRank(kind)),
      }))
    return ok(inOrder(bodies, (body) => body.holders))
  },
})

/** All bodies of a place with those who hold or will hold their posts, for office holders. */
export const members = defineQuery({
  name: 'organisations.members',
  input: OfPlace,
  access: 'scoped',
  may: ({ actor, input }) => readsPosts(actor, input.tenantCode),
  async run({ db, input, today, actor }) {
    const holdings = await store.holdingsFrom(db, input.tenantCode, today)
    const all = await store.organisationsOf(db, input.tenantCode)
    const bodies = all
      .filter((body) => isOpen(body, today))
      .map((body) => ({
        ...body,
        holdings: holdings
          .filter((held) => held.organisationId === body.id)
          .sort(byRank(body.kind)),
      }))
    return ok({
      mayChange: keepsPosts(actor, input.tenantCode) !== null,
      mayKeepParty: keepsParty(actor, input.tenantCode) !== null,
      bodies: inOrder(bodies, (body) => body.holdings),
      dissolved: all.filter((body) => !isOpen(body, today)),
    })
  },
})

/** One body with every term there ever was in it. */
export const body = defineQuery({
  name: 'organisations.body',
  input: OneBody,
  access: 'scoped',
  may: ({ actor, input }) => readsPosts(actor, input.tenantCode),
  async run({ db, input, actor, today }) {
    const found = await store.findOrganisation(db, input.tenantCode, input.organisationId)
    if (!found) return refuse('organisations.unknown_organisation')
    const terms = await store.holdingsIn(db, input.tenantCode, found.id)
    terms.sort(byRank(found.kind))
    return ok({
      ...found,
      mayChange: keepsPosts(actor, input.tenantCode) !== null,
      current: terms.filter((term) => term.until === null || term.until > today),
      past: terms.filter((term) => term.until !== null && term.until <= today),
    })
  },
})

/** Grown-ups of the place who could be given a post or entered as members, found by a few letters of their name. */
export const candidates = defineQuery({
  name: 'organisations.candidates',
  input: Candidates,
  access: 'scoped',
  may: ({ actor, input }) =>
    keepsPosts(actor, input.tenantCode) ?? keepsParty(actor, input.tenantCode),
  async run({ db, input, today }) {
    const { search: text, personId } = input
    if (text === undefined && personId === undefined) return ok([])
    const wish = { text, personId, bornBefore: latestBirthOfAdult(today) }
    const found = await store.searchCandidates(db, input.tenantCode, wish)
    return ok(
      found.map(({ id, name, birthDate }) => ({ id, name, birthYear: birthDate.slice(0, 4) })),
    )
  },
})

/** The party members of a place; for those who keep the list only. */
export const party = defineQuery({
  name: 'organisations.party',
  input: OfPlace,
  access: 'scoped',
  may: ({ actor, input }) => keepsParty(actor, input.tenantCode),
  looked: (input, value: readonly { personId: string }[]) => ({
    tenantCode: input.tenantCode,
    personIds: value.map((member) => member.personId),
    purpose: 'party_list',
  }),
  async run({ db, input }) {
    return ok(await partyMembersOf(db, input.tenantCode))
  },
})
