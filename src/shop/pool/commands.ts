import { decideCarried } from '#compact/adoption/queries.ts'
import type { Resolution } from '#compact/model.ts'
import { versionById } from '#compact/queries.ts'
import { postTransfers } from '#journal/commands.ts'
import type { TransferOrder } from '#journal/model.ts'
import { transfersFor } from '#journal/queries.ts'
import { defineCommand } from '#kernel/command.ts'
import { holds, system } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { tell } from '#notices/message/commands.ts'
import { holdersOf } from '#organisations/queries.ts'
import { adultsOfHouseholds } from '#people/queries.ts'
import { resolvers, type ShopContext, warned } from '../model.ts'
import { type Credit, CreditSlice, type DueScore, FundPool, ResolveScheme } from './model.ts'
import { countedOf, creditOf, decideCredits, decideFrom, decideWorth, type Gain } from './rules.ts'
import * as store from './store.ts'

/** Whether the minutes carry: held by today, with the quorum and majority of that day. */
export async function decideMinutes({ db, today, input }: ShopContext, resolution: Resolution) {
  const { heldOn } = resolution
  if (heldOn > today) return refuse('shop.resolution_in_future', { heldOn })
  return decideCarried(db, input.tenantCode, resolution)
}

/** The minutes out of an input that carries more. */
export function minutesOf(input: Resolution): Resolution {
  const { body, heldOn, reference, entitled, present, agreed } = input
  return { body, heldOn, reference, entitled, present, agreed }
}

/** Records what a meeting resolved about points to spend and for the dividend, from a day on. */
export const resolveScheme = defineCommand({
  name: 'shop.resolve_scheme',
  input: ResolveScheme,
  may: ({ actor, input }) => holds(actor, input.tenantCode, resolvers),
  async run(context) {
    const { db, input, today, now, capacity, envelopeId, newId } = context
    const { tenantCode, effectiveFrom, redeemablePercent, dividendPercent, pointFen } = input
    const earlier = await store.listSchemes(db, tenantCode)
    const taken = earlier.map((scheme) => scheme.effectiveFrom)
    const from = decideFrom({ effectiveFrom, today, taken })
    if (!from.ok) return from
    const worth = decideWorth(earlier, pointFen)
    if (!worth.ok) return worth
    const resolution = minutesOf(input)
    const carried = await decideMinutes(context, resolution)
    if (!carried.ok) return carried
    const id = newId()
    await store.insertScheme(db, {
      ...{ tenantCode, id, redeemablePercent, dividendPercent, pointFen, effectiveFrom },
      ...{ resolution, at: now, personId: capacity.personId, envelopeId },
    })
    context.concern(`shop:${tenantCode}`)
    return ok({ schemeId: id })
  },
})

/** Puts money behind the points as a meeting resolved, and lets waiting credits go on. */
export const fundPool = defineCommand({
  name: 'shop.fund_pool',
  input: FundPool,
  may: ({ actor, input }) => holds(actor, input.tenantCode, resolvers),
  async run(context) {
    const { db, input, now, capacity, envelopeId, newId } = context
    const { tenantCode, source, note, amountFen } = input
    const schemes = await store.listSchemes(db, tenantCode)
    if (schemes.length === 0) return refuse('shop.no_scheme')
    const resolution = minutesOf(input)
    const carried = await decideMinutes(context, resolution)
    if (!carried.ok) return carried
    const id = newId()
    const posted = await postTransfers(context, [
      {
        debit: { kind: 'pool_granted', ownerId: null },
        credit: { kind: 'shop_pool', ownerId: null },
        ...{ amount: amountFen, commodity: 'CNY', subject: `fund:${id}` },
        clause: resolution.reference,
      },
    ])
    if (!posted.ok) return posted
    await store.insertFund(db, {
      ...{ tenantCode, id, source, note, amountFen, resolution, at: now },
      ...{ personId: capacity.personId, envelopeId },
    })
    if (await store.endPause(db, tenantCode, now)) context.nudge('shop.credit')
    context.concern(`shop:${tenantCode}`)
    return ok({ fundId: id })
  },
})

/**
 * Credits the next few final scores by the resolution of their day, the oldest first, as far as the
 * pool covers them. What it does not cover waits, and the officers are told once.
 */
export const creditSlice = defineCommand({
  name: 'shop.credit_slice',
  input: CreditSlice,
  may: ({ actor }) => system(actor),
  async run(context) {
    const { db, input, now, envelopeId } = context
    const { tenantCode } = input
    const { scores, total } = await store.oldestUncredited(db, tenantCode, input.scores)
    if (scores.length === 0) return refuse('shop.nothing_due')
    const credits = await creditsOf(context, scores)
    const pool = await store.readPool(db, tenantCode)
    const { fitting, missingFen } = decideCredits(credits, pool)
    const posted = await postTransfers(context, fitting.flatMap(ordersOf))
    if (!posted.ok) return posted
    await store.insertCredits(db, fitting, { tenantCode, at: now, envelopeId })
    await tellCredited(context, fitting)
    const paused = missingFen > 0
    if (paused) await pause(context, missingFen)
    return ok({ credited: fitting.length, left: total - fitting.length, paused })
  },
})

const ordersOf = (credit: Credit): TransferOrder[] =>
  (['redeemable', 'dividend'] as const)
    .map(
      (kind): TransferOrder => ({
        debit: { kind: `${kind}_issued`, ownerId: null },
        credit: { kind: `household_${kind}`, ownerId: credit.householdId },
        amount: credit[`${kind}Hundredths`],
        ...{ commodity: 'POINT', subject: `credit:${credit.scoreId}`, clause: credit.schemeId },
      }),
    )
    .filter((order) => order.amount > 0)

/** Which part of each score may buy something, by its postings and the rule book they cite. */
async function creditsOf(context: ShopContext, scores: readonly DueScore[]): Promise<Credit[]> {
  const { db, input } = context
  const subjects = scores.map((score) => `score:${score.scoreId}`)
  const transfers = await transfersFor(db, input.tenantCode, subjects)
  const buying = await buyingClauses(context, new Set(transfers.map((one) => one.clause)))
  const rating = new Map<string, Gain[]>()
  for (const { subject, amount, clause } of transfers) {
    const gains = rating.get(subject) ?? []
    gains.push({ amount, buys: buying.has(clause) })
    rating.set(subject, gains)
  }
  return scores.map((score) => {
    const gains = rating.get(`score:${score.scoreId}`) ?? []
    return creditOf(score, countedOf(score.ratingHundredths, gains))
  })
}

/** Of the clauses cited (`VERSION/1.1/KEY`) those whose points may buy something. */
async function buyingClauses({ db, input }: ShopContext, cited: ReadonlySet<string>) {
  const found = new Set<string>()
  for (const versionId of new Set([...cited].map((clause) => clause.split('/')[0]!))) {
    const version = await versionById(db, input.tenantCode, versionId)
    const items = version?.content.items ?? []
    for (const { clause, key, redeemable, donation, negative } of items) {
      if (redeemable && !donation && !negative) found.add(`${versionId}/${clause}/${key}`)
    }
  }
  return found
}

async function tellCredited(context: ShopContext, credits: readonly Credit[]): Promise<void> {
  const { db, input, today, concern } = context
  const spendable = credits.filter((credit) => credit.redeemableHundredths > 0)
  const householdIds = spendable.map((credit) => credit.householdId)
  for (const { householdId } of credits) concern(`household:${householdId}`)
  if (householdIds.length === 0) return
  const which = { tenantCode: input.tenantCode, today, householdIds }
  const adults = await adultsOfHouseholds(db, which)
  const told = spendable.flatMap(({ householdId, redeemableHundredths }) =>
    (adults.get(householdId) ?? []).map((personId) => ({
      ...{ personId, kind: 'shop_credited', subject: `household:${householdId}` },
      facts: { hundredths: redeemableHundredths, href: '/shop' },
    })),
  )
  await tell(context, told)
}

/** Writes down that crediting waits, and warns those who can fill the pool. */
async function pause(context: ShopContext, missingFen: number): Promise<void> {
  const { db, input, now, today, newId } = context
  const { tenantCode } = input
  await store.insertPause(db, { tenantCode, id: newId(), at: now, missingFen })
  const officers = await holdersOf(db, { tenantCode, today }, warned)
  const personIds = [...new Set(officers.map((officer) => officer.personId))]
  await tell(
    context,
    personIds.map((personId) => ({
      ...{ personId, kind: 'shop_paused', subject: `shop:${tenantCode}` },
      facts: { missing: (missingFen / 100).toFixed(2), href: '/office/shop' },
    })),
  )
}
