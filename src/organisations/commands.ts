import type { CommandContext } from '#kernel/command.ts'
import { defineCommand } from '#kernel/command.ts'
import { system } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { relativesOf } from '#people/queries.ts'
import { levelOf } from '#places/queries.ts'
import { Appoint, Dissolve, EndTerm, Found, JoinParty, LeaveParty } from './model.ts'
import { decideJoin, decideLeave } from './party/rules.ts'
import { endPartyMember, insertPartyMember, partyMembersOf } from './party.ts'
import { keepsParty, keepsPosts } from './queries.ts'
import {
  decideAppoint,
  decideDissolve,
  decideEnd,
  decideFound,
  decideKept,
  topPost,
} from './rules.ts'
import * as store from './store.ts'

/** Opens a body of a place. The program itself may, so that a first office can exist. */
export const found = defineCommand({
  name: 'organisations.found',
  input: Found,
  may: ({ actor, input }) => keepsPosts(actor, input.tenantCode) ?? system(actor),
  async run({ db, input, today, newId, concern }) {
    const { tenantCode, kind, name, foundedOn } = input
    const level = await levelOf(db, tenantCode)
    const others = await store.organisationsOf(db, tenantCode)
    const decision = decideFound({ kind, name, foundedOn }, { level, others, today })
    if (!decision.ok) return decision
    const organisationId = newId()
    await store.insertOrganisation(db, tenantCode, { id: organisationId, kind, name, foundedOn })
    concern(`organisation:${organisationId}`)
    return ok({ organisationId })
  },
})

/** Dissolves a body; every term in it ends the same day, but not that of the last administrator. */
export const dissolve = defineCommand({
  name: 'organisations.dissolve',
  input: Dissolve,
  may: ({ actor, input }) => keepsPosts(actor, input.tenantCode),
  async run({ db, input, today, concern }) {
    const { tenantCode, organisationId, dissolvedOn, reason } = input
    const body = await store.findOrganisation(db, tenantCode, organisationId)
    if (!body) return refuse('organisations.unknown_organisation')
    const decision = decideDissolve(body, dissolvedOn, today)
    if (!decision.ok) return decision
    const ending = await store.holdingsIn(db, tenantCode, organisationId)
    const keepers = await store.signingIn(db, tenantCode, topPost)
    const kept = decideKept(ending, keepers, dissolvedOn)
    if (!kept.ok) return kept
    const key = { tenantCode, id: organisationId }
    const ended = await store.dissolve(db, key, { on: dissolvedOn, reason })
    concern(`organisation:${organisationId}`)
    return ok({ ended })
  },
})

type AppointContext = Pick<CommandContext<(typeof Appoint)['_output']>, 'db' | 'input' | 'today'>

async function loadAppointFacts({ db, input, today }: AppointContext) {
  const { tenantCode, organisationId, personId, divisionId } = input
  const body = await store.findOrganisation(db, tenantCode, organisationId)
  if (!body) return null
  const division = divisionId ? await store.findDivision(db, tenantCode, divisionId) : null
  const person = await store.findCandidate(db, tenantCode, personId)
  const holdings = await store.holdingsFrom(db, tenantCode, input.since)
  const relatives = await relativesOf(db, { tenantCode, personId, today })
  return { body, person, division, holdings, relatives, today }
}

/** Gives somebody a post for a term. What they may do follows from it, from its first day on. */
export const appoint = defineCommand({
  name: 'organisations.appoint',
  input: Appoint,
  may: ({ actor, input }) => keepsPosts(actor, input.tenantCode) ?? system(actor),
  async run({ db, input, today, newId, concern }) {
    const facts = await loadAppointFacts({ db, input, today })
    if (!facts) return refuse('organisations.unknown_organisation')
    const decision = decideAppoint(input, facts)
    if (!decision.ok) return decision
    const { tenantCode, organisationId, post, personId, since, basis } = input
    const holdingId = newId()
    await store.insertHolding(db, tenantCode, {
      ...{ id: holdingId, organisationId, post, personId, since, basis },
      divisionId: input.divisionId ?? null,
      until: input.until ?? null,
    })
    concern(`organisation:${organisationId}`)
    concern(`person:${personId}`)
    return ok({ holdingId })
  },
})

/** Ends a term on a day, with the reason: resignation, recall, a new election. */
export const endTerm = defineCommand({
  name: 'organisations.end_term',
  input: EndTerm,
  may: ({ actor, input }) => keepsPosts(actor, input.tenantCode),
  async run({ db, input, today, concern }) {
    const { tenantCode, holdingId, until, reason } = input
    const holding = await store.findHolding(db, tenantCode, holdingId)
    if (!holding) return refuse('organisations.unknown_holding')
    const decision = decideEnd(holding, until, today)
    if (!decision.ok) return decision
    const kept = decideKept([holding], await store.signingIn(db, tenantCode, topPost), until)
    if (!kept.ok) return kept
    await store.endHolding(db, { tenantCode, id: holdingId }, { until, reason })
    concern(`organisation:${holding.organisationId}`)
    concern(`person:${holding.personId}`)
    return ok({ until })
  },
})

/** Enters a party member. The record names the membership only, because it is sensitive. */
export const joinParty = defineCommand({
  name: 'organisations.join_party',
  input: JoinParty,
  may: ({ actor, input }) => keepsParty(actor, input.tenantCode),
  async run({ db, input, today, newId, concern }) {
    const { tenantCode, organisationId, personId, since } = input
    const body = await store.findOrganisation(db, tenantCode, organisationId)
    if (!body) return refuse('organisations.unknown_organisation')
    const person = await store.findCandidate(db, tenantCode, personId)
    const members = await partyMembersOf(db, tenantCode)
    const decision = decideJoin({ personId, since }, { body, person, members, today })
    if (!decision.ok) return decision
    const membershipId = newId()
    const member = { id: membershipId, organisationId, personId, since }
    await insertPartyMember(db, tenantCode, member)
    concern(`party_membership:${membershipId}`)
    return ok({ membershipId })
  },
})

export const leaveParty = defineCommand({
  name: 'organisations.leave_party',
  input: LeaveParty,
  may: ({ actor, input }) => keepsParty(actor, input.tenantCode),
  async run({ db, input, today, concern }) {
    const { tenantCode, membershipId, until } = input
    const members = await partyMembersOf(db, tenantCode)
    const member = members.find((other) => other.id === membershipId)
    if (!member) return refuse('organisations.unknown_membership')
    const decision = decideLeave(member, until, today)
    if (!decision.ok) return decision
    await endPartyMember(db, { tenantCode, id: membershipId }, until)
    concern(`party_membership:${membershipId}`)
    return ok({ until })
  },
})
