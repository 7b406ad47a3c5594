import { addDays, plainDateInChina } from '#kernel/clock.ts'
import type { ListGood } from '#shop/catalogue/model.ts'
import { instantAt, type Quarter } from './calendar.ts'
import type { Camera } from './pictures.ts'
import { headOf } from './population.ts'
import { as, holder, holders, type Telling } from './village-state.ts'

interface ShopStory {
  readonly quarter: Quarter
  readonly now: string
  readonly camera: Camera
}
interface Shelf {
  tillId: string
  readonly goods: Map<string, string>
}

type Listed = Pick<ListGood, 'kind' | 'pricePoints' | 'stock' | 'most' | 'period'> & {
  readonly zh: string
  readonly en: string
  readonly supplier: string
}
const listed: readonly Listed[] = [
  {
    ...{ kind: 'goods', zh: '大米（5 斤）', en: 'Rice, 2.5 kg', supplier: '镇供销社（演示）' },
    ...{ pricePoints: 30, stock: 60, most: 2, period: 'month' },
  },
  {
    ...{ kind: 'goods', zh: '洗衣液', en: 'Washing liquid', supplier: '镇供销社（演示）' },
    ...{ pricePoints: 20, stock: 40, most: 2, period: 'month' },
  },
  {
    ...{ kind: 'goods', zh: '节能灯泡', en: 'Light bulb', supplier: '五金店（演示）' },
    ...{ pricePoints: 10, stock: 30, most: 4, period: 'quarter' },
  },
  {
    ...{ kind: 'service', zh: '理发一次', en: 'A haircut', supplier: '村理发铺（演示）' },
    ...{ pricePoints: 10, stock: undefined, most: 1, period: 'month' },
  },
  {
    ...{ kind: 'help', zh: '帮忙收秋半天', en: 'Half a day’s help with the harvest' },
    ...{ supplier: '村志愿队（演示）', pricePoints: 40, stock: undefined },
    ...{ most: 1, period: 'year' },
  },
]

/**
 * Yongfeng's shop: resolved and funded before the quarter ends, stocked, credited when the scores
 * are final, and used by a few households – one of which takes something back.
 */
export function tellShop(telling: Telling, story: ShopStory): void {
  const { timeline } = telling
  const { quarter, now, camera } = story
  const shelf: Shelf = { tillId: '', goods: new Map() }
  const on = (day: string, time: string, work: () => Promise<unknown>) => {
    if (instantAt(day, time) < now) timeline.at(instantAt(day, time), work)
  }
  on(addDays(quarter.endsOn, -10), '09:20', () => resolve(telling, quarter))
  on(addDays(quarter.endsOn, -6), '10:00', () => stock(telling, shelf, camera))
  const today = plainDateInChina(now)
  for (const ago of [7, 4, 2]) on(addDays(today, -ago), '06:40', () => credit(telling))
  on(addDays(today, -3), '15:10', () => sell(telling, shelf))
  on(addDays(today, -1), '16:20', () => takeBack(telling))
}

const minutesOf = (heldOn: string, reference: string) => ({
  ...{ body: 'representative_assembly' as const, heldOn, reference },
  ...{ entitled: 30, present: 24, agreed: 22 },
})

async function resolve(telling: Telling, quarter: Quarter): Promise<void> {
  const { door, village } = telling
  const { tenantCode } = village
  const director = await as(telling, holder(village, 'director'))
  const day = addDays(quarter.endsOn, -12)
  const minutes = minutesOf(day, `村民代表会议〔${day.slice(0, 4)}〕第 5 号决议（演示）`)
  const effectiveFrom = addDays(quarter.endsOn, -5)
  const rates = { redeemablePercent: 100, dividendPercent: 100, pointFen: 10 }
  await door.act(director, 'shop.resolve_scheme', {
    ...{ tenantCode, ...rates, ...minutes, effectiveFrom },
  })
  await door.act(director, 'shop.fund_pool', {
    ...{ tenantCode, source: 'collective_income', note: '本年度集体林下收入的一部分（演示）' },
    ...{ amountFen: 800_000, ...minutes },
  })
  await door.act(director, 'shop.resolve_discount', {
    ...{ tenantCode, percents: [0, 5, 5, 10, 10], applies: 'points', effectiveFrom, ...minutes },
  })
}

/** The administrator opens the shop; its operator opens a till and fills the shelves. */
async function stock(telling: Telling, shelf: Shelf, camera: Camera): Promise<void> {
  const { door, village } = telling
  const { tenantCode, administrator } = village
  const day = plainDateInChina(door.clock.now())
  const founded = { tenantCode, kind: 'shop', name: '永丰积分超市', foundedOn: day } as const
  const { organisationId } = await door.act(administrator, 'organisations.found', founded)
  const keeper = keeperOf(telling)
  await door.act(administrator, 'organisations.appoint', {
    ...{ tenantCode, organisationId, post: 'shop_operator', personId: keeper.id, since: day },
    basis: '村民委员会决定（演示）',
  })
  const operator = await as(telling, keeper)
  const till = await door.act(operator, 'shop.open_till', { tenantCode, name: '村部店' })
  shelf.tillId = till.tillId
  for (const { zh, en, ...facts } of listed) {
    const photo = zh.includes('灯泡') ? [await camera.send(telling, keeper, 'lamp')] : []
    const good = { ...facts, name: { zh, en }, attachmentIds: photo }
    const { goodId } = await door.act(operator, 'shop.list_good', { tenantCode, ...good })
    shelf.goods.set(zh, goodId)
  }
}

/** Somebody who speaks for a group in the assembly keeps the shop. */
const keeperOf = ({ village }: Telling) => holders(village, 'representative').at(-1)!

async function credit({ door, village }: Telling): Promise<void> {
  const system = { accountId: null, system: 'shop.credit' }
  for (let goesOn = true; goesOn; ) {
    const input = { tenantCode: village.tenantCode, scores: 100 }
    const done = await door.attempt(system, 'shop.credit_slice', input)
    goesOn = done.ok && (done.value as { left: number }).left > 0
  }
}

/** Four of the households that have enough: each takes what is said, and signs a slip for it. */
async function sell(telling: Telling, shelf: Shelf): Promise<void> {
  const { door, village } = telling
  const { tenantCode } = village
  const operator = await as(telling, keeperOf(telling))
  const wanted = ['大米（5 斤）', '节能灯泡', '理发一次', '洗衣液'] as const
  for (const [index, zh] of wanted.entries()) {
    const householdId = village.houses[index * 5]!.id
    await door.attempt(operator, 'shop.redeem', {
      ...{ tenantCode, tillId: shelf.tillId, householdId, slip: `A-${index + 1}` },
      lines: [{ goodId: shelf.goods.get(zh)!, quantity: 1 }],
    })
  }
}

/** A household brings something back, and the shop agrees. */
async function takeBack(telling: Telling): Promise<void> {
  const { door, village } = telling
  const { tenantCode } = village
  const operator = await as(telling, keeperOf(telling))
  const { rows } = await door.see(operator, 'shop.redemptions', { tenantCode })
  const [last] = rows
  if (!last) return
  const head = village.houses.find((house) => house.code === last.code)
  if (!head) return
  const redemptionId = last.id
  const asked = { tenantCode, redemptionId, reason: '买重了，没有拆封。' }
  await door.act(await as(telling, headOf(head)), 'shop.propose_reversal', asked)
  await door.act(operator, 'shop.answer_reversal', { tenantCode, redemptionId, agrees: 'yes' })
}
