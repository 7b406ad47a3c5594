import { type Chance, chanceOf } from '#demonstration/chance.ts'
import { addDays } from '#kernel/clock.ts'
import type {
  RadarDecision,
  RadarDeed,
  RadarHousehold,
  RadarPerson,
  RadarPicture,
  RadarRecords,
  Role,
} from '#oversight/radar/model.ts'

/** What somebody planted does. */
export type Vice =
  | 'favours_namesakes'
  | 'favours_kin'
  | 'rejects_group'
  | 'rejects_all'
  | 'waves_pictures'
  | 'hurries'
  | 'decides_wrongly'

export interface PlantedYear {
  readonly quarters: readonly RadarRecords[]
  /** Who does what; everybody else is honest, though not all are equally strict. */
  readonly planted: ReadonlyMap<string, Vice>
  /** Deeds beside which a used picture was put. */
  readonly reusing: ReadonlySet<string>
}

const householdCount = 260
const deedsAQuarter = 1400
const groups = ['group-1', 'group-2', 'group-3', 'group-4', 'group-5']
const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
/** How sure everybody is of a clause's deeds: from the doubtful to the plain. */
const items = [0.62, 0.7, 0.76, 0.8, 0.84, 0.88, 0.92, 0.95]

interface Village {
  readonly households: ReadonlyMap<string, RadarHousehold & { readonly merit: number }>
  readonly householdIds: readonly string[]
  readonly people: ReadonlyMap<string, RadarPerson & { readonly strictness: number }>
  readonly reviewers: readonly string[]
  readonly verifiers: readonly { readonly id: string; readonly groupId: string | null }[]
  readonly approvers: readonly string[]
}

/** A village's year from a seed: four quarters of records with some bad actors, or none. */
export function plantedYear(seed: number): PlantedYear {
  const chance = chanceOf(`radar-${seed}`)
  const village = villageOf(chance.fork('village'))
  const planted = plant(chance.fork('vices'), village)
  const reusing = new Set<string>()
  const quarters = [0, 1, 2, 3].map((number) =>
    quarterOf(chance.fork(`quarter-${number}`), { village, planted, reusing, number }),
  )
  return { quarters, planted, reusing }
}

function villageOf(chance: Chance): Village {
  const households = new Map(
    Array.from({ length: householdCount }, (_, n) => {
      // Few surnames have most households, and kin live near each other.
      const surname = surnames[Math.floor(surnames.length * chance.next() ** 2.2)]!
      const own = surnames.indexOf(surname) % groups.length
      const groupId = groups[chance.happens(0.35) ? own : chance.int(0, groups.length - 1)]!
      const merit = (chance.next() - 0.5) * 0.16
      return [`household-${n}`, { surnames: new Set([surname]), groupId, merit }]
    }),
  )
  const reviewers = Array.from({ length: 7 }, (_, n) => `reviewer-${n}`)
  const approvers = Array.from({ length: 3 }, (_, n) => `approver-${n}`)
  const verifiers = [
    ...groups.map((groupId, n) => ({ id: `worker-${n}`, groupId })),
    ...[0, 1].map((n) => ({ id: `leader-${n}`, groupId: null })),
  ]
  const ids = [...reviewers, ...approvers, ...verifiers.map((one) => one.id)]
  const all = [...households.keys()]
  const people = new Map(
    ids.map((id) => [
      id,
      {
        surname: surnames[Math.floor(surnames.length * chance.next() ** 2.2)]!,
        kinHouseholds: new Set(chance.shuffled(all).slice(0, chance.int(14, 30))),
        strictness: (chance.next() - 0.5) * 0.1,
      },
    ]),
  )
  return { households, householdIds: all, people, reviewers, verifiers, approvers }
}

/** One seed in five has nobody bad at all; the others up to one of each vice. */
function plant(chance: Chance, village: Village): Map<string, Vice> {
  const planted = new Map<string, Vice>()
  if (chance.happens(0.2)) return planted
  const reviewers = chance.shuffled(village.reviewers)
  const verifiers = chance.shuffled(village.verifiers.map((one) => one.id))
  const vices: readonly Vice[] = chance.shuffled([
    'favours_namesakes',
    'favours_kin',
    'rejects_group',
    'rejects_all',
  ])
  // Never more than a third of the group: what all do is nobody's difference.
  for (const vice of vices.slice(0, chance.int(1, 2))) planted.set(reviewers.pop()!, vice)
  if (chance.happens(0.6)) planted.set(verifiers.pop()!, 'waves_pictures')
  if (chance.happens(0.5)) planted.set(verifiers.pop()!, 'hurries')
  if (chance.happens(0.4)) planted.set(chance.pick(village.approvers), 'decides_wrongly')
  return planted
}

interface Making {
  readonly village: Village
  readonly planted: ReadonlyMap<string, Vice>
  readonly reusing: Set<string>
  readonly number: number
}

interface Book {
  readonly deeds: RadarDeed[]
  readonly decisions: RadarDecision[]
  readonly pictures: RadarPicture[]
}

function quarterOf(chance: Chance, making: Making): RadarRecords {
  const { village, number } = making
  const startsOn = addDays('2025-01-01', number * 91)
  const cycle = { startsOn, endsOn: addDays(startsOn, 90) }
  const book: Book = { deeds: [], decisions: [], pictures: [] }
  for (let n = 0; n < deedsAQuarter; n++) {
    // Quarters do not begin at an even pace, and end a little faster.
    const day = Math.min(90, Math.floor(91 * chance.next() ** 0.85))
    makeDeed(chance, { ...making, book, id: `q${number}-deed-${n}`, day: number * 91 + day })
  }
  const inspections = [
    { on: cycle.endsOn, kind: 'cycle_end' as const },
    { on: addDays(startsOn, 55), kind: 'announced' as const },
  ]
  const { people, households } = village
  return { ...book, cycle, today: cycle.endsOn, people, households, inspections }
}

interface OneDeed extends Making {
  readonly book: Book
  readonly id: string
  /** Of the year, from nought. */
  readonly day: number
}

function makeDeed(chance: Chance, of: OneDeed): void {
  const { village, book, id } = of
  const householdId = chance.pick(village.householdIds)
  const item = chance.int(0, items.length - 1)
  // What everybody would see in it, before anybody's own way of looking.
  const merit = items[item]! + village.households.get(householdId)!.merit
  const plain = chance.happens(merit)
  const sure = plain ? 0.94 : 0.34
  const decided: RadarDecision[] = []
  const state = pass(chance, { ...of, householdId, sure, decided })
  book.decisions.push(...decided)
  const overturned = overturnedOf(chance, { ...of, decided, state })
  const deed: RadarDeed = {
    ...{
      id,
      householdId,
      itemKey: `item-${item}`,
      happenedOn: days[of.day]!,
      roundId: null,
      overturned,
    },
  }
  book.deeds.push(deed)
  addPicture(chance, { ...of, deed, decided })
}

interface Passing extends OneDeed {
  readonly householdId: string
  /** How probably an honest person of ordinary strictness agrees. */
  readonly sure: number
  readonly decided: RadarDecision[]
}

/** Through verification, two equal votes of the group and approval, as far as it comes. */
function pass(chance: Chance, of: Passing): 'approved' | 'refused' | 'returned' {
  const { village, householdId, decided } = of
  const { groupId } = village.households.get(householdId)!
  const near = village.verifiers.filter((one) => one.groupId === groupId)
  const stands = chance.happens(0.2) ? village.verifiers.filter((one) => !one.groupId) : near
  const verifier = chance.pick(stands).id
  if (!decide(chance, { ...of, personId: verifier, role: 'verify' })) return 'returned'
  const votes = { for: 0, against: 0 }
  for (const personId of chance.shuffled(village.reviewers)) {
    if (votes.for === 2 || votes.against === 2) break
    votes[decide(chance, { ...of, personId, role: 'review' }) ? 'for' : 'against']++
  }
  if (votes.against === 2) return 'refused'
  const approves = decide(chance, {
    ...{ ...of, personId: chance.pick(village.approvers), role: 'approve' },
    sure: Math.max(of.sure, 0.9),
    decided,
  })
  return approves ? 'approved' : 'refused'
}

interface Deciding extends Passing {
  readonly personId: string
  readonly role: Role
}

function decide(chance: Chance, of: Deciding): boolean {
  const agrees = chance.happens(willingness(of))
  const { id: deedId, personId, role } = of
  of.decided.push({ deedId, personId, role, agrees, on: dayOf(chance, of) })
  return agrees
}

function willingness({ village, planted, personId, householdId, sure }: Deciding): number {
  const household = village.households.get(householdId)!
  const person = village.people.get(personId)!
  const honest = sure - person.strictness
  const vice = planted.get(personId)
  if (vice === 'favours_namesakes') {
    return household.surnames.has(person.surname) ? 0.98 : honest - 0.12
  }
  if (vice === 'favours_kin') return person.kinHouseholds.has(householdId) ? 0.98 : honest - 0.12
  if (vice === 'rejects_group') return household.groupId === groups[0] ? honest * 0.45 : honest
  if (vice === 'rejects_all') return honest * 0.6
  return vice === 'waves_pictures' || vice === 'hurries' ? 0.99 : honest
}

/** Every day of the year, so that none is reckoned twice. */
const days = Array.from({ length: 400 }, (_, n) => addDays('2025-01-01', n))

/** Who hurries leaves most of the quarter for the days before somebody comes to look. */
function dayOf(chance: Chance, { planted, personId, day, number }: Deciding): string {
  const last = number * 91 + 90
  const late = Math.min(day + chance.int(0, 3), last)
  if (planted.get(personId) !== 'hurries') return days[late]!
  const comes = day <= number * 91 + 50 ? number * 91 + 54 : last
  return days[chance.happens(0.7) ? comes - chance.int(0, 5) : late]!
}

/** Objections set a few decisions right; whoever decides wrongly keeps them busy. */
function overturnedOf(
  chance: Chance,
  {
    planted,
    decided,
    state,
    sure,
  }: OneDeed & {
    decided: readonly RadarDecision[]
    state: 'approved' | 'refused' | 'returned'
    sure?: number
  },
): RadarDeed['overturned'] {
  if (state === 'returned' || sure === 1) return null
  const last = decided.at(-1)!
  const wrongly = planted.get(last.personId) === 'decides_wrongly'
  const often = state === 'refused' ? 0.03 : 0.004
  if (!chance.happens(wrongly ? often * 14 : often)) return null
  return state === 'approved' ? 'struck_out' : 'granted'
}

/** Most deeds have a picture of their own; some are taken twice, with a hand that is not steady. */
function addPicture(
  chance: Chance,
  of: OneDeed & { deed: RadarDeed; decided: readonly RadarDecision[] },
): void {
  const { book, planted, deed, decided, reusing } = of
  if (!chance.happens(0.7)) return
  const verifier = decided[0]!
  const waves = planted.get(verifier.personId) === 'waves_pictures' && chance.happens(0.12)
  const used = waves && book.pictures.length > 50 ? chance.pick(book.pictures) : null
  const hash = used ? blurred(chance, used.hash) : hexOf(chance.bytes(16))
  const first = used && book.deeds.find((one) => one.id === used.deedId)
  const oneEvent = first?.happenedOn === deed.happenedOn && first.itemKey === deed.itemKey
  if (first && !oneEvent) reusing.add(deed.id)
  book.pictures.push({ deedId: deed.id, attachmentId: `picture-of-${deed.id}`, hash })
}

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** Cropped a little or saved again, a few of the 128 bits differ. */
function blurred(chance: Chance, hash: string): string {
  const bytes = Buffer.from(hash, 'hex')
  for (let n = chance.int(0, 4); n > 0; n--) {
    const byte = chance.int(0, 15)
    bytes[byte] = bytes[byte]! ^ (1 << chance.int(0, 7))
  }
  return hexOf(bytes)
}
