import { addDays, plainDateInChina } from '#kernel/clock.ts'
import { instantAt } from './calendar.ts'
import { type Closing, finaliseAfter } from './closing.ts'
import { itemOf } from './deed-plan.ts'
import type { DeedInPlay, Ledger } from './ledger.ts'
import { type House, headOf, holdsAnyPost, type Villager } from './population.ts'
import { ruleBook } from './rule-book.ts'
import { as, holders, type Telling } from './village-state.ts'

/** What somebody says to a result, and what becomes of it. */
export type ObjectionKind =
  | 'worth_more'
  | 'wrongly_refused'
  | 'unfounded'
  | 'after_excuse'
  | 'withdrawn'

interface Line {
  readonly line: number
  readonly house: House
  readonly hundredths: number
}

interface Objection {
  readonly kind: ObjectionKind
  readonly line: Line
  /** The deed it is about, when one is to be put right. */
  readonly deed: DeedInPlay | null
}

/** Plans what people say to an announced result, from the day after on. */
export async function planObjections(
  telling: Telling,
  closing: Closing,
  of: { ledger: Ledger; kinds: readonly ObjectionKind[] },
): Promise<void> {
  const lines = await linesOf(telling, closing)
  const used = new Set<House>()
  const hung = plainDateInChina(telling.door.clock.now())
  for (const [at, kind] of of.kinds.entries()) {
    const objection = choose(
      kind,
      lines.filter(({ house }) => !used.has(house)),
      of.ledger,
    )
    if (!objection) continue
    used.add(objection.line.house)
    const when = instantAt(addDays(hung, 1 + (at % 3)), `${19 + (at % 2)}:${10 + at}`)
    telling.timeline.at(when, () => object(telling, closing, objection))
  }
}

async function linesOf({ door, village }: Telling, closing: Closing): Promise<Line[]> {
  const input = { tenantCode: village.tenantCode, noticeId: closing.noticeId, pageSize: 2000 }
  const { lines } = await door.see({ accountId: null }, 'notices.notice', input)
  const houses = new Map(village.houses.map((house) => [house.code, house]))
  return lines.flatMap(({ line, content }) => {
    const house = houses.get(content.household)
    return house && !holdsAnyPost(house)
      ? [{ line, house, hundredths: Number(content.values.points) }]
      : []
  })
}

/** Who objects: somebody for whom it matters, as near to the next star as can be. */
function choose(kind: ObjectionKind, lines: readonly Line[], ledger: Ledger): Objection | null {
  const nearest = lines.toSorted((a, b) => toNextStar(a) - toNextStar(b))
  if (kind === 'worth_more' || kind === 'wrongly_refused') {
    for (const line of nearest) {
      const deed = ledger.find((one) => one.house === line.house && isWrong(one, kind, ledger))
      if (deed) return { kind, line, deed }
    }
    return null
  }
  const line = nearest.at(-1)
  return line ? { kind, line, deed: null } : null
}

function toNextStar({ hundredths }: Line): number {
  const above = ruleBook.bands
    .map((band) => band.fromHundredths - hundredths)
    .filter((gap) => gap > 0)
  return Math.min(...above, 10_000)
}

/** A deed that may have been decided wrongly, and whose correction changes the score. */
function isWrong(deed: DeedInPlay, kind: ObjectionKind, ledger: Ledger): boolean {
  const wanted = kind === 'worth_more' ? deed.state === 'approved' : deed.state === 'refused'
  const item = itemOf(deed.itemKey)
  const more =
    kind === 'worth_more' ? item.maxHundredths - deed.valueHundredths : deed.valueHundredths
  return wanted && !deed.negative && more > 0 && hasRoom(deed, more, ledger)
}

function hasRoom(deed: DeedInPlay, more: number, ledger: Ledger): boolean {
  const item = itemOf(deed.itemKey)
  const own = ledger.filter(
    (one) => one.house === deed.house && one.state === 'approved' && !one.negative,
  )
  const sum = (fits: (one: DeedInPlay) => boolean) =>
    own.filter(fits).reduce((total, one) => total + one.valueHundredths, 0)
  const aspect = ruleBook.aspects.find((one) => one.key === item.aspectKey)!
  return (
    sum((one) => one.itemKey === deed.itemKey) + more <= (item.capHundredths ?? 1_000_000) &&
    sum((one) => itemOf(one.itemKey).aspectKey === item.aspectKey) + more <= aspect.maxHundredths
  )
}

const grounds: Readonly<Record<ObjectionKind, string>> = {
  worth_more: '这一次查看时我家前后院都收拾过，照片也有，分值记低了，请复核。',
  wrongly_refused: '这件事当时有登记，登记表后来找到了，请看一看能不能补上。',
  unfounded: '觉得本季度还做过别的好事，应该再加几分。',
  after_excuse: '觉得评分比上个季度少了，请说明原因。',
  withdrawn: '星级好像不对，请核一下。',
}

async function object(telling: Telling, closing: Closing, objection: Objection): Promise<void> {
  const { door, timeline, village } = telling
  const { kind, line } = objection
  const who = headOf(line.house)
  const session = await as(telling, who)
  const input = { tenantCode: village.tenantCode, noticeId: closing.noticeId, line: line.line }
  const { appealId } = await door.act(session, 'appeals.file', { ...input, grounds: grounds[kind] })
  const filed = plainDateInChina(door.clock.now())
  if (kind === 'withdrawn') {
    const taken = { tenantCode: village.tenantCode, appealId }
    const withdraw = () => door.act(session, 'appeals.withdraw', taken)
    timeline.at(instantAt(addDays(filed, 1), '07:30'), withdraw)
    return
  }
  timeline.at(instantAt(addDays(filed, 2), '10:20'), () =>
    answer(telling, closing, { ...objection, appealId }),
  )
}

const answers: Readonly<Record<ObjectionKind, string>> = {
  worth_more: '查了当天的照片和查看登记，院内院外都整洁，应记满分，予以更正。',
  wrongly_refused: '找到了当时的登记表，情况属实，予以补记。',
  unfounded: '所说的事在本季度没有申报，也没有登记；可以在本季度内申报，这次维持原结果。',
  after_excuse: '逐项核对了本季度的记录，与细则一致，每一分都列在明细里，维持原结果。',
  withdrawn: '',
}

async function answer(
  telling: Telling,
  closing: Closing,
  objection: Objection & { appealId: string },
): Promise<void> {
  const { door, village } = telling
  const { kind, deed, appealId } = objection
  const { tenantCode } = village
  let reviewer = await drawn(telling, appealId)
  if (kind === 'after_excuse' && reviewer) {
    const reason = '与这一户有生意往来，请另抽一人'
    await door.act(await as(telling, reviewer), 'appeals.excuse', { tenantCode, appealId, reason })
    reviewer = await drawn(telling, appealId)
  }
  // Where nobody of the village is independent, the township answers, outside this story.
  if (!reviewer) return
  const outcome = deed ? ('upheld' as const) : ('dismissed' as const)
  const remedy = deed ? remedyOf(kind, deed) : {}
  const session = await as(telling, reviewer)
  await door.act(session, 'appeals.decide', {
    tenantCode,
    appealId,
    outcome,
    answer: answers[kind],
    remedy,
  })
  // A corrected line hangs for a period of its own, as long as the first.
  if (deed) finaliseAfter(telling, closing, await lastEnd(telling))
}

function remedyOf(kind: ObjectionKind, deed: DeedInPlay) {
  if (kind === 'wrongly_refused') return { kind: 'approve_deed', deedId: deed.id }
  const valueHundredths = itemOf(deed.itemKey).maxHundredths
  return { kind: 'revalue_deed', deedId: deed.id, valueHundredths }
}

async function lastEnd({ door, village }: Telling): Promise<string> {
  const { notices } = await door.see({ accountId: null }, 'notices.list', {
    tenantCode: village.tenantCode,
  })
  return notices
    .map((notice) => notice.endsAt)
    .sort()
    .at(-1)!
}

/** Whom the lot fell on, as the members of the supervision committee see it in their lists. */
export async function drawn(telling: Telling, appealId: string): Promise<Villager | null> {
  const { door, village } = telling
  for (const one of [
    ...holders(village, 'supervision_chair'),
    ...holders(village, 'supervision_member'),
  ]) {
    const input = { tenantCode: village.tenantCode, state: 'open' as const }
    const { appeals } = await door.see(await as(telling, one), 'appeals.for_review', input)
    if (appeals.some((row) => row.appeal.id === appealId && row.mine)) return one
  }
  return null
}
