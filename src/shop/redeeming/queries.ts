import type { Actor, Capacity } from '#kernel/actor.ts'
import { holds, oversees, residenceOf, resides } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { adultsOfHouseholds, householdCodes, householdsMeant } from '#people/queries.ts'
import { readsShop } from '../access.ts'
import { keepers, operators, overseers, readers } from '../model.ts'
import { readPool } from '../pool/store.ts'
import { listTills } from '../store.ts'
import { offToday, shelfFor, spendable } from './ground.ts'
import { AtTill, FindHousehold, IssueCard, ListRedemptions, OneRedemption } from './model.ts'
import { maskName } from './rules.ts'
import { findByCard, findCard, findRedemption, listRedemptions, reversalSteps } from './store.ts'
import { cardCode, cardDigest, isCardCode, readPhoneCode, readTicket, ticketFor } from './ticket.ts'

const most = 20

/** A household at the till: its number, its head's first character, and what was scanned. */
export interface FoundHousehold {
  readonly householdId: string
  readonly code: string
  readonly maskedName: string
  readonly groupName: string | null
  /** Null when nothing was scanned: then the household signs a slip. */
  readonly ticket: string | null
}

/** Whose household a scanned code, a number, pinyin, initials or a name can mean; names are masked. */
export const findHousehold = defineQuery({
  name: 'shop.find_household',
  input: FindHousehold,
  access: 'scoped',
  may: ({ actor, input }) => holds(actor, input.tenantCode, operators),
  async run({ db, input, today, now, secrets }) {
    const { tenantCode, text } = input
    const phone = readPhoneCode(text)
    const card = isCardCode(text) ? cardDigest(secrets, text) : null
    if (!phone && !card) {
      const asked = { text: text.slice(0, 60), limit: most }
      const { rows, total } = await householdsMeant(db, { tenantCode, today }, asked)
      const found = rows.map(({ id, code, headName, groupName }) => ({
        ...{ householdId: id, code, maskedName: maskName(headName ?? ''), groupName },
        ticket: null,
      }))
      return ok({ found: found as FoundHousehold[], total })
    }
    if (phone) {
      const genuine = readTicket(secrets, { tenantCode, ...phone }, now)
      if (!genuine.ok) return genuine
    }
    const householdId = phone?.householdId ?? (await findByCard(db, tenantCode, card!))
    if (!householdId) return refuse('shop.card_unknown')
    const way = phone ? 'qr' : 'card'
    const ticket = ticketFor(secrets, { tenantCode, householdId, way }, now)
    const found = await faceOf(db, { tenantCode, today, householdId })
    return found
      ? ok({ found: [{ ...found, ticket }], total: 1 })
      : refuse('shop.unknown_household')
  },
})

async function faceOf(
  db: Db,
  of: { tenantCode: string; today: string; householdId: string },
): Promise<Omit<FoundHousehold, 'ticket'> | null> {
  const { tenantCode, today, householdId } = of
  const code = (await householdCodes(db, tenantCode, [householdId])).get(householdId)
  if (code === undefined) return null
  const { rows } = await householdsMeant(db, { tenantCode, today }, { text: code, limit: most })
  const row = rows.find((one) => one.id === householdId)
  const maskedName = maskName(row?.headName ?? '')
  return { householdId, code, maskedName, groupName: row?.groupName ?? null }
}

/** What a household at the till has, gets off and may still have of each good; its people are told. */
export const atTill = defineQuery({
  name: 'shop.at_till',
  input: AtTill,
  access: 'scoped',
  may: ({ actor, input }) => holds(actor, input.tenantCode, operators),
  looked: ({ tenantCode }, { lookedAt }: { lookedAt: readonly string[] }) => ({
    ...{ tenantCode, personIds: lookedAt, purpose: 'shop_till' },
  }),
  async run({ db, input, today }) {
    const { tenantCode, householdId } = input
    const here = { tenantCode, householdId, today }
    const face = await faceOf(db, here)
    if (!face) return refuse('shop.unknown_household')
    const { goods, had } = await shelfFor(db, here, null)
    const listed = [...goods.values()].filter((good) => !good.withdrawnAt)
    const which = { tenantCode, today, householdIds: [householdId] }
    return ok({
      ...face,
      balanceHundredths: await spendable(db, here),
      off: await offToday(db, here),
      pointFen: (await readPool(db, tenantCode)).pointFen,
      tills: (await listTills(db, tenantCode)).filter((till) => !till.closedAt),
      goods: listed.map((good) => ({
        ...good,
        left: good.most === null ? null : Math.max(0, good.most - (had.get(good.id) ?? 0)),
      })),
      lookedAt: (await adultsOfHouseholds(db, which)).get(householdId) ?? [],
    })
  },
})

/** The card of a household as it is printed, for those who hand it out. */
export const card = defineQuery({
  name: 'shop.card',
  input: IssueCard,
  access: 'scoped',
  may: ({ actor, input }) => holds(actor, input.tenantCode, keepers),
  async run({ db, input, today, secrets }) {
    const { tenantCode, householdId } = input
    const face = await faceOf(db, { tenantCode, today, householdId })
    if (!face) return refuse('shop.unknown_household')
    const open = await findCard(db, tenantCode, householdId)
    const printed = open && { code: cardCode(secrets, tenantCode, open.id), at: open.issuedAt }
    return ok({ ...face, card: printed })
  },
})

/** What was redeemed in the village, newest first; households stand by their number. */
export const redemptions = defineQuery({
  name: 'shop.redemptions',
  input: ListRedemptions,
  access: 'scoped',
  may: ({ actor, input }) => readsShop(actor, input.tenantCode),
  async run({ db, input }) {
    const { tenantCode, state, offset, limit } = input
    const by = { offset, limit, ...(state === 'all' ? {} : { state }) }
    const { rows, total } = await listRedemptions(db, tenantCode, by)
    const ids = [...new Set(rows.map((row) => row.householdId))]
    const codes = await householdCodes(db, tenantCode, ids)
    const lines = rows.map((row) => ({ ...row, code: codes.get(row.householdId) ?? '' }))
    return ok({ rows: lines, total, pageSize: limit })
  },
})

function readsOne(actor: Actor, tenantCode: string): Capacity | null {
  if (actor.behalf) return resides(actor, tenantCode)
  const byPost = holds(actor, tenantCode, readers) ?? oversees(actor, tenantCode, overseers)
  return byPost ?? resides(actor, tenantCode)
}

/** One purchase with what was asked and answered about it: the household's own, or by office. */
export const redemption = defineQuery({
  name: 'shop.redemption',
  input: OneRedemption,
  access: 'scoped',
  may: ({ actor, input }) => readsOne(actor, input.tenantCode),
  async run({ db, input, actor, capacity }) {
    const { tenantCode, redemptionId } = input
    const one = await findRedemption(db, tenantCode, redemptionId)
    const own = residenceOf(actor, tenantCode)?.householdId === one?.householdId
    if (!one || !(own || capacity.post !== 'villager')) return refuse('shop.unknown_redemption')
    const byOffice = !actor.behalf && capacity.post !== 'villager'
    if (!own && actor.behalf) return refuse('shop.unknown_redemption')
    const codes = await householdCodes(db, tenantCode, [one.householdId])
    const steps = await reversalSteps(db, tenantCode, redemptionId)
    const operator = byOffice && (operators as readonly string[]).includes(capacity.post)
    const side = operator ? ('shop' as const) : own ? ('household' as const) : null
    const asked = steps.findLast((step) => step.kind === 'proposed')
    return ok({
      ...{ ...one, code: codes.get(one.householdId) ?? '', own, side },
      steps: steps.map(({ takenBy: _, ...step }) => step),
      mayAsk: side !== null && one.state === 'done',
      mayAnswer: side !== null && one.state === 'reversal_proposed' && asked?.side !== side,
    })
  },
})
