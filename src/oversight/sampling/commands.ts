import type { z } from 'zod'
import { type CommandContext, defineCommand } from '#kernel/command.ts'
import { sha256 } from '#kernel/digest.ts'
import { personIdsOf } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { recusalOf } from '#people/queries.ts'
import { cycleOf, deedLines, handsOn, listCycles, standingDeeds } from '#points/queries.ts'
import { supervises, watches } from '../model.ts'
import { CommitSeed, OfSampling, RecordFinding } from './model.ts'
import { decideFinding, decidePublishing, drawDeeds, listHashOf } from './rules.ts'
import { makeSeed } from './seed.ts'
import {
  findSamplings,
  insertFinding,
  insertSampling,
  listSampled,
  markDrawn,
  markPublished,
} from './store.ts'
import { tellFound } from './telling.ts'

/** Begins a second look: a seed is made and sealed, and what it hashes to goes on record. */
export const commitSeed = defineCommand({
  name: 'oversight.commit_seed',
  input: CommitSeed,
  may: supervises,
  async run({ db, input, now, today, newId, capacity, secrets, envelopeId, concern }) {
    const { tenantCode, wanted } = input
    const earlier = await findSamplings(db, tenantCode)
    if (earlier.some((one) => !one.publishedAt)) return refuse('oversight.sampling_open')
    const cycles = (await listCycles(db, tenantCode)).map(cycleOf)
    const cycle = cycles.find((one) => one.state === 'running' && one.startsOn <= today)
    if (!cycle) return refuse('oversight.no_running_cycle')
    const seed = makeSeed()
    const [id, commitment] = [newId(), sha256(seed)]
    await insertSampling(db, {
      ...{ tenant_code: tenantCode, id, cycle_id: cycle.id, wanted, commitment },
      ...{ seed_sealed: secrets.seal(seed), committed_at: now, committed_by: capacity.personId },
      envelope_id: envelopeId,
    })
    concern(`sampling:${id}`)
    return ok({ samplingId: id, commitment })
  },
})

/** Draws among the deeds that are approved at this moment; nobody else is told. */
export const drawSample = defineCommand({
  name: 'oversight.draw_sample',
  input: OfSampling,
  may: supervises,
  async run({ db, input, now, secrets, concern }) {
    const { tenantCode, samplingId } = input
    const [sampling] = await findSamplings(db, tenantCode, samplingId)
    if (!sampling) return refuse('oversight.unknown_sampling')
    if (sampling.drawnAt) return refuse('oversight.already_drawn')
    const { cycleId, wanted } = sampling
    const ids = await standingDeeds(db, { tenantCode, cycleId, states: ['approved'] })
    if (ids.length === 0) return refuse('oversight.nothing_to_draw')
    const deedIds = drawDeeds(secrets.open(sampling.seedSealed), ids, wanted)
    const listHash = listHashOf(ids)
    await markDrawn(db, input, { at: now, listHash, listCount: ids.length, deedIds })
    concern(`sampling:${samplingId}`)
    return ok({ samplingId, listHash, listCount: ids.length, deedIds })
  },
})

type FindingContext = CommandContext<z.output<typeof RecordFinding>>

/** Somebody who had no hand in a drawn deed says what the second look found. Now those concerned are told. */
export const recordFinding = defineCommand({
  name: 'oversight.record_finding',
  input: RecordFinding,
  may: watches,
  async run(context) {
    const { db, input, now, capacity, concern } = context
    const { tenantCode, samplingId, deedId, finding, reason } = input
    const sampled = (await listSampled(db, input)).find((one) => one.deedId === deedId)
    const decided = decideFinding(sampled, await standingTo(context))
    if (!decided.ok) return decided
    await insertFinding(db, {
      ...{ tenant_code: tenantCode, sampling_id: samplingId, deed_id: deedId, finding, reason },
      ...{ found_at: now, found_by: capacity.personId, found_post: capacity.post },
    })
    await tellFound(context)
    concern(`sampling:${samplingId}`)
    concern(`deed:${deedId}`)
    return ok({ deedId, finding })
  },
})

/** Whether one had a hand in the deed, or it is about one's own or a relative's household. */
async function standingTo({ db, input, today, actor }: FindingContext) {
  const { tenantCode, deedId } = input
  const own = personIdsOf(actor, tenantCode)
  const hands = await handsOn(db, tenantCode, [deedId])
  const [deed] = await deedLines(db, { tenantCode, ids: [deedId], negatives: true })
  let kin = false
  for (const personId of own) {
    const { households } = await recusalOf(db, { tenantCode, personId, today })
    kin ||= deed !== undefined && households.has(deed.householdId)
  }
  return { hand: own.some((id) => hands.includes(id)), kin }
}

/** Publishes the seed, so that anybody who has the deeds' ids can repeat the draw. */
export const publishSeed = defineCommand({
  name: 'oversight.publish_seed',
  input: OfSampling,
  may: supervises,
  async run({ db, input, now, secrets, concern }) {
    const [sampling] = await findSamplings(db, input.tenantCode, input.samplingId)
    if (!sampling) return refuse('oversight.unknown_sampling')
    const decided = decidePublishing(sampling, await listSampled(db, input))
    if (!decided.ok) return decided
    const seed = secrets.open(sampling.seedSealed)
    await markPublished(db, input, { at: now, seed })
    concern(`sampling:${sampling.id}`)
    return ok({ samplingId: sampling.id, seed })
  },
})
