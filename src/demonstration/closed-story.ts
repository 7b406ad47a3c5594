import { makeCard } from '#auth/sign-in/handed-over.ts'
import { addDays } from '#kernel/clock.ts'
import { instantAt, type Quarter } from './calendar.ts'
import { approveSitting, reviewDeeds, verifySitting } from './deciding.ts'
import { declareSingle, noteNegative } from './declaring.ts'
import type { Ledger } from './ledger.ts'
import type { Camera } from './pictures.ts'
import { type House, headOf, isNear, takesPart, type Villager } from './population.ts'
import { as, gridWorker, holder, type Telling } from './village-state.ts'

/** A household that holds no office and has no kin among those who do: nobody's case but its own. */
export function plainHouse(telling: Telling, number: number): House {
  const plain = telling.village.houses.filter(
    (house) =>
      Number(house.code) > 4 &&
      takesPart(house) &&
      house.kin.size === 0 &&
      headOf(house).takesPart &&
      house.members.every((member) => member.posts.length === 0),
  )
  return plain[number % plain.length]!
}

/** A grid worker who lives neither there nor with kin. */
export function workerFor({ village }: Telling, house: House): Villager {
  const own = gridWorker(village, house.grid)
  return isNear(own, house) ? holder(village, 'grid_worker') : own
}

/** What is told of particular households in the quarter that is closed. */
export function tellClosedQuarter(telling: Telling, quarter: Quarter, camera: Camera): void {
  const at = (days: number, time: string) => instantAt(addDays(quarter.startsOn, days), time)
  const { timeline } = telling
  timeline.at(at(-6, '09:30'), () => handOutCards(telling))
  tellHearing(telling, quarter, camera)
  tellRecusal(telling, quarter)
  timeline.at(at(47, '18:20'), () => sendWithPhoto(telling, addDays(quarter.startsOn, 47), camera))
}

/** Elders get a card with a code, so that nobody needs a telephone to see their stars. */
async function handOutCards(telling: Telling): Promise<void> {
  const { door, village } = telling
  const old = village.houses
    .map(headOf)
    .filter((head) => head.posts.length === 0 && head.birthDate < '1952')
  for (const head of [headOf(village.houses[0]!), ...old].slice(0, 6)) {
    await issueCard(telling, head, { id: door.newEnvelopeId(), by: holder(village, 'grid_leader') })
  }
}

/** Issues a card and answers its code, as it is printed once and handed over. */
export async function issueCard(
  { door, village }: Telling,
  to: Villager,
  { id, by }: { id: string; by: Villager },
): Promise<string> {
  const { code, locator, codeHash } = await makeCard(door.secrets, id)
  const input = { tenantCode: village.tenantCode, personId: to.id, locator, codeHash }
  await door.act(await as({ door, village }, by), 'auth.issue_passbook', input, id)
  return code
}

/** A deduction: noted with a photo, told to the household alone, heard, and only then decided. */
function tellHearing(telling: Telling, quarter: Quarter, camera: Camera): void {
  const { door, timeline, village } = telling
  const own: Ledger = []
  const day = addDays(quarter.startsOn, 36)
  const at = (days: number, time: string) => instantAt(addDays(day, days), time)
  timeline.at(at(0, '17:20'), async () => {
    const house = plainHouse(telling, 11)
    const worker = workerFor(telling, house)
    const attachmentIds = [await camera.send(telling, worker, 'heap')]
    const note = '渠边倒了一堆秸秆杂物，当面提醒三天后仍未清理'
    const noted = { house, worker, itemKey: 'dumping', day, attachmentIds, note }
    await noteNegative(telling, own, noted)
  })
  timeline.at(at(2, '19:30'), async () => {
    const [deed] = own
    const statement = '那几天家里有人住院，没顾上；现在已经清干净了，请来看。'
    const input = { tenantCode: village.tenantCode, deedId: deed!.id, statement }
    await door.act(await as(telling, headOf(deed!.house)), 'points.state_my_side', input)
  })
  timeline.at(at(5, '19:40'), () => reviewDeeds(telling, own))
  timeline.at(at(7, '14:30'), () => approveSitting(telling, own))
}

/** A reviewer is kin to the household: the system keeps them out, and others decide. */
function tellRecusal(telling: Telling, quarter: Quarter): void {
  const { timeline, village } = telling
  const own: Ledger = []
  const day = addDays(quarter.startsOn, 22)
  const at = (days: number, time: string) => instantAt(addDays(day, days), time)
  timeline.at(at(0, '18:30'), async () => {
    const kin = [...holder(village, 'reviewer').house.kin]
    const house = kin.find(
      (one) => takesPart(one) && one.members.every((member) => member.posts.length === 0),
    )
    const by = house?.members.find((member) => member.takesPart)
    if (!house || !by) return
    const deed = { itemKey: 'emergency_helped', valueHundredths: 300, fate: 'plain' as const }
    await declareSingle(telling, own, { ...deed, house, by, day })
  })
  timeline.at(at(1, '09:00'), () => verifySitting(telling, own))
  timeline.at(at(2, '19:00'), () => tryAsKin(telling, own))
  timeline.at(at(3, '19:30'), () => reviewDeeds(telling, own))
  timeline.at(at(4, '15:00'), () => approveSitting(telling, own))
}

async function tryAsKin(telling: Telling, own: Ledger): Promise<void> {
  const { door, village } = telling
  const votes = own.map((deed) => ({ deedId: deed.id, agrees: true }))
  if (votes.length === 0) return
  const session = await as(telling, holder(village, 'reviewer'))
  const tried = await door.attempt(session, 'points.review', {
    tenantCode: village.tenantCode,
    votes,
  })
  if (tried.ok || tried.code !== 'points.recused')
    throw new Error('A reviewer decided about their kin.')
}

async function sendWithPhoto(telling: Telling, day: string, camera: Camera): Promise<void> {
  const { village } = telling
  const own: Ledger = []
  for (const [at, scene] of (['lamp', 'tree', 'yard'] as const).entries()) {
    const house = at === 0 ? village.houses[0]! : plainHouse(telling, 20 + at)
    const by = headOf(house)
    const attachmentIds = [await camera.send(telling, by, scene)]
    const deed = {
      itemKey: 'found_returned',
      valueHundredths: 200,
      fate: 'plain' as const,
      attachmentIds,
    }
    await declareSingle(telling, own, { ...deed, house, by, day })
  }
  const at = (days: number, time: string) => instantAt(addDays(day, days), time)
  telling.timeline.at(at(1, '10:00'), () => verifySitting(telling, own))
  telling.timeline.at(at(3, '20:00'), () => reviewDeeds(telling, own))
  telling.timeline.at(at(5, '15:00'), () => approveSitting(telling, own))
}
