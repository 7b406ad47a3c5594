import { addDays } from '#kernel/clock.ts'
import { instantAt } from './calendar.ts'
import { itemOf, type PlannedDeed, type PlannedRound, saidOf } from './deed-plan.ts'
import { inChunks, type Ledger } from './ledger.ts'
import { noteFor, roundNoteFor } from './notes.ts'
import type { House, Villager } from './population.ts'
import { as, gridWorker, type Telling } from './village-state.ts'

export const mostPerRound = 60

/** A grid worker enters one item for the households of the grid, but not for their own. */
export async function declareRound(
  telling: Telling,
  ledger: Ledger,
  round: PlannedRound,
): Promise<void> {
  const { door, village } = telling
  const worker = gridWorker(village, round.grid)
  const session = await as(telling, worker)
  const houses = round.entries.filter(({ house }) => house !== worker.house && !house.gone)
  for (const entries of inChunks(houses, mostPerRound)) {
    const { entered } = await door.act(session, 'points.declare_round', {
      ...{ tenantCode: village.tenantCode, itemKey: round.itemKey, happenedOn: round.day },
      note: roundNoteFor(round.itemKey),
      households: entries.map(({ house, valueHundredths }) => ({
        householdId: house.id,
        valueHundredths,
      })),
    })
    const values = new Map(entries.map((entry) => [entry.house.id, entry]))
    for (const { householdId, deedId } of entered) {
      const { house, valueHundredths } = values.get(householdId)!
      const deed = { id: deedId, house, valueHundredths, itemKey: round.itemKey, by: worker }
      ledger.push({
        ...deed,
        negative: false,
        hands: new Set([worker]),
        fate: 'plain',
        state: 'declared',
      })
    }
  }
}

/** A villager declares what their household or a neighbour did. */
export async function declareSingle(
  telling: Telling,
  ledger: Ledger,
  planned: PlannedDeed & { readonly attachmentIds?: string[]; readonly note?: string },
): Promise<void> {
  const { door, timeline, village } = telling
  const { house, by, itemKey, valueHundredths, day, fate, attachmentIds = [] } = planned
  if (house.gone || by.house.gone) return
  const session = await as(telling, by)
  const { deedId } = await door.act(session, 'points.declare', {
    ...{ tenantCode: village.tenantCode, itemKey, attachmentIds, ...saidOf(planned) },
    ...{ householdId: house.id, happenedOn: day },
    note: planned.note ?? noteFor(village.chance, itemKey),
  })
  const deed = { id: deedId, house, itemKey, valueHundredths, by, negative: false }
  ledger.push({ ...deed, hands: new Set([by]), fate, state: 'declared' })
  if (fate === 'withdrawn')
    timeline.at(instantAt(addDays(day, 1), '07:10'), () => withdraw(telling, ledger, deedId))
}

async function withdraw(telling: Telling, ledger: Ledger, deedId: string): Promise<void> {
  const deed = ledger.find((one) => one.id === deedId)!
  if (deed.state !== 'declared' || deed.by.house.gone) return
  const session = await as(telling, deed.by)
  await telling.door.act(session, 'points.withdraw', {
    tenantCode: telling.village.tenantCode,
    deedId,
  })
  deed.state = 'withdrawn'
}

/** What was returned is written more clearly and sent again. */
export async function amend(telling: Telling, ledger: Ledger, deedId: string): Promise<void> {
  const deed = ledger.find((one) => one.id === deedId)!
  if (deed.house.gone) return
  const session = await as(telling, deed.by)
  const note = '补充说明：时间、地点已写清，邻居可以作证'
  await telling.door.act(session, 'points.amend', {
    tenantCode: telling.village.tenantCode,
    deedId,
    note,
  })
  deed.state = 'declared'
  deed.fate = 'plain'
}

export interface Misconduct {
  readonly house: House
  readonly worker: Villager
  readonly itemKey: string
  readonly day: string
  readonly attachmentIds: string[]
  readonly note: string
}

/** A named officer notes a deduction; the household is told first, alone, and heard. */
export async function noteNegative(
  telling: Telling,
  ledger: Ledger,
  noted: Misconduct,
): Promise<string> {
  const { door, village } = telling
  const { house, worker, itemKey } = noted
  const valueHundredths = itemOf(itemKey).minHundredths
  const session = await as(telling, worker)
  const { deedId } = await door.act(session, 'points.note_negative', {
    ...{ tenantCode: village.tenantCode, householdId: house.id, itemKey, valueHundredths },
    ...{ happenedOn: noted.day, note: noted.note, attachmentIds: noted.attachmentIds },
  })
  const deed = { id: deedId, house, itemKey, valueHundredths, by: worker, negative: true }
  ledger.push({ ...deed, hands: new Set([worker]), fate: 'plain', state: 'hearing' })
  return deedId
}
