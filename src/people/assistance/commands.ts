import type { Actor, Capacity } from '#kernel/actor.ts'
import { type CommandContext, defineCommand } from '#kernel/command.ts'
import { holds, personIdsOf, resides } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { keepsRoster, villagePosts } from '#people/office.ts'
import { findPerson, membersOf } from '#people/store.ts'
import { settingNumber } from '#settings/queries.ts'
import { isOwnCard } from './card.ts'
import { type AssistanceTable, EndAssistance, RecordAssistance } from './model.ts'
import { type AssistanceFacts, decideAssistance } from './rules.ts'
import { endAssistance, findAssistance, insertAssistance } from './store.ts'

/** Neighbours and office holders of the village; whoever already helps somebody ends that first. */
export function mayHelp(actor: Actor, tenantCode: string): Capacity | null {
  if (actor.behalf) return null
  return holds(actor, tenantCode, villagePosts) ?? resides(actor, tenantCode)
}

type Context = CommandContext<RecordAssistance>

async function factsOf(ctx: Context): Promise<AssistanceFacts | null> {
  const { db, input, actor, today, secrets } = ctx
  const { tenantCode, personId, passbookCode: code, witnessPersonId } = input
  const helped = await findPerson(db, tenantCode, personId)
  if (!helped) return null
  const homes = actor.residences.filter((home) => home.tenantCode === tenantCode)
  const members = await Promise.all(
    homes.map((home) =>
      home.householdId ? membersOf(db, { tenantCode, today }, home.householdId) : [],
    ),
  )
  return {
    ...{ helped, method: input.method, today },
    helperPersonIds: personIdsOf(actor, tenantCode),
    helperHousehold: new Set(members.flat().map((member) => member.id)),
    witness: witnessPersonId ? await findPerson(db, tenantCode, witnessPersonId) : null,
    cardFits: code ? await isOwnCard(db, secrets, { tenantCode, personId, code }) : false,
    helperKeepsRoster: keepsRoster(actor, tenantCode) !== null,
  }
}

/** Puts on record that somebody is helped, by whom and how they agreed; it ends by itself. */
export const recordAssistance = defineCommand({
  name: 'people.record_assistance',
  input: RecordAssistance,
  may: ({ actor, input }) => mayHelp(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, now, today, capacity } = ctx
    const { tenantCode, personId, method } = input
    const facts = await factsOf(ctx)
    if (!facts) return refuse('people.unknown_person')
    const decision = decideAssistance(facts)
    if (!decision.ok) return decision
    const key = 'people.assistance_hours'
    const hours = await settingNumber(db, { key, tenantCode, today })
    const expiresAt = new Date(Date.parse(now) + hours * 3_600_000).toISOString()
    const row: AssistanceTable = {
      ...{ tenant_code: tenantCode, id: ctx.newId(), person_id: personId },
      ...{ helper_tenant_code: tenantCode, helper_person_id: capacity.personId! },
      ...{ method, witness_person_id: facts.witness?.id ?? null },
      ...{ granted_at: now, expires_at: expiresAt, ended_at: null, ended_by: null },
    }
    await insertAssistance(db, row)
    ctx.concern(`person:${personId}`)
    ctx.concern(`person:${row.helper_person_id}`)
    return ok({ assistanceId: row.id, expiresAt, name: facts.helped.name })
  },
})

/** Ends an assistance before its time: the helper, the one helped, or the roster's keeper. */
export const endAssistanceCommand = defineCommand({
  name: 'people.end_assistance',
  input: EndAssistance,
  may: ({ actor, input }) =>
    holds(actor, input.tenantCode, villagePosts) ?? resides(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, now, actor, capacity } = ctx
    const { tenantCode, assistanceId: id } = input
    const assistance = await findAssistance(db, tenantCode, id)
    if (!assistance) return refuse('people.unknown_assistance')
    const own = personIdsOf(actor, tenantCode)
    const concerned = [assistance.personId, assistance.helperPersonId]
    if (!concerned.some((one) => own.includes(one)) && !keepsRoster(actor, tenantCode)) {
      return refuse('people.not_your_assistance')
    }
    const ended = await endAssistance(db, tenantCode, { id, at: now, by: capacity.personId })
    if (!ended) return refuse('people.assistance_ended')
    ctx.concern(`person:${assistance.personId}`)
    return ok({ assistanceId: id })
  },
})
