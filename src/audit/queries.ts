import { z } from 'zod'
import type { Actor, Capacity } from '#kernel/actor.ts'
import { holds, oversees, personIdsOf, residenceOf, resides } from '#kernel/permission.ts'
import { defineQuery, type QueryContext } from '#kernel/query.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import {
  type AuditRefusal,
  abovePosts,
  type EntryLine,
  History,
  Looks,
  OneEntry,
  officerPosts,
} from './model.ts'
import { findActs, findEntry, findLooks, namesIn } from './reading.ts'
import { type EntryFacts, historyLine, isOpenTo, type Reading } from './rules.ts'

/** Office holders read the histories of their place; villagers those that concern themselves. */
function readsHistory(actor: Actor, tenantCode: string): Capacity | null {
  return (
    holds(actor, tenantCode, [...officerPosts, ...abovePosts]) ??
    oversees(actor, tenantCode, abovePosts) ??
    resides(actor, tenantCode)
  )
}

/** The person somebody is here, or helps, and the household: what concerns them. */
function ownSubjects(actor: Actor, tenantCode: string): string[] {
  const self = residenceOf(actor, tenantCode)
  if (!self) return []
  const household = self.householdId ? [`household:${self.householdId}`] : []
  return [`person:${self.personId}`, ...household]
}

/** The person whose history it is, unless it is the reader's own. */
function personOf(subject: string, self: ReadonlySet<string>): string[] {
  const id = /^person:(.+)$/.exec(subject)?.[1]
  return id && z.uuid().safeParse(id).success && !self.has(id) ? [id] : []
}

/** What was done about a record, by whom in which office, the latest first. */
export const history = defineQuery({
  name: 'audit.history',
  input: History,
  access: 'scoped',
  may: ({ actor, input }) => readsHistory(actor, input.tenantCode),
  looked: ({ tenantCode }, value: { lookedAt: readonly string[] }) => ({
    ...{ tenantCode, personIds: value.lookedAt, purpose: 'history' },
  }),
  async run({ db, input, actor, capacity }) {
    const { tenantCode, subject, offset, limit } = input
    const concerning = capacity.post === 'villager' ? ownSubjects(actor, tenantCode) : null
    const wanted = { tenantCode, subject, concerning, offset, limit }
    const { acts, total } = await findActs(db, wanted)
    const reading = await readingOf({ db, actor, capacity, tenantCode }, acts)
    const lines = acts.map((act) => historyLine(act, reading))
    const lookedAt = personOf(subject, reading.self)
    return ok({ lines, total, pageSize: limit, lookedAt })
  },
})

/** What a reader needs to know to read these acts: names of people and bodies, and who they are. */
async function readingOf(
  asking: Pick<QueryContext<never>, 'db' | 'actor' | 'capacity'> & { tenantCode: string },
  acts: readonly EntryFacts[],
): Promise<Reading> {
  const { db, actor, capacity, tenantCode } = asking
  const people = acts.map(({ entry }) => entry.actor.person)
  const bodies = acts.map(({ entry }) => entry.actor.organisation)
  return {
    tenantCode,
    villager: capacity.post === 'villager',
    self: new Set(actor.behalf ? [actor.behalf.personId] : personIdsOf(actor, tenantCode)),
    names: await namesIn(db, 'people.person', { tenantCode, ids: people }),
    bodies: await namesIn(db, 'organisations.organisation', { tenantCode, ids: bodies }),
  }
}

/**
 * One entry of the record by its number: what, when, in which capacity, and its fingerprint. An
 * entry that does not concern a villager is answered as if there were none.
 */
export const entry = defineQuery({
  name: 'audit.entry',
  input: OneEntry,
  access: 'scoped',
  may: ({ actor, input }) => readsHistory(actor, input.tenantCode),
  async run({ db, input, actor, capacity }): Promise<Result<EntryLine, AuditRefusal>> {
    const { tenantCode, sequence } = input
    const found = await findEntry(db, { tenantCode, sequence })
    const villager = capacity.post === 'villager'
    if (!found || (villager && !isOpenTo(ownSubjects(actor, tenantCode), found))) {
      return refuse('audit.unknown_entry', { sequence })
    }
    const reading = await readingOf({ db, actor, capacity, tenantCode }, [found])
    return ok({ ...historyLine(found, reading), size: found.size })
  },
})

/** Who looked at my record, when and what for: for the signed-in villager alone. */
export const looks = defineQuery({
  name: 'audit.looks',
  input: Looks,
  access: 'scoped',
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run({ db, input, actor }) {
    const { tenantCode, offset, limit } = input
    const self = residenceOf(actor, tenantCode)
    if (!self) return ok({ looks: [], total: 0, pageSize: limit })
    const key = { tenantCode, personId: self.personId }
    return ok({ ...(await findLooks(db, key, { offset, limit })), pageSize: limit })
  },
})
