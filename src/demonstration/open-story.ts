import { addDays, plainDateInChina } from '#kernel/clock.ts'
import { instantAt, type Quarter } from './calendar.ts'
import { issueCard, plainHouse, workerFor } from './closed-story.ts'
import { reviewDeeds, verifySitting } from './deciding.ts'
import { declareSingle, noteNegative } from './declaring.ts'
import type { Ledger } from './ledger.ts'
import type { Camera } from './pictures.ts'
import { headOf, isAdultOn, type Villager } from './population.ts'
import { verifyDays } from './rule-book.ts'
import { as, gridWorker, holder, type Telling } from './village-state.ts'

/** What is told of particular households in the quarter that still runs. */
export function tellOpenQuarter(
  telling: Telling,
  of: { quarter: Quarter; now: string; camera: Camera },
): void {
  const { timeline } = telling
  const at = (days: number, time: string) => instantAt(addDays(of.quarter.startsOn, days), time)
  timeline.at(at(9, '10:10'), () => helpElder(telling))
  timeline.at(at(11, '20:15'), () => takeNameBack(telling))
  timeline.at(at(15, '09:00'), () => divideHouse(telling))
  tellRefusal(telling, of.now)
  tellOpenHearing(telling, of.now, of.camera)
  tellDueToday(telling, of.now)
  const evening = new Date(Date.parse(of.now) - 26 * 3_600_000).toISOString()
  timeline.at(evening, () => returnToFirstHouse(telling))
}

/** An old woman asks the grid worker for help: by her own card, and both names are on record. */
async function helpElder(telling: Telling): Promise<void> {
  const { door, village } = telling
  const elder = headOf(village.houses[1]!)
  const worker = gridWorker(village, elder.house.grid)
  const id = door.newEnvelopeId()
  const passbookCode = await issueCard(telling, elder, { id, by: holder(village, 'grid_leader') })
  const session = await as(telling, worker)
  const { tenantCode } = village
  const agreed = { tenantCode, personId: elder.id, method: 'passbook_code' as const, passbookCode }
  const { assistanceId } = await door.act(session, 'people.record_assistance', agreed)
  await door.act({ ...session, assistanceId }, 'points.declare', {
    ...{ tenantCode, itemKey: 'children_read_with', note: '给隔壁两个孩子讲了一晚上故事' },
    happenedOn: addDays(plainDateInChina(door.clock.now()), -1),
  })
  await door.act({ ...session, assistanceId }, 'people.grant_consent', {
    tenantCode,
    purpose: 'publish_name',
  })
}

/** Somebody no longer wants their name in the notices; the notices keep verifying without it. */
async function takeNameBack(telling: Telling): Promise<void> {
  const { door, village } = telling
  const { tenantCode } = village
  const head = headOf(plainHouse(telling, 30))
  const session = await as(telling, head)
  const paper = { tenantCode, purpose: 'publish_name' as const }
  const given = await door.attempt(session, 'people.withdraw_consent', paper)
  // Most heads never agreed; then this one first agrees and changes their mind.
  if (!given.ok) {
    await door.act(session, 'people.grant_consent', paper)
    await door.act(session, 'people.withdraw_consent', paper)
  }
  const system = { accountId: null, system: 'notices.forget_names' }
  await door.act(system, 'notices.forget_name', { tenantCode, householdId: head.house.id })
}

/** The old parents of a large household begin a household of their own. */
async function divideHouse(telling: Telling): Promise<void> {
  const { door, village } = telling
  const { tenantCode, houses } = village
  const old = (house: (typeof houses)[number]) =>
    house.members.filter(({ relation }) => relation === 'father' || relation === 'mother')
  const house = houses.find(
    (one) =>
      Number(one.code) > 4 &&
      one.kin.size === 0 &&
      old(one).length > 0 &&
      one.members.every((member) => member.posts.length === 0),
  )
  if (!house) return
  const parents = old(house)
  await door.act(await as(telling, holder(village, 'scorekeeper')), 'people.split_household', {
    ...{ tenantCode, householdId: house.id, newCode: String(houses.length + 1).padStart(3, '0') },
    ...{ personIds: parents.map((one) => one.id), headId: parents[0]!.id },
    ...{ happenedOn: plainDateInChina(door.clock.now()), reason: '老人分开单过' },
  })
}

const daysBefore = (now: string, days: number) => addDays(plainDateInChina(now), -days)

/** A deed the review group did not accept; the household objects and waits for the answer. */
function tellRefusal(telling: Telling, now: string): void {
  const { door, timeline, village } = telling
  const own: Ledger = []
  const house = village.houses[2]!
  const [day, at] = [
    daysBefore(now, 9),
    (days: number, time: string) => instantAt(daysBefore(now, days), time),
  ]
  const deed = { house, by: headOf(house), day, itemKey: 'found_returned', valueHundredths: 200 }
  timeline.at(at(9, '18:10'), () => declareSingle(telling, own, { ...deed, fate: 'refused' }))
  timeline.at(at(8, '09:10'), () => verifySitting(telling, own))
  timeline.at(at(4, '19:50'), () => reviewDeeds(telling, own))
  timeline.at(at(2, '20:05'), async () => {
    const [refused] = own
    await door.act(await as(telling, headOf(house)), 'appeals.file', {
      ...{ tenantCode: village.tenantCode, subjectKind: 'points.deed', subjectId: refused!.id },
      grounds: '东西交到村部时值班员在场，可以问他，请再看一次。',
    })
  })
}

/** A deduction that is being heard: the couple may still tell their side. */
function tellOpenHearing(telling: Telling, now: string, camera: Camera): void {
  const { timeline, village } = telling
  const house = village.houses[3]!
  timeline.at(instantAt(daysBefore(now, 1), '16:40'), async () => {
    const worker = workerFor(telling, house)
    const attachmentIds = [await camera.send(telling, worker, 'heap')]
    const noted = { house, worker, itemKey: 'road_blocked', day: daysBefore(now, 1), attachmentIds }
    await noteNegative(telling, [], { ...noted, note: '柴草堆在村道上，提醒一周后仍未移开' })
  })
}

/** Some deeds whose verification is due on the very day. */
function tellDueToday(telling: Telling, now: string): void {
  const day = daysBefore(now, verifyDays)
  telling.timeline.at(instantAt(day, '19:20'), async () => {
    for (const number of [41, 43, 47])
      await declareOne(telling, headOf(plainHouse(telling, number)), day)
  })
}

async function declareOne(telling: Telling, by: Villager, day: string): Promise<void> {
  if (!isAdultOn(by, day)) return
  const deed = { itemKey: 'emergency_helped', valueHundredths: 300, fate: 'laid_aside' as const }
  await declareSingle(telling, [], { ...deed, house: by.house, by, day })
}

/** The first household finds one of its deeds returned, with the reason, to be completed. */
async function returnToFirstHouse(telling: Telling): Promise<void> {
  const { door, village } = telling
  const house = village.houses[0]!
  const own: Ledger = []
  const day = plainDateInChina(door.clock.now())
  const deed = { itemKey: 'children_read_with', valueHundredths: 100, fate: 'plain' as const }
  await declareSingle(telling, own, { ...deed, house, by: headOf(house), day, note: '陪孩子读书' })
  const verifier = await as(telling, holder(village, 'grid_leader'))
  await door.act(verifier, 'points.verify', {
    ...{
      tenantCode: village.tenantCode,
      deedIds: own.map((one) => one.id),
      decision: 'return' as const,
    },
    reason: '请补充是哪一天晚上、陪的是几年级的孩子',
  })
}
