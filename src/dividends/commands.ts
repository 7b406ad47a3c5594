import { decideCarried } from '#compact/adoption/queries.ts'
import type { Resolution } from '#compact/model.ts'
import { postTransfers } from '#journal/commands.ts'
import { defineCommand } from '#kernel/command.ts'
import { holds } from '#kernel/permission.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { addLines, prepareNotice, publishNotice } from '#notices/commands.ts'
import { holdersOf } from '#organisations/queries.ts'
import { settingNumber } from '#settings/queries.ts'
import { dividendNotice, lineContent } from './announcing/notice.ts'
import { tellLines } from './announcing/telling.ts'
import {
  answering,
  type Dividend,
  type DividendContext,
  type DividendsRefusal,
  PlanDividend,
  planners,
  ResolveDividend,
} from './model.ts'
import { decidePool, pointsOf, splitPool } from './rules.ts'
import { type HouseholdShare, sharesNow } from './sharing.ts'
import * as store from './store.ts'

/**
 * Plans a year's points dividend: the share dividend it stands beside, with who answers for that
 * figure, and the pool with where its money comes from. A plan not yet announced gives way to it.
 */
export const plan = defineCommand({
  name: 'dividends.plan',
  input: PlanDividend,
  may: ({ actor, input }) => holds(actor, input.tenantCode, planners),
  async run(context) {
    const { db, input, today, now, capacity, envelopeId, newId } = context
    const { tenantCode, year, shareFen, shareBy, poolFen } = input
    if (year > Number(today.slice(0, 4))) return refuse('dividends.year_to_come', { year })
    const earlier = (await store.listDividends(db, tenantCode)).find((one) => one.year === year)
    if (earlier && earlier.state !== 'planned') return refuse('dividends.year_taken', { year })
    const holders = await holdersOf(db, { tenantCode, today }, answering)
    const named = holders.find((holder) => holder.personId === shareBy)
    if (!named) return refuse('dividends.nobody_named')
    const capPercent = await settingNumber(db, { key: 'dividends.pool_cap', tenantCode, today })
    const within = decidePool({ shareFen, poolFen, capPercent })
    if (!within.ok) return within
    if (earlier) await store.replacePlan(db, tenantCode, earlier.id)
    const id = newId()
    await store.insertDividend(db, {
      ...{ ...input, id, sharePost: named.post, capPercent, at: now },
      ...{ personId: capacity.personId, envelopeId },
    })
    context.concern(`dividend:${id}`)
    return ok({ dividendId: id })
  },
})

/**
 * Enters what the meeting resolved and announces the split: points as they stand, one line for each
 * household that takes part. The money is set aside; nothing is paid before the notice has ended.
 */
export const resolve = defineCommand({
  name: 'dividends.resolve',
  input: ResolveDividend,
  may: ({ actor, input }) => holds(actor, input.tenantCode, planners),
  async run(context) {
    const { db, input } = context
    const { tenantCode, dividendId } = input
    const dividend = await store.findDividend(db, tenantCode, dividendId)
    if (!dividend) return refuse('dividends.unknown_dividend')
    const resolution = minutesOf(input)
    const decided = await decideResolved(context, dividend, resolution)
    if (!decided.ok) return decided
    const shares = await sharesNow(context, dividendId)
    if (pointsOf(shares) === 0) return refuse('dividends.no_points')
    const announced = await announce(context, { dividend, resolution, shares })
    if (!announced.ok) return announced
    const posted = await postTransfers(context, [
      {
        debit: { kind: 'dividend_granted', ownerId: null },
        credit: { kind: 'dividend_pool', ownerId: null },
        ...{ amount: dividend.poolFen, commodity: 'CNY', subject: `dividend:${dividendId}` },
        clause: resolution.reference,
      },
    ])
    if (!posted.ok) return posted
    context.concern(`dividend:${dividendId}`)
    return ok({ dividendId, households: shares.length, ...announced.value })
  },
})

/** The minutes out of an input that carries more. */
function minutesOf(input: Resolution): Resolution {
  const { body, heldOn, reference, entitled, present, agreed } = input
  return { body, heldOn, reference, entitled, present, agreed }
}

async function decideResolved(
  { db, today, input }: DividendContext,
  dividend: Dividend,
  resolution: Resolution,
): Promise<Result<null, DividendsRefusal> | Awaited<ReturnType<typeof decideCarried>>> {
  if (dividend.state !== 'planned')
    return refuse('dividends.already_announced', { year: dividend.year })
  const { heldOn } = resolution
  if (heldOn > today) return refuse('dividends.resolution_in_future', { heldOn })
  return decideCarried(db, input.tenantCode, resolution)
}

interface Announced {
  readonly dividend: Dividend
  readonly resolution: Resolution
  readonly shares: readonly HouseholdShare[]
}

/** Hangs the notice, writes the lines as they stand on it, and tells the households. */
async function announce(context: DividendContext, of: Announced) {
  const { db, input, now, envelopeId, capacity, newId } = context
  const { dividend, resolution } = of
  const { tenantCode } = input
  const split = splitPool(dividend.poolFen, of.shares).toSorted((a, b) =>
    a.code < b.code ? -1 : 1,
  )
  const totalHundredths = pointsOf(split)
  const draft = dividendNotice(dividend, { resolution, totalHundredths })
  const noticeId = await prepareNotice(context, draft)
  const rows = split.map((share) => ({ ...share, id: newId() }))
  const lines = await addLines(
    context,
    noticeId,
    rows.map((row) => ({
      ...{ householdId: row.householdId, subject: `line:${row.id}` },
      ...{ content: lineContent(row.code, row), name: row.consentedName },
    })),
  )
  if (!lines.ok) return lines
  const published = await publishNotice(context, noticeId)
  if (!published.ok) return published
  const { endsAt } = published.value
  const as = { tenantCode, at: now, envelopeId, personId: capacity.personId }
  await store.announceDividend(db, { ...as, id: dividend.id, resolution, noticeId, endsAt })
  const fresh = rows.map(({ id, householdId, number, pointsHundredths, amountFen }, index) => ({
    ...{ id, dividendId: dividend.id, householdId, number, revision: 1, pointsHundredths },
    ...{ amountFen, replacesId: null, noticeId, noticeLine: lines.value[index]! },
    state: 'announced' as const,
  }))
  await store.insertLines(db, fresh, as)
  await tellLines(context, { kind: 'dividend_announced', year: dividend.year, endsAt }, fresh)
  return ok({ noticeId, ...published.value })
}
