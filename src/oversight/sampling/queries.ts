import { anyone } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import { namesOf } from '#people/queries.ts'
import { type Cycle, cycleOf, deedLines, listCycles } from '#points/queries.ts'
import { OfPlace, watches } from '../model.ts'
import { type FlaggedDeed, withWords } from '../radar/queries.ts'
import { OfSampling, type Sampled, type Sampling } from './model.ts'
import { findSamplings, listPublic, listSampled } from './store.ts'

/** A draw as supervision sees it: never the seed before it is published. */
export interface SamplingView extends Omit<Sampling, 'seedSealed'> {
  readonly cycle: Pick<Cycle, 'unit' | 'year' | 'number'> | null
}

function viewOf({ seedSealed, ...sampling }: Sampling, cycles: readonly Cycle[]): SamplingView {
  return { ...sampling, cycle: cycles.find((one) => one.id === sampling.cycleId) ?? null }
}

/** All draws of a village for those who supervise, newest first. */
export const samplings = defineQuery({
  name: 'oversight.samplings',
  input: OfPlace,
  access: 'scoped',
  may: watches,
  async run({ db, input }) {
    const cycles = (await listCycles(db, input.tenantCode)).map(cycleOf)
    const found = await findSamplings(db, input.tenantCode)
    return ok(found.map((one) => viewOf(one, cycles)))
  },
})

/** A drawn deed with what supervision needs to find it, and what was found. */
export type CheckedDeed = Sampled & {
  readonly deed: FlaggedDeed | null
  readonly foundByName: string | null
}

/** One draw with its deeds; for those who supervise alone, because the second look is unannounced. */
export const sampling = defineQuery({
  name: 'oversight.sampling',
  input: OfSampling,
  access: 'scoped',
  may: watches,
  async run(context) {
    const { db, input } = context
    const { tenantCode, samplingId } = input
    const [found] = await findSamplings(db, tenantCode, samplingId)
    if (!found) return refuse('oversight.unknown_sampling')
    const sampled = await listSampled(db, input)
    const ids = sampled.map((one) => one.deedId)
    const lines = await withWords(
      context,
      await deedLines(db, { tenantCode, ids, negatives: true }),
    )
    const names = await namesOf(
      db,
      tenantCode,
      sampled.flatMap((one) => one.foundBy ?? []),
    )
    const cycles = (await listCycles(db, tenantCode)).map(cycleOf)
    const deeds = sampled.map((one) => ({
      ...one,
      deed: lines.find((line) => line.id === one.deedId) ?? null,
      foundByName: one.foundBy ? (names.get(one.foundBy) ?? null) : null,
    }))
    return ok({ sampling: viewOf(found, cycles), deeds: deeds satisfies CheckedDeed[] })
  },
})

/** What was committed to and, once published, how anybody repeats the draw; for everybody. */
export const publicSamplings = defineQuery({
  name: 'oversight.public_samplings',
  input: OfPlace,
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input }) {
    return ok(await listPublic(db, input.tenantCode))
  },
})
