import { z } from 'zod'
import { forReview } from '#appeals/queries.ts'
import type { Actor, Capacity } from '#kernel/actor.ts'
import { defineQuery, type QueryContext } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import { list as listNotices } from '#notices/queries.ts'
import { placeName } from '#places/queries.ts'
import {
  Inbox,
  type InboxLine,
  type Stage,
  type StageCounts,
  stageNames,
} from '#points/inbox/model.ts'
import { inbox, waitingForMe } from '#points/queries.ts'
import { closes, stateByVillage } from '#stars/queries.ts'
import { answered } from '../answered.ts'
import { type FirstStep, firstSteps } from '../beginning/queries.ts'

const Today = z.object({ tenantCode: z.string().regex(/^\d{12}$/) })
const shownVillages = 8
const shownDeeds = 6
type TodayContext = QueryContext<z.output<typeof Today>>

/** The cycle whose close needs a step, and which. */
export interface CloseDue {
  readonly cycleId: string
  readonly closeId: string | null
  readonly cycle: { unit: 'month' | 'quarter' | 'year'; year: number; number: number }
  readonly step: 'running' | 'start' | 'drafting' | 'publish' | 'announced'
  readonly endsOn: string
  /** Deeds of the cycle that nobody has decided yet. */
  readonly waiting: number
  readonly endsAt: string | null
}

export interface ObjectionsDue {
  readonly open: number
  readonly mine: number
  readonly overdue: number
}

export interface LateVillage {
  readonly tenantCode: string
  readonly name: string
  readonly overdue: number
  readonly openAppeals: number
}

/** Villages below, as far as somebody there is late. */
export interface BelowDue {
  readonly villages: number
  readonly lateCount: number
  readonly late: readonly LateVillage[]
}

/** A deed near its end, and what is to be done with it. */
export interface SoonestDeed
  extends Pick<InboxLine, 'id' | 'item' | 'note' | 'dueOn' | 'dueProvisional' | 'overdue'> {
  readonly stage: Stage
  readonly householdCode: string
}

/** What an office holder finds in the morning; a part is null where their posts have no say. */
export interface Today {
  readonly waiting: StageCounts
  /** The deeds that wait for me and are due first. */
  readonly soonest: readonly SoonestDeed[]
  readonly closes: readonly CloseDue[] | null
  readonly objections: ObjectionsDue | null
  readonly notices: readonly { id: string; title: Titles; serial: string; lastDay: string }[]
  readonly below: BelowDue | null
  /** What a new place needs; null once it has begun, and for those who do not set it up. */
  readonly beginning: readonly FirstStep[] | null
}
type Titles = { readonly 'zh-CN': string; readonly en: string }

/** Somebody with any post at this place, in their own name. */
function inOffice(actor: Actor, tenantCode: string): Capacity | null {
  const post = actor.behalf ? undefined : actor.posts.find((held) => held.tenantCode === tenantCode)
  if (!post) return null
  const { personId, organisationId } = post
  return { tenantCode, personId, organisationId, post: post.post }
}

/** What is due, waiting and objected to in an office today. */
export const today = defineQuery({
  name: 'dashboards.today',
  input: Today,
  access: 'scoped',
  breadth: 'subtree',
  may: ({ actor, input }) => inOffice(actor, input.tenantCode),
  async run(context) {
    return ok<Today>({
      waiting: await waitingStages(context),
      soonest: await soonestDeeds(context),
      closes: await closesDue(context),
      objections: await objectionsDue(context),
      notices: await hanging(context),
      below: await belowDue(context),
      beginning: await firstSteps(context),
    })
  },
})

async function waitingStages(context: TodayContext): Promise<StageCounts> {
  const capacity = waitingForMe.may(context)
  if (!capacity) return {}
  return answered(await waitingForMe.run({ ...context, capacity }))
}

async function soonestDeeds(context: TodayContext): Promise<SoonestDeed[]> {
  const found: SoonestDeed[] = []
  for (const stage of stageNames) {
    const input = Inbox.parse({ ...context.input, stage, limit: shownDeeds })
    const capacity = inbox.may({ actor: context.actor, input })
    if (!capacity) continue
    const { lines } = answered(await inbox.run({ ...context, input, capacity }))
    for (const { id, item, negative, dueOn, dueProvisional, overdue, ...line } of lines) {
      // What somebody is said to have done wrong is read at the desk, where the look is noted.
      const note = negative ? '' : line.note
      const { householdCode } = line
      found.push({ id, item, note, dueOn, dueProvisional, overdue, householdCode, stage })
    }
  }
  const day = (deed: SoonestDeed) => deed.dueOn ?? '9999'
  return found.sort((a, b) => day(a).localeCompare(day(b))).slice(0, shownDeeds)
}

/** Cycles that are not final, with the step each needs; null for posts that do not follow them. */
export async function closesDue(context: TodayContext): Promise<CloseDue[] | null> {
  if (!closes.may(context)) return null
  const cycles = answered(await closes.run(context))
  return cycles.flatMap(({ cycle, over, waiting, close }) => {
    if (close?.finalAt) return []
    const { unit, year, number, endsOn } = cycle
    const at = { closeId: close?.closeId ?? null, endsAt: close?.endsAt ?? null, waiting, endsOn }
    const step = over ? stepOf(close) : 'running'
    return [{ cycleId: cycle.id, cycle: { unit, year, number }, step, ...at }]
  })
}

function stepOf(close: { draftedAt: string | null; announcedAt: string | null } | null) {
  if (!close) return 'start'
  if (!close.draftedAt) return 'drafting'
  return close.announcedAt ? 'announced' : 'publish'
}

async function objectionsDue(context: TodayContext): Promise<ObjectionsDue | null> {
  const capacity = forReview.may({ actor: context.actor, input: asked(context) })
  if (!capacity) return null
  const counted = async (onlyMine: boolean) =>
    answered(await forReview.run({ ...context, capacity, input: asked(context, onlyMine) }))
  const { total: open, overdue } = await counted(false)
  return { open, mine: (await counted(true)).total, overdue }
}

function asked({ input: { tenantCode } }: TodayContext, onlyMine = false) {
  return forReview.input.parse({ tenantCode, onlyMine, limit: 1 })
}

async function hanging(context: TodayContext): Promise<Today['notices']> {
  const input = listNotices.input.parse(context.input)
  const board = answered(await listNotices.run({ ...context, input }))
  return board.notices
    .filter((notice) => notice.running)
    .map(({ id, title, serial, lastDay }) => ({ id, title, serial, lastDay }))
}

async function belowDue(context: TodayContext): Promise<BelowDue | null> {
  if (!stateByVillage.may(context)) return null
  const value = answered(await stateByVillage.run(context))
  const late = value
    .filter((village) => village.overdue + village.openAppeals > 0)
    .sort((a, b) => b.overdue - a.overdue)
  const named: LateVillage[] = []
  for (const { tenantCode, overdue, openAppeals } of late.slice(0, shownVillages)) {
    const name = await placeName(context.db, tenantCode, context.today)
    named.push({ tenantCode, name, overdue, openAppeals })
  }
  return { villages: value.length, lateCount: late.length, late: named }
}
