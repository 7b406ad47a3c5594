import { addDays, plainDateInChina } from '#kernel/clock.ts'
import { daysBetween, daysFrom, instantAt, type Quarter, weekday } from './calendar.ts'
import { amend, mostPerRound } from './declaring.ts'
import { itemOf } from './deed-plan.ts'
import { type DeedInPlay, inChunks, inState, type Ledger } from './ledger.ts'
import { isNear, type Villager } from './population.ts'
import { as, holders, type Telling } from './village-state.ts'

const mostPerSitting = 200
const votesNeeded = 2

/** Who sits over which deeds, and what they do not get round to. */
export interface Sittings {
  readonly ledger: Ledger
  readonly quarter: Quarter
  /** From this instant on the sheets of some groups stay on the desk; null: everything is decided. */
  readonly backlogFrom: string | null
}

/**
 * The sittings of a quarter: verified on Mondays and Thursdays, reviewed on Friday evenings,
 * approved on Mondays, and once more after its end until nothing waits.
 */
export function planSittings(telling: Telling, sittings: Sittings): void {
  const { timeline } = telling
  const { quarter } = sittings
  const plan = (instant: string, sit: Sit, stage: number) =>
    timeline.at(instant, () => sit(telling, onDesk(telling, sittings, stage)))
  for (const day of daysFrom(quarter.startsOn, quarter.endsOn)) {
    if (isOff(telling, quarter, day)) continue
    const on = weekday(day)
    if (on === 1 || on === 4) plan(instantAt(day, '08:30'), verifySitting, 2)
    if (on === 5) plan(instantAt(day, '19:00'), reviewSitting, 1)
    if (on === 1) plan(instantAt(day, '14:00'), approveSitting, 0)
  }
  const after = (days: number, time: string) => instantAt(addDays(quarter.endsOn, days), time)
  plan(after(1, '08:30'), verifySitting, 2)
  plan(after(1, '19:00'), reviewSitting, 1)
  plan(after(2, '09:00'), approveSitting, 0)
}

/** A small village meets every other week. */
function isOff({ village }: Telling, quarter: Quarter, day: string): boolean {
  const week = Math.floor(daysBetween(quarter.startsOn, day) / 7)
  return village.houses.length < 150 && week % 2 === 0
}

type Sit = (telling: Telling, desk: Ledger) => Promise<void>

/** The deeds a sitting takes up; in the last days it does not get round to those of every third group. */
function onDesk({ door }: Telling, { ledger, backlogFrom }: Sittings, stage: number): Ledger {
  if (!backlogFrom || door.clock.now() < backlogFrom) return ledger
  return ledger.filter((deed) => deed.house.group % 3 !== stage)
}

/** The first of these people who may decide about a deed: neither near to it nor with a hand in it. */
function freeHand(people: readonly Villager[], deed: DeedInPlay): Villager | undefined {
  return people.find((one) => !isNear(one, deed.house) && !deed.hands.has(one))
}

function byHand(
  deeds: readonly DeedInPlay[],
  handOf: (deed: DeedInPlay) => Villager | undefined,
): Map<Villager, DeedInPlay[]> {
  const groups = new Map<Villager, DeedInPlay[]>()
  for (const deed of deeds) {
    const hand = handOf(deed)
    if (hand) groups.set(hand, [...(groups.get(hand) ?? []), deed])
  }
  return groups
}

/** What verifiers go by: the list that was kept, or what they and the neighbours saw. */
const evidenceOf = {
  photo: 'seen_on_site',
  witness: 'seen_on_site',
  record: 'record',
  none: 'record',
} as const

export async function verifySitting(telling: Telling, ledger: Ledger): Promise<void> {
  const waiting = inState(ledger, 'declared').filter(
    (deed) => !['laid_aside', 'withdrawn'].includes(deed.fate),
  )
  for (const deed of waiting.filter((one) => one.fate === 'returned'))
    await giveBack(telling, ledger, deed)
  const plain = waiting.filter((deed) => deed.fate !== 'returned')
  for (const [kind, deeds] of Map.groupBy(
    plain,
    (deed) => evidenceOf[itemOf(deed.itemKey).evidence],
  )) {
    for (const [verifier, own] of byHand(deeds, (deed) =>
      freeHand(verifiersOf(telling, kind), deed),
    )) {
      for (const chunk of inChunks(own, mostPerRound))
        await verify(telling, { verifier, kind, deeds: chunk })
    }
  }
}

/** Lists are looked at by their keeper, the rest by a group leader; all stand in for each other. */
function verifiersOf(
  { village, door }: Telling,
  kind: (typeof evidenceOf)[keyof typeof evidenceOf],
): Villager[] {
  const leaders = holders(village, 'group_leader')
  const turn = Math.floor(Date.parse(door.clock.now()) / 86_400_000) % leaders.length
  const rotated = [...leaders.slice(turn), ...leaders.slice(0, turn)]
  const [lead, keep] = [holders(village, 'grid_leader'), holders(village, 'scorekeeper')]
  return kind === 'record' ? [...keep, ...lead, ...rotated] : [...rotated, ...lead, ...keep]
}

interface Verifying {
  readonly verifier: Villager
  readonly kind: 'seen_on_site' | 'record'
  readonly deeds: readonly DeedInPlay[]
}

async function verify(telling: Telling, { verifier, kind, deeds }: Verifying): Promise<void> {
  const session = await as(telling, verifier)
  const { tenantCode } = telling.village
  const deedIds = deeds.map((deed) => deed.id)
  await telling.door.act(session, 'points.verify', {
    tenantCode,
    deedIds,
    decision: 'confirm',
    evidence: kind,
  })
  settle(deeds, verifier, 'verified')
}

async function giveBack(telling: Telling, ledger: Ledger, deed: DeedInPlay): Promise<void> {
  const verifier = freeHand(verifiersOf(telling, 'seen_on_site'), deed)
  if (!verifier) return
  const session = await as(telling, verifier)
  const input = {
    tenantCode: telling.village.tenantCode,
    deedIds: [deed.id],
    decision: 'return' as const,
  }
  await telling.door.act(session, 'points.verify', {
    ...input,
    reason: '请写清是哪一天、在哪里、帮的是哪一户',
  })
  settle([deed], verifier, 'returned')
  const tomorrow = addDays(plainDateInChina(telling.door.clock.now()), 1)
  telling.timeline.at(instantAt(tomorrow, '18:40'), () => amend(telling, ledger, deed.id))
}

function settle(
  deeds: readonly DeedInPlay[],
  hand: Villager,
  state: DeedInPlay['state'] | null,
): void {
  for (const deed of deeds) {
    deed.hands.add(hand)
    if (state) deed.state = state
  }
}

/** Two members of the elected group look at each deed; whoever is near it leaves it to the others. */
async function reviewSitting(telling: Telling, ledger: Ledger): Promise<void> {
  const waiting = inState(ledger, 'verified').filter((deed) => deed.fate !== 'laid_aside')
  await reviewDeeds(telling, waiting)
}

export async function reviewDeeds(telling: Telling, deeds: readonly DeedInPlay[]): Promise<void> {
  const group = [
    ...holders(telling.village, 'review_leader'),
    ...holders(telling.village, 'reviewer'),
  ]
  const panel = telling.village.chance.shuffled(group)
  for (let vote = 1; vote <= votesNeeded; vote += 1) {
    for (const [reviewer, own] of byHand(deeds, (deed) => freeHand(panel, deed))) {
      for (const chunk of inChunks(own, mostPerSitting)) await castVotes(telling, reviewer, chunk)
    }
  }
  for (const deed of deeds) deed.state = deed.fate === 'refused' ? 'refused' : 'reviewed'
}

async function castVotes(
  telling: Telling,
  reviewer: Villager,
  deeds: readonly DeedInPlay[],
): Promise<void> {
  const session = await as(telling, reviewer)
  const votes = deeds.map(({ id: deedId, fate }) =>
    fate === 'refused'
      ? { deedId, agrees: false, reason: '登记表上没有这一项，暂不同意' }
      : { deedId, agrees: true },
  )
  await telling.door.act(session, 'points.review', {
    tenantCode: telling.village.tenantCode,
    votes,
  })
  settle(deeds, reviewer, null)
}

export async function approveSitting(telling: Telling, ledger: Ledger): Promise<void> {
  const group = [
    ...holders(telling.village, 'leading_head'),
    ...holders(telling.village, 'leading_member'),
  ]
  for (const [approver, own] of byHand(inState(ledger, 'reviewed'), (deed) =>
    freeHand(group, deed),
  )) {
    const session = await as(telling, approver)
    for (const deeds of inChunks(own, mostPerSitting)) {
      const deedIds = deeds.map((deed) => deed.id)
      const { tenantCode } = telling.village
      await telling.door.act(session, 'points.approve', {
        tenantCode,
        deedIds,
        decision: 'approve',
      })
      settle(deeds, approver, 'approved')
    }
  }
}
