import { defineCommand } from '#kernel/command.ts'
import { ok, refuse } from '#kernel/result.ts'
import { keepsRoster } from '#people/office.ts'
import { openPerson } from '#people/open-records.ts'
import { isAdult } from '#people/rules.ts'
import { EndKinship, NameGuardian, RecordKinship } from './model.ts'
import { endKinship, insertKinship, isKin, replaceGuardian } from './store.ts'

/** Puts on record that two people are kin, so that neither decides about the other. */
export const recordKinship = defineCommand({
  name: 'people.record_kinship',
  input: RecordKinship,
  may: ({ actor, input }) => keepsRoster(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, today } = ctx
    const { tenantCode, personId, relativeId, relation } = input
    const here = { tenantCode, today }
    const since = input.since ?? today
    if (personId === relativeId) return refuse('people.same_person')
    if (since > today) return refuse('people.date_in_future', { date: since })
    for (const id of [personId, relativeId]) {
      const person = await openPerson(db, here, id)
      if (!person.ok) return person
    }
    if (await isKin(db, here, { personId, relativeId })) return refuse('people.kinship_known')
    const kinshipId = ctx.newId()
    const pair = { person_id: personId, relation, relative_id: relativeId }
    await insertKinship(db, { tenant_code: tenantCode, id: kinshipId, ...pair, since, until: null })
    for (const id of [personId, relativeId]) ctx.concern(`person:${id}`)
    return ok({ kinshipId })
  },
})

/** Takes back a tie that was recorded wrongly or that has ended. */
export const endKinshipCommand = defineCommand({
  name: 'people.end_kinship',
  input: EndKinship,
  may: ({ actor, input }) => keepsRoster(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, today } = ctx
    const ended = await endKinship(db, { tenantCode: input.tenantCode, today }, input.kinshipId)
    if (!ended) return refuse('people.unknown_kinship')
    for (const id of [ended.personId, ended.relativeId]) ctx.concern(`person:${id}`)
    return ok({ kinshipId: input.kinshipId })
  },
})

/**
 * Names who speaks for a minor, or for an adult after a court's decision.
 * Civil Code, articles 24, 27 and 28.
 */
export const nameGuardian = defineCommand({
  name: 'people.name_guardian',
  input: NameGuardian,
  may: ({ actor, input }) => keepsRoster(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, today } = ctx
    const { tenantCode, wardId, guardianId, decision } = input
    const here = { tenantCode, today }
    if (wardId === guardianId) return refuse('people.same_person')
    const ward = await openPerson(db, here, wardId)
    if (!ward.ok) return ward
    const guardian = await openPerson(db, here, guardianId)
    if (!guardian.ok) return guardian
    if (!isAdult(guardian.value.birthDate, today)) {
      return refuse('people.guardian_is_minor', { name: guardian.value.name })
    }
    if (isAdult(ward.value.birthDate, today) && !decision) {
      return refuse('people.guardianship_needs_decision', { name: ward.value.name })
    }
    const row = {
      tenant_code: tenantCode,
      id: ctx.newId(),
      ward_id: wardId,
      guardian_id: guardianId,
    }
    await replaceGuardian(db, { ...row, decision: decision ?? null, since: today, until: null })
    for (const id of [wardId, guardianId]) ctx.concern(`person:${id}`)
    return ok({ guardianshipId: row.id })
  },
})
